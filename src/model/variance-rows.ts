/** Reconciliation cells grouped for a table: one row per month, platform or distributor, in whole cents that add up. Pure. */
import {monthEnd, monthStart} from "./days.js";
import {groupBy} from "./group.js";
import {previousRange, type DayRange, type Period} from "./periods.js";
import {rollUpVariance, shownVariance, splitCells, type ShownVariance, type VarianceCell, type VarianceTotal} from "./variance.js";

const varianceGroups = ["month", "platform", "distributor"] as const;
export type VarianceGroup = (typeof varianceGroups)[number];

export interface NamedCell extends VarianceCell {
  usage_month: Date;
  distributor: string;
  platform: string;
}

/** `key` is what the rows share: a Date for months, else an id. Amounts of `shown` are whole cents. */
export interface VarianceRow {
  key: Date | string;
  total: VarianceTotal;
  shown: ShownVariance;
}

const keyOf: Record<VarianceGroup, (cell: NamedCell) => Date | string> = {
  month: (cell) => cell.usage_month, platform: (cell) => cell.platform, distributor: (cell) => cell.distributor
};

export function varianceRow(key: Date | string, cells: readonly VarianceCell[]): VarianceRow {
  const total = rollUpVariance(cells);
  return {key, total, shown: shownVariance(total)};
}

/** Judged cells (neither awaited nor uncovered) by month, platform or distributor; months newest first, others by size. */
export function varianceRows(cells: readonly NamedCell[], by: VarianceGroup): VarianceRow[] {
  const groups = groupBy(splitCells(cells).compared, (cell) => String(Number(keyOf[by](cell)) || keyOf[by](cell)));
  const rows = [...groups.values()].map((group) => varianceRow(keyOf[by](group[0]), group));
  return by === "month" ? rows.sort((a, b) => Number(b.key) - Number(a.key)) : rows.sort((a, b) => b.total.expected - a.total.expected);
}

/** Reconciliation is by whole usage months: every month that the period touches, and the equal run of months before. */
export function touchedMonths(period: Period): DayRange & {compare: DayRange | null} {
  const range = {from: monthStart(period.from), to: monthEnd(period.to)};
  return {...range, compare: period.compare && previousRange(range, period.preset)};
}
