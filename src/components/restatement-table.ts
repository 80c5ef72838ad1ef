/** What changed in past months since the snapshot before: alerts, sentences, and every store and artist with its amounts. */
import {formatAmount, formatCount, formatDay, formatInstant} from "../model/format.js";
import {parseDay} from "../model/days.js";
import {type Restatement, type RestatementsJson, monthName, restatedMonthRows, restatementRows, restatementSentences} from "../model/restatements.js";
import {allRowsButton} from "./all-rows-button.js";
import {dataTable, type TableColumn} from "./data-table.js";
import {element} from "./dom.js";
import {notice} from "./notice.js";
import {switchInput} from "./switch.js";

type Shown = "restated" | "arrived" | "all";

export interface RestatementOptions {
  /** Which changes the table shows first; default: restated where there are any, else all. */
  shown?: Shown;
  /** Sentences before the rest folds away. */
  sentencesShown?: number;
  /** Every change; with it there is a button that saves them all, where the table holds the largest only. */
  fetchAll?: () => Promise<readonly Restatement[]>;
}

const money = (key: "earnings_before" | "earnings_after" | "change", label: string): TableColumn<Restatement> =>
  ({key, label, align: "right", value: (row) => Number(row[key]), format: (_: number, row) => `${key === "change" && Number(row.change) > 0 ? "+" : ""}${formatAmount(row[key], Math.abs(Number(row.change)) < 0.005 ? 6 : 2)}`});
const count = (key: "lines_added" | "lines_removed", label: string): TableColumn<Restatement> => ({key, label, align: "right", format: (value: number) => formatCount(value)});

const columns: TableColumn<Restatement>[] = [
  {key: "usage_month", label: "Usage month", format: (month: string) => monthName(month)}, {key: "distributor", label: "Distributor"}, {key: "store", label: "Store"}, {key: "artist", label: "Artist"},
  {key: "kind", label: "Change"}, {key: "currency", label: "Currency"}, money("earnings_before", "Before"), money("earnings_after", "After"), money("change", "Difference"),
  count("lines_added", "Lines added"), count("lines_removed", "Lines removed")
];

const csvKeys: (keyof Restatement)[] = ["kind", "usage_month", "distributor", "platform", "store", "artist", "currency", "earnings_before", "earnings_after", "change", "units_before", "units_after", "lines_added", "lines_removed"];

/** The table alone; `total` counts all changes, of which `rows` are the largest. */
function restatementTable(rows: readonly Restatement[], total = rows.length): HTMLElement {
  const table = dataTable(rows, {caption: "Changed months by store and artist", csvName: "restatements", columns, sort: {key: "usage_month", descending: true}});
  return total > rows.length ? element`<div><p>The ${formatCount(rows.length)} largest of ${formatCount(total)} changes; the table <code>restatements</code> has all.</p>${table}</div>` : table;
}

function sentenceList(sentences: readonly string[], shown: number): HTMLElement {
  const list = (items: readonly string[]) => element`<ul class="problem-list">${items.map((sentence) => element`<li>${sentence}</li>`)}</ul>`;
  const rest = sentences.slice(shown);
  return element`<div>${list(sentences.slice(0, shown))}${rest.length ? element`<details><summary>${formatCount(rest.length)} more months</summary>${list(rest)}</details>` : null}</div>`;
}

/** The table with its switch. */
function switchedTable(rows: readonly Restatement[], total: number, shown: Shown): HTMLElement {
  const choice = switchInput<Shown>([
    {value: "restated", label: "Restated", title: "The month was complete, or a statement that was there before has another total"},
    {value: "arrived", label: "Arrived", title: "New statements of a month that was still filling up"}, {value: "all", label: "All"}
  ], {label: "Show", value: shown});
  const place = element`<div></div>`;
  const draw = () => place.replaceChildren(restatementTable(choice.value === "all" ? rows : rows.filter(({kind}) => kind === choice.value), choice.value === "all" ? total : undefined));
  choice.addEventListener("input", draw);
  draw();
  return element`<div>${choice}${place}</div>`;
}

/** The whole section, from `overview.json`; says so when there is nothing to compare with or nothing has changed. */
export function restatementSection(data: RestatementsJson, {shown, sentencesShown = 8, fetchAll}: RestatementOptions = {}): HTMLElement {
  const {compared_with: before, comparison_note: note, approval_alerts: alerts = []} = data;
  const boxes = alerts.map((text) => notice({kind: "warning", text}));
  if (!before) return element`<div class="restatements">${boxes}<p>${note ? `Nothing to compare: ${note}.` : "There is no earlier snapshot to compare with."}</p></div>`;
  const [months, rows] = [restatedMonthRows(data.restated_months), restatementRows(data.restatements)];
  const through = before.statements_through ? `, statements through ${formatDay(parseDay(before.statements_through)!)}` : "";
  const against = element`<p class="muted">Compared with snapshot <code>${before.id}</code> (built ${formatInstant(new Date(before.built_at))}${through}).</p>`;
  if (!months.length) return element`<div class="restatements">${boxes}<p>No usage month has changed.</p>${against}</div>`;
  const first = shown ?? (rows.some(({kind}) => kind === "restated") ? "restated" : "all");
  const total = data.restatement_count ?? rows.length;
  const all = fetchAll && total > rows.length ? allRowsButton(`CSV of all ${formatCount(total)} changes`, "restatements-all", csvKeys, fetchAll) : null;
  return element`<div class="restatements">${boxes}${sentenceList(restatementSentences(months, rows), sentencesShown)}${switchedTable(rows, total, first)}${all}${against}</div>`;
}
