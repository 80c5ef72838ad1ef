/** What changed between two snapshots, as `overview.json` carries it and `npm run snapshot -- --diff` says it. Pure. */
import {rowsOf, type Columns} from "./columns.js";
import {parseDay} from "./days.js";
import {counted, formatMoney, formatMonth} from "./format.js";

/** arrived: a month that was still filling up · restated: a month that was complete, or a statement that was there before. */
export type ChangeKind = "arrived" | "restated";

/** One usage month × distributor × platform × store × artist × currency × kind; money is exact decimal text. */
export interface Restatement {
  kind: ChangeKind;
  /** ISO, first day */
  usage_month: string;
  distributor: string;
  platform: string;
  store: string;
  artist: string;
  currency: string;
  earnings_before: string;
  earnings_after: string;
  change: string;
  units_before: number;
  units_after: number;
  lines_added: number;
  lines_removed: number;
}

/** One usage month × distributor × currency with a change; earnings_after = earnings_before + restated + arrived. */
export interface RestatedMonth {
  usage_month: string;
  distributor: string;
  currency: string;
  earnings_before: string;
  earnings_after: string;
  restated: string;
  arrived: string;
  restated_cells: number;
  arrived_cells: number;
  lines_added: number;
  lines_removed: number;
}

/** The earlier snapshot of a comparison. */
export interface ComparedWith {
  id: string;
  built_at: string;
  as_of: string;
  statements_through: string | null;
}

/** The part of overview.json that compares. */
export interface RestatementsJson {
  compared_with?: ComparedWith | null;
  comparison_note?: string;
  approval_alerts?: readonly string[];
  restated_months?: Columns;
  restatements?: Columns;
  /** Rows of the table `restatements`; overview.json carries the largest changes. */
  restatement_count?: number;
}

export const restatementRows = (columns: Columns | undefined): Restatement[] => rowsOf(columns) as unknown as Restatement[];
export const restatedMonthRows = (columns: Columns | undefined): RestatedMonth[] => rowsOf(columns) as unknown as RestatedMonth[];

const isZero = (amount: string): boolean => !/[1-9]/.test(amount);

/** Digits that show the amount: cents, or all that it has when it is below a cent. */
const digitsOf = (amount: string): number => (isZero(amount) || Math.abs(Number(amount)) >= 0.005 ? 2 : (amount.split(".")[1] ?? "").replace(/0+$/, "").length);

/** "+USD 7.63", "−USD 0.0004", "USD 0.00". */
export function signedMoney(amount: string, currency: string): string {
  const text = formatMoney(amount, currency, digitsOf(amount));
  return isZero(amount) || amount.startsWith("-") ? text : `+${text}`;
}

/** "2024-11-01" → "Nov 2024". */
export const monthName = (month: string): string => formatMonth(parseDay(month)!);

const linesText = ({lines_added, lines_removed}: Pick<RestatedMonth, "lines_added" | "lines_removed">): string =>
  [lines_added && `${counted(lines_added, "line")} added`, lines_removed && `${counted(lines_removed, "line")} removed`].filter(Boolean).join(", ") || "no line added or removed";

const size = (row: Restatement): number => Math.abs(Number(row.change));

/** The largest changes of one month and kind: "Apple Music, PIG1987 +USD 5.00; …". */
function largest(rows: readonly Restatement[], cells: number, shown = 3): string {
  const first = rows.toSorted((a, b) => size(b) - size(a)).slice(0, shown);
  const parts = first.map((row) => `${row.store}, ${row.artist} ${signedMoney(row.change, row.currency)}`);
  return [...parts, ...(cells > first.length ? [`and ${(cells - first.length).toLocaleString("en")} more`] : [])].join("; ");
}

function monthSentence(month: RestatedMonth, rows: readonly Restatement[]): string {
  const {usage_month, distributor, currency, earnings_before, earnings_after, restated, arrived, restated_cells, arrived_cells} = month;
  const own = rows.filter((row) => row.usage_month === usage_month && row.distributor === distributor && row.currency === currency);
  const of = (kind: ChangeKind) => largest(own.filter((row) => row.kind === kind), kind === "restated" ? restated_cells : arrived_cells);
  const from = `${formatMoney(earnings_before, currency)} → ${formatMoney(earnings_after, currency)}`;
  const name = `${monthName(usage_month)} (${distributor})`;
  if (!restated_cells) return `${name} is still filling up: ${from}, ${signedMoney(arrived, currency)} arrived (${linesText(month)}): ${of("arrived")}.`;
  const how = isZero(restated) ? "the total is the same, its parts changed" : signedMoney(restated, currency);
  const also = arrived_cells ? ` Another ${signedMoney(arrived, currency)} arrived in parts of it that were still filling up.` : "";
  return `${name} was restated: ${from}, ${how} (${linesText(month)}): ${of("restated")}.${also}`;
}

/** One sentence for each changed month: restated ones first, newest first. */
export function restatementSentences(months: readonly RestatedMonth[], rows: readonly Restatement[]): string[] {
  const rank = (month: RestatedMonth) => (month.restated_cells ? 0 : 1);
  const ordered = months.toSorted((a, b) => rank(a) - rank(b) || (a.usage_month < b.usage_month ? 1 : a.usage_month > b.usage_month ? -1 : a.distributor < b.distributor ? -1 : 1));
  return ordered.map((month) => monthSentence(month, rows));
}
