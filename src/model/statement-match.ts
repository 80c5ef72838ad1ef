/**
 * Statement lines, the statement's own total and the deposit, as the `statement_matches` mart compares them: what each cause
 * comes to in whole cents that add up, and what has to be asked. Pure; amounts are numbers in the row's currency.
 */
import {allocateCents, toCents} from "./cents.js";
import {sumOf} from "./group.js";
import {findingId, type Finding} from "./work-items.js";
import {isoDay} from "./days.js";
import {formatDay, formatMoney} from "./format.js";

const matchStatuses = ["MATCHED", "DIFFERENCE", "PART_PAID", "AWAITING", "UNPAID", "CARRIED", "PAYOUT_ONLY", "NO_RATE", "NO_PAYOUTS"] as const;
export type MatchStatus = (typeof matchStatuses)[number];

export const matchWords: Record<MatchStatus, string> = {
  MATCHED: "the causes explain it",
  DIFFERENCE: "something remains",
  PART_PAID: "paid in part, the rest may still come",
  AWAITING: "not paid yet, and not late",
  UNPAID: "not paid, and late",
  CARRIED: "below zero: carried forward",
  PAYOUT_ONLY: "a deposit without statement lines",
  NO_RATE: "paid in another currency, and no rate of that day is known",
  NO_PAYOUTS: "no deposit of this distributor is known"
};

export const matchCauses = ["lag", "fee", "tax", "fx", "split", "missing_store", "unexplained"] as const;
export type MatchCause = (typeof matchCauses)[number];
export const causeWords: Record<MatchCause, string> = {
  lag: "Lag", fee: "Fee", tax: "Tax", fx: "FX", split: "Split", missing_store: "Missing store", unexplained: "Unexplained"
};

/** A row of `statement_matches`. */
export interface StatementMatch {
  distributor: string;
  currency: string;
  statement_from_on: Date;
  statement_to_on: Date;
  due_on: Date;
  line_count: number;
  statement_count: number;
  lines_total: number;
  stated_total: number | null;
  payout_count: number;
  first_paid_on: Date | null;
  last_paid_on: Date | null;
  payout_references: string;
  is_period_assumed: boolean;
  paid_currency: string;
  received: number | null;
  received_amount: number | null;
  difference: number | null;
  missing_store_amount: number;
  fee_amount: number;
  tax_amount: number;
  fx_amount: number;
  lag_amount: number;
  split_amount: number;
  unexplained_amount: number | null;
  usual_fee_ppm: number;
  is_fee_stated: boolean;
  missing_stores: string;
  status: MatchStatus;
}

/** Whole cents as they are printed: received − lines = difference, and the causes add up to it. Null where nothing can be compared. */
export interface ShownMatch {
  lines: number;
  received: number | null;
  difference: number | null;
  causes: Record<MatchCause, number> | null;
}

/** Exact causes of a row in money, in the order of `matchCauses`. */
const causeAmounts = (row: StatementMatch): number[] => matchCauses.map((cause) => row[`${cause}_amount`] ?? 0);

const receivedAmount = (row: StatementMatch): number => (row.payout_count ? (row.received_amount ?? 0) : 0);

function causeCents(difference: number, amounts: readonly number[]): Record<MatchCause, number> {
  const cents = allocateCents(difference, amounts);
  return Object.fromEntries(matchCauses.map((cause, i) => [cause, cents[i]])) as Record<MatchCause, number>;
}

export function shownMatch(row: StatementMatch): ShownMatch {
  const lines = toCents(row.lines_total);
  if (row.difference === null) return {lines, received: row.received_amount === null ? null : toCents(row.received_amount), difference: null, causes: null};
  const received = toCents(receivedAmount(row));
  return {lines, received, difference: received - lines + 0, causes: causeCents(received - lines, causeAmounts(row))};
}

/** Sums of rows of one currency that can be compared, in whole cents: rounded once, so the printed rows may come to a cent or two more or less. */
export function matchTotals(rows: readonly StatementMatch[]): {lines: number; received: number; difference: number; causes: Record<MatchCause, number>} {
  const compared = rows.filter(({difference}) => difference !== null);
  const [lines, received] = [toCents(sumOf(compared, (row) => row.lines_total)), toCents(sumOf(compared, receivedAmount))];
  return {lines, received, difference: received - lines + 0, causes: causeCents(received - lines, matchCauses.map((_, i) => sumOf(compared, (row) => causeAmounts(row)[i])))};
}

const plural = (count: number, noun: string): string => `${count} ${count === 1 ? noun : `${noun}s`}`;

/** What is special about a row, in words: split deposits, several statements in one, an assumed period, where the fee comes from. */
export function matchNotes(row: StatementMatch): string[] {
  return [
    ...(row.status === "UNPAID" ? [`late since ${formatDay(row.due_on)}`] : []),
    ...(row.payout_count > 1 ? [`split into ${plural(row.payout_count, "deposit")}`] : []),
    ...(row.payout_count && row.statement_count > 1 ? [`${plural(row.statement_count, "statement")} in ${plural(row.payout_count, "deposit")}`] : []),
    ...(row.is_period_assumed ? ["the deposit names no period: the month before it is taken"] : []),
    ...(row.missing_store_amount ? [`${row.missing_stores}: no lines, though the total has more`] : []),
    ...(row.tax_amount ? ["tax as stated"] : []),
    ...(row.fee_amount && !row.is_fee_stated ? [`usual ${(row.usual_fee_ppm / 10_000).toFixed(2)}% kept`] : []),
    ...(row.paid_currency && row.paid_currency !== row.currency ? [`paid in ${row.paid_currency}`] : [])
  ];
}

/** What has to be asked about deposits: differences, late or lone deposits, missing rates and missing stores. */
export function matchFindings(rows: readonly StatementMatch[]): Finding[] {
  return rows.flatMap((row) => {
    const base = {distributor: row.distributor, month: row.statement_from_on, currency: row.currency, isEstimate: false};
    const id = (kind: "payout" | "lines") => findingId(kind, row.distributor, isoDay(row.statement_from_on), row.currency);
    const found: Finding[] = [];
    const add = (kind: "payout" | "lines", amount: number, subject: string, sentence: string) => void found.push({...base, id: id(kind), kind, amount, subject, sentence});
    const money = (amount: number) => formatMoney(Math.abs(amount), row.currency);
    if (row.status === "DIFFERENCE") add("payout", row.unexplained_amount ?? 0, "", `The deposit is ${money(row.unexplained_amount ?? 0)} ${(row.unexplained_amount ?? 0) < 0 ? "short of" : "more than"} what the statement and its deductions come to.`);
    if (row.status === "UNPAID") add("payout", -row.lines_total, "", `No deposit has come for ${money(row.lines_total)} of statement lines; it was due by ${formatDay(row.due_on)}.`);
    if (row.status === "PAYOUT_ONLY") add("payout", row.received_amount ?? 0, "", `A deposit of ${money(row.received_amount ?? 0)} has no statement lines: its statement is not in the folder.`);
    if (row.status === "NO_RATE") add("payout", row.lines_total, "", `Paid in ${row.paid_currency}: fx_rates.csv has no ${row.currency}-${row.paid_currency} rate of these days.`);
    if (row.missing_store_amount) add("lines", -row.missing_store_amount, row.missing_stores, `The statement comes to ${money(row.missing_store_amount)} more than its lines, and ${row.missing_stores} is missing: export it again.`);
    return found;
  });
}
