/** What changed most: a figure by platform, distributor, artist and country in two like-for-like periods. Pure. */
import {groupBy, sumOf} from "./group.js";
import type {MonthShare, Overview} from "./overview-data.js";
import {comparableDays} from "./overview-kpis.js";
import {rangeLabel, type DayRange, type Period} from "./periods.js";
import {likeForLike, noChangeReason} from "./revenue.js";

export interface ChangeRow {
  id: string;
  before: number;
  now: number;
}

/** `measure` is streams when no month of the period is complete; artists and countries are only known from statements. */
export interface Changes {
  measure: "earnings" | "streams";
  basis: string;
  platform: ChangeRow[];
  distributor: ChangeRow[];
  artist: ChangeRow[];
  country: ChangeRow[];
}

/** Sums rows into two periods by id. */
function compare<Row>(rows: readonly Row[], id: (row: Row) => string, value: (row: Row) => number, when: (row: Row) => "now" | "before" | null): ChangeRow[] {
  return [...groupBy(rows.filter((row) => when(row)), id)].map(([key, group]) => ({
    id: key,
    before: sumOf(group, (row) => (when(row) === "before" ? value(row) : 0)),
    now: sumOf(group, (row) => (when(row) === "now" ? value(row) : 0))
  }));
}

/** Confirmed earnings of complete months against the same number before; streams day by day where no month is complete. */
export function changesOf(data: Overview, period: Period): Changes {
  const months = likeForLike(data, period);
  if (!months) return streamChanges(data, period);
  const [now, before] = [new Set(months.now.map(Number)), new Set(months.before.map(Number))];
  const when = ({usage_month}: {usage_month: Date}) => (now.has(Number(usage_month)) ? "now" : before.has(Number(usage_month)) ? "before" : null);
  const shares = (rows: readonly MonthShare[]) => compare(rows, (row) => row.id, (row) => row.earnings, when);
  const kpi = (key: "platform" | "distributor") => compare(data.months, (row) => row[key], (row) => row.earnings, when);
  return {
    measure: "earnings", basis: months.basis, platform: kpi("platform"), distributor: kpi("distributor"),
    artist: shares(data.artists), country: shares(data.countries)
  };
}

function streamChanges(data: Overview, period: Period): Changes {
  const ranges = comparableDays(data, period);
  const empty = {measure: "streams" as const, platform: [], distributor: [], artist: [], country: []};
  if (!ranges) return {...empty, basis: noChangeReason(data, period)};
  const within = (day: Date, range: DayRange) => day >= range.from && day <= range.to;
  const when = ({streamed_on: day}: {streamed_on: Date}) => (within(day, ranges.now) ? "now" : within(day, ranges.before) ? "before" : null);
  const days = (key: "platform" | "distributor") => compare(data.days, (row) => row[key], (row) => row.stream_count, when);
  return {...empty, basis: `${rangeLabel(ranges.now)} against ${rangeLabel(ranges.before)}`, platform: days("platform"), distributor: days("distributor")};
}
