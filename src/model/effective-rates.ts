/**
 * What a unit really earned, by platform and country, over complete months: Σ money ÷ Σ units, never a mean of monthly rates
 * (FORECASTING.md section 5). Small cells lean on their platform by Bühlmann–Straub credibility. Pure, one currency.
 */
import {credibilityRates, type CredibilityRates, type CredibleRate} from "./credibility.js";
import {groupBy, sumOf} from "./group.js";
import {formatChange, formatMonth, formatRate} from "./format.js";
import {rateDrift, type RateDrift} from "./rate-drift.js";
import {orRefusal} from "./refusal.js";
import {findingId, type Finding} from "./work-items.js";

/** Money and units of a platform, country and complete month. */
export interface RateCellRow {
  platform: string;
  country: string;
  usage_month: Date;
  unit_count: number;
  earnings: number;
}

export interface PlatformRate {
  platform: string;
  units: number;
  earnings: number;
  months: number;
  through: Date;
  /** Σ money ÷ Σ units; null without units. */
  rate: number | null;
  /** Weight of the platform's own rate among all platforms, 0 … 1. */
  credibility: number | null;
  drift: RateDrift | null;
  driftRefusal: string | null;
}

const inMonths = (rows: readonly RateCellRow[]) =>
  [...groupBy(rows, (row) => Number(row.usage_month)).values()].map((own) => ({month: own[0].usage_month, units: Math.max(sumOf(own, (row) => row.unit_count), 0), revenue: sumOf(own, (row) => row.earnings)}));

const CREDIBLE_MONTHS = 12;

/** The newest 12 months that a platform has in `rows`. */
function newestYear(rows: readonly RateCellRow[]): RateCellRow[] {
  const months = [...new Set(rows.map((row) => Number(row.usage_month)))].sort((a, b) => b - a).slice(0, CREDIBLE_MONTHS);
  return rows.filter((row) => months.includes(Number(row.usage_month)));
}

/** Effective rate of each platform over its newest 12 complete months, with Z among platforms and its drift; largest money first. */
export function platformRates(rows: readonly RateCellRow[]): PlatformRate[] {
  const groups = [...groupBy(rows, (row) => row.platform)];
  const among = orRefusal(() => credibilityRates(groups.map(([key, own]) => ({key, periods: inMonths(newestYear(own))})))).value;
  const judged = groups.filter(([, own]) => orRefusal(() => rateDrift(inMonths(own))).value).length;
  return groups.map(([platform, own]) => {
    const months = inMonths(newestYear(own));
    const drift = orRefusal(() => rateDrift(inMonths(own), {tests: judged}));
    const [units, earnings] = [sumOf(months, (month) => month.units), sumOf(months, (month) => month.revenue)];
    return {
      platform, units, earnings, months: months.length, through: months.reduce((last, {month}) => (month > last ? month : last), months[0].month), rate: units > 0 ? earnings / units : null,
      credibility: among?.groups.find(({key}) => key === platform)?.credibility ?? null, drift: drift.value, driftRefusal: drift.refusal
    };
  }).sort((a, b) => b.earnings - a.earnings);
}

/** Countries of one platform, the most units first, or why their rates cannot be told apart. */
export function countryRates(rows: readonly RateCellRow[]): {rates: CredibilityRates | null; countries: CredibleRate[]; refusal: string | null} {
  const groups = [...groupBy(newestYear(rows), (row) => row.country)].map(([key, own]) => ({key, periods: inMonths(own)}));
  const {value, refusal} = orRefusal(() => credibilityRates(groups));
  return {rates: value, countries: value ? [...value.groups].sort((a, b) => b.units - a.units || (a.key < b.key ? -1 : 1)) : [], refusal};
}

/** One item per platform whose rate has drifted beyond noise. */
export function driftFindings(platforms: readonly PlatformRate[], currency: string): Finding[] {
  return platforms.flatMap(({platform, drift}) => (drift?.isAlarm ? [{
    id: findingId("drift", platform, currency), kind: "drift" as const, distributor: "", month: drift.recentFrom, subject: platform, amount: drift.atStake, currency, isEstimate: true,
    sentence: `${formatChange(drift.change)} per unit (${drift.level}% range ${formatChange(drift.lower)} to ${formatChange(drift.upper)}): ${formatRate(drift.recentRate, currency)} from ${formatMonth(drift.recentFrom)} to ${formatMonth(drift.recentThrough)}, ${formatRate(drift.beforeRate, currency)} in the ${drift.beforeCount} months before.`
  }] : []));
}
