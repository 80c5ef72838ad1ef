/** Cash and stream forecasts of one snapshot, worked out when first asked for and kept: a fit takes about a second. */
import {existsSync, readFileSync} from "node:fs";
import {join} from "node:path";
import type {Opened} from "../../loaders/answers/open.js";
import {dayOf} from "../../src/model/columns.js";
import {addDays, addMonths, isoDay, parseDay} from "../../src/model/days.js";
import {addToCashPlan, cashOutlook, emptyCashPlan, type CashPlan, type WhatIf} from "../../src/model/forecast-cash.js";
import {prepareLedger} from "../../src/model/forecast-ledger.js";
import {forecastsOn} from "../../src/model/forecast-outstanding.js";
import {staleStreams} from "../../src/model/forecast-text.js";
import type {Range} from "../../src/model/ladder.js";
import {indexMonth} from "../../src/model/month-index.js";
import {readOverview, type OverviewJson} from "../../src/model/overview-data.js";
import type {Forecasted, ForecastJson} from "../../src/model/stream-data.js";
import {forecastDays, forecastMonths} from "../../src/model/stream-forecast.js";
import {streamSeries, type FeedRow} from "../../src/model/stream-series.js";

interface Cash {
  plan: CashPlan;
  currency: string;
  /** Sources that cannot be forecast, each with its reason. */
  refused: string[];
  warnings: string[];
}

export type ForecastRow = Record<string, string | number>;
export interface Forecasts {
  /** By statement month; `refusal` says why there is none. */
  cash(whatIf: WhatIf): {rows: ForecastRow[]; currency: string; refused: string[]; warnings: string[]} | {refusal: string};
  /** Of one distributor, or of all (null). */
  streams(grain: "day" | "month", distributor: string | null): Promise<Forecasted>;
}

const cents = (amount: number): string => amount.toFixed(2);

function readCash({dir, manifest}: Opened): Cash | string {
  const path = join(dir, "overview.json");
  if (!existsSync(path)) return "this snapshot has no overview.json, from which cash is forecast";
  const overview = readOverview(JSON.parse(readFileSync(path, "utf8")) as OverviewJson);
  const asOf = parseDay(manifest.as_of)!;
  const ledger = prepareLedger(overview);
  const forecasts = forecastsOn(ledger, asOf);
  if (!forecasts.some(({basis}) => basis !== "refused")) return "no statements that a forecast could learn from: it needs at least 4 paid usage months of a store";
  const plan = emptyCashPlan(asOf);
  forecasts.forEach((one, i) => addToCashPlan(plan, one, ledger, asOf, i + 1));
  const refused = forecasts.filter(({refusal}) => refusal !== null).map(({source, refusal}) => `${source.platform} of ${source.distributor} is not in it: ${refusal}`);
  const others = overview.currencies.filter((currency) => currency !== overview.currency);
  const stale = staleStreams(overview.streamsThrough, asOf);
  return {plan, currency: overview.currency, refused, warnings: [...(stale ? [stale] : []), ...(others.length ? [`money in ${others.join(", ")} is not in it`] : [])]};
}

const bounds = (ranges: readonly Range[], level: number): [string, string] => {
  const {lower, upper} = ranges.find((range) => range.level === level)!;
  return [cents(lower), cents(upper)];
};

function cashRows({plan, currency}: Cash, whatIf: WhatIf): ForecastRow[] {
  return cashOutlook(plan, whatIf).months.map(({month, mean, owed, ahead, ranges}) => {
    const [[lower_80, upper_80], [lower_95, upper_95]] = [bounds(ranges, 80), bounds(ranges, 95)];
    return {statement_month: isoDay(indexMonth(month)), expected: cents(mean), from_streams_so_far: cents(owed), from_streams_to_come: cents(ahead), lower_80, upper_80, lower_95, upper_95, currency};
  });
}

/** Steps of a forecast with their days (or first days of months) and ranges. */
export function forecastRows({start, mean, intervals}: ForecastJson, grain: "day" | "month"): ForecastRow[] {
  const at = (step: number) => isoDay(grain === "day" ? addDays(parseDay(start)!, step) : addMonths(parseDay(start)!, step));
  return mean.map((value, i) => ({
    [grain]: at(i), expected: value, ...Object.fromEntries(intervals.flatMap(({level, lower, upper}) => [[`lower_${level}`, lower[i]], [`upper_${level}`, upper[i]]]))
  }));
}

const FEED = "select streamed_on, distributor, platform, stream_count::integer as stream_count, is_missing from daily_streams order by streamed_on, distributor, platform";

export function createForecasts(opened: Opened): Forecasts {
  let cash: Cash | string | undefined;
  let feed: FeedRow[] | undefined;
  const made = new Map<string, Forecasted>();
  return {
    cash(whatIf) {
      cash ??= readCash(opened);
      return typeof cash === "string" ? {refusal: cash} : {rows: cashRows(cash, whatIf), currency: cash.currency, refused: cash.refused, warnings: cash.warnings};
    },
    async streams(grain, distributor) {
      if (!opened.context.tables.has("daily_streams")) return {forecast: null, refusal: "this snapshot has no daily streams"};
      feed ??= (await opened.query(FEED)).map((row) => ({...row, streamed_on: dayOf(row.streamed_on)}) as FeedRow);
      const series = streamSeries(feed, distributor);
      if (!series) return {forecast: null, refusal: distributor === null ? "the daily feed counts no stream" : `the daily feed counts no stream of ${distributor}`};
      const key = `${grain} ${distributor ?? ""}`;
      const known = made.get(key) ?? (grain === "day" ? forecastDays(series) : forecastMonths(series));
      made.set(key, known);
      return known;
    }
  };
}
