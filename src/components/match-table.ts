/** Statement lines, the statement's total and the deposit side by side, with what each cause comes to. */
import {formatAmount, formatDay, formatMonth} from "../model/format.js";
import {isMonthEnd, isMonthStart} from "../model/days.js";
import {causeWords, matchCauses, matchNotes, matchTotals, matchWords, shownMatch, type MatchCause, type MatchStatus, type ShownMatch, type StatementMatch} from "../model/statement-match.js";
import {emptyChart} from "./chart-frame.js";
import {distributorLabel} from "./colors.js";
import {dataTable, type TableColumn} from "./data-table.js";
import {element} from "./dom.js";
import {waterfallChart} from "./waterfall.js";

const marks: Record<MatchStatus, [mark: string, word: string, tone: string]> = {
  MATCHED: ["✓", "matched", "matched"], DIFFERENCE: ["≠", "difference", "variance"], PART_PAID: ["◐", "part paid", "awaiting"], AWAITING: ["…", "awaiting", "awaiting"], UNPAID: ["!", "unpaid", "overdue"],
  CARRIED: ["→", "carried", "awaiting"], PAYOUT_ONLY: ["?", "no lines", "variance"], NO_RATE: ["¤", "no rate", "variance"], NO_PAYOUTS: ["∅", "no deposits", "uncovered"]
};

/** A status with its mark, its word and, for the pointer, its meaning. */
function matchBadge(status: MatchStatus): HTMLElement {
  const [mark, word, tone] = marks[status];
  return element`<span class=${`match-badge tone-${tone}`} title=${matchWords[status]}><span aria-hidden="true">${mark}</span> ${word}</span>`;
}

/** "Oct 2025", "Nov 2024 – Dec 2024", or days where they are no whole months. */
function statementPeriod({statement_from_on: from, statement_to_on: to}: Pick<StatementMatch, "statement_from_on" | "statement_to_on">): string {
  if (!isMonthStart(from) || !isMonthEnd(to)) return `${formatDay(from)} – ${formatDay(to)}`;
  return formatMonth(from) === formatMonth(to) ? formatMonth(from) : `${formatMonth(from)} – ${formatMonth(to)}`;
}

const isCause = (key: string): boolean => (matchCauses as readonly string[]).includes(key);

type Line = StatementMatch & {shown: ShownMatch};

/** One row per statement period of one currency; causes that never occur have no column, except what remains; a cause of 0 is blank. */
export function matchTable(rows: readonly StatementMatch[], {currency, caption}: {currency: string; caption: string}): HTMLElement {
  const lines = rows.map((row): Line => ({...row, shown: shownMatch(row)}));
  const totals = matchTotals(rows);
  const money = (key: string, label: string, cents: (line: Line) => number | null, total?: number): TableColumn<Line> => ({
    key, label, align: "right", value: (line) => (cents(line) === null ? null : cents(line)! / 100), format: (value: number) => (value === 0 && isCause(key) ? "" : formatAmount(value)), ...(total === undefined ? {} : {total: () => total / 100})
  });
  const senders = [...new Set(rows.map(({distributor}) => distributor))];
  const used = matchCauses.filter((cause) => cause === "unexplained" || lines.some(({shown}) => shown.causes?.[cause]));
  const cause = (name: MatchCause) => money(name, causeWords[name], ({shown}) => (shown.causes ? shown.causes[name] : null), totals.causes[name]);
  const columns: TableColumn<Line>[] = [
    {key: "statement_from_on", label: "Statements of", format: (_: Date, line) => statementPeriod(line)},
    ...(senders.length > 1 ? [{key: "distributor", label: "Distributor", value: ({distributor}: Line) => distributorLabel(distributor)}] : []),
    {key: "status", label: "Status", format: (status: MatchStatus) => matchBadge(status)},
    money("lines_total", "Lines", ({shown}) => shown.lines, totals.lines),
    money("stated_total", "Statement says", ({stated_total}) => (stated_total === null ? null : Math.round(stated_total * 100))),
    money("received_amount", "Received", ({shown}) => shown.received, totals.received),
    money("difference", "Difference", ({shown}) => shown.difference, totals.difference), ...used.map(cause),
    {key: "last_paid_on", label: "Paid on", format: (day: Date) => formatDay(day)},
    {key: "notes", label: "What is special", wrap: true, value: (line) => matchNotes(line).join("; ")}
  ];
  const table = dataTable(lines, {columns, caption: `${caption}${senders.length === 1 ? `, ${distributorLabel(senders[0])}` : ""}, ${currency}`, csvName: `statements-and-deposits-${currency.toLowerCase()}`, totals: true, rowsShown: 16});
  table.classList.add("match-table");
  return table;
}

/** From the sum of the lines to what the bank received, over all periods that can be compared. */
export function matchWaterfall(rows: readonly StatementMatch[], {width, currency, subtitle}: {width: number; currency: string; subtitle: string}): HTMLElement {
  const text = {title: "From statement lines to the bank", subtitle};
  const {lines, received, causes} = matchTotals(rows);
  if (!rows.some(({difference}) => difference !== null)) return emptyChart(text, "No deposit can be compared with a statement yet.");
  const meanings: Record<MatchCause, string> = {
    lag: "not paid yet", fee: "kept by the distributor: as stated, or its usual share", tax: "withheld, as stated", fx: "change of the exchange rate until the deposit",
    split: "paid in part, the rest may still come", missing_store: "paid for a store whose lines are missing", unexplained: "nothing says why"
  };
  const steps = matchCauses.filter((cause) => causes[cause] !== 0 || cause === "unexplained" || cause === "fee").map((cause) => ({label: causeWords[cause], cents: causes[cause], meaning: meanings[cause]}));
  return waterfallChart(steps, {...text, width, currency, start: {label: "Lines", cents: lines}, end: {label: "Received", cents: received}});
}
