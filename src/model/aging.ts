/**
 * Money that is late, by how long: usage months that no statement has brought by their agreed date (an estimate), and
 * statements that no deposit has paid (confirmed). Pure; amounts in one currency, printed in whole cents that add up.
 */
import {allocateCents, toCents} from "./cents.js";
import {dayCount, isoDay} from "./days.js";
import {groupBy, sumOf} from "./group.js";
import {formatDay, formatMoney} from "./format.js";
import type {PaymentCell} from "./payment-status.js";
import {findingId, type Finding} from "./work-items.js";

export const agingBuckets = ["0–30 days", "31–60 days", "61–90 days", "90+ days"] as const;
export type AgingBucket = (typeof agingBuckets)[number];

/** Days since the expected date; a payment expected today is 0 days late and not yet overdue. */
export const daysLate = (expectedOn: Date, asOf: Date): number => (expectedOn > asOf ? -1 : 1) * (dayCount(expectedOn < asOf ? expectedOn : asOf, expectedOn < asOf ? asOf : expectedOn) - 1);

/** The bucket of a payment that is `days` late (1 or more): 30 days are still 0–30, 31 are 31–60. */
export const agingBucket = (days: number): AgingBucket => agingBuckets[Math.min(Math.max(Math.ceil(days / 30), 1), 4) - 1];

/** One late amount; `kind` says what is missing: a statement, or a deposit for one. */
export interface LateAmount {
  kind: "statement" | "deposit";
  distributor: string;
  platform: string;
  usage_month: Date;
  expected_on: Date;
  days: number;
  /** Whole cents. */
  cents: number;
}

/** One row of the table: a distributor's usage month, whole cents by bucket. */
export interface AgingRow {
  kind: LateAmount["kind"];
  distributor: string;
  usage_month: Date;
  expected_on: Date;
  days: number;
  buckets: Record<AgingBucket, number>;
  cents: number;
  platforms: string[];
}

/** Late usage months: cells whose expected date has passed and of which something is outstanding; uncovered ones stay apart. */
export function lateCells(cells: readonly PaymentCell[], asOf: Date): {late: LateAmount[]; uncovered: LateAmount[]} {
  const late = cells.filter((cell) => cell.expected_on < asOf && toCents(cell.outstanding) > 0);
  const amount = ({distributor, platform, usage_month, expected_on, outstanding}: PaymentCell): LateAmount =>
    ({kind: "statement", distributor, platform, usage_month, expected_on, days: daysLate(expected_on, asOf), cents: toCents(outstanding)});
  return {late: late.filter((cell) => cell.is_covered_by_statements).map(amount), uncovered: late.filter((cell) => !cell.is_covered_by_statements).map(amount)};
}

/** What an unpaid statement has of one usage month, as the page's query gives it. */
export interface UnpaidPart {
  distributor: string;
  platform: string;
  usage_month: Date;
  due_on: Date;
  earnings: number;
}

/** Statements without a deposit that are past their usual day; the parts of a statement add up to its total as printed. */
export function lateDeposits(parts: readonly UnpaidPart[], asOf: Date): LateAmount[] {
  const statements = groupBy(parts.filter((part) => part.due_on < asOf), (part) => `${part.distributor}|${Number(part.due_on)}`);
  return [...statements.values()].flatMap((own) => {
    const cents = allocateCents(toCents(sumOf(own, (part) => part.earnings)), own.map((part) => part.earnings));
    return own.map(({distributor, platform, usage_month, due_on}, i): LateAmount => ({kind: "deposit", distributor, platform, usage_month, expected_on: due_on, days: daysLate(due_on, asOf), cents: cents[i]}));
  }).filter(({cents}) => cents !== 0);
}

/** By kind, distributor and usage month, the longest overdue first; every row's buckets add up to its cents. */
export function agingRows(late: readonly LateAmount[]): AgingRow[] {
  const groups = groupBy(late, (one) => `${one.kind}|${one.distributor}|${Number(one.usage_month)}`);
  return [...groups.values()].map((group) => {
    const oldest = group.reduce((a, b) => (b.days > a.days ? b : a));
    const buckets = Object.fromEntries(agingBuckets.map((bucket) => [bucket, sumOf(group.filter(({days}) => agingBucket(days) === bucket), ({cents}) => cents)])) as Record<AgingBucket, number>;
    return {
      kind: oldest.kind, distributor: oldest.distributor, usage_month: oldest.usage_month, expected_on: oldest.expected_on, days: oldest.days, buckets,
      cents: sumOf(group, ({cents}) => cents), platforms: [...new Set(group.map(({platform}) => platform))].sort()
    };
  }).sort((a, b) => b.days - a.days || b.cents - a.cents);
}

/** Totals by bucket over rows, in whole cents. */
export const agingTotals = (rows: readonly AgingRow[]): Record<AgingBucket, number> =>
  Object.fromEntries(agingBuckets.map((bucket) => [bucket, sumOf(rows, (row) => row.buckets[bucket])])) as Record<AgingBucket, number>;

/** A statement that should have come more than `grace` days ago is worth a question; a late deposit is asked about by its statement. */
export function agingFindings(late: readonly LateAmount[], currency: string, grace = 30): Finding[] {
  return late.filter(({kind, days}) => kind === "statement" && days > grace).map((one): Finding => ({
    id: findingId("overdue", one.distributor, one.platform, isoDay(one.usage_month).slice(0, 7), currency), kind: "overdue", distributor: one.distributor, month: one.usage_month, subject: one.platform,
    amount: -one.cents / 100, currency, isEstimate: true,
    sentence: `About ${formatMoney(one.cents / 100, currency)} was due on ${formatDay(one.expected_on)} and no statement has brought it (${one.days} days).`
  }));
}
