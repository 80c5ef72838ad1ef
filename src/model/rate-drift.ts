/**
 * Does a store pay another rate than before? The rate of the newest complete months against that of the year before them,
 * with the range that the usual movement from month to month leaves. On doubles, one currency.
 *
 * With y the log rate of a month, noise of one month s² = Σ(y − ȳ)² / (n − 1) over the months before; both rates are weighted
 * by units, so the log ratio has the variance s²·(Σw²/(Σw)² of the recent months + the same of those before) and is judged by
 * Student's t with n − 1 degrees of freedom (two-sample prediction, e.g. Hahn & Meeker 1991, "Statistical Intervals").
 */
import {sumOf} from "./group.js";
import {levelToT} from "./student.js";
import {Refusal} from "./refusal.js";

const RECENT_MONTHS = 3;
export const BEFORE_MONTHS = 12;
const LEAST_BEFORE = 6;

export interface RateMonth {
  month: Date;
  units: number;
  revenue: number;
}

export interface RateDrift {
  recentRate: number;
  beforeRate: number;
  recentUnits: number;
  beforeUnits: number;
  recentCount: number;
  beforeCount: number;
  recentFrom: Date;
  recentThrough: Date;
  /** recentRate ÷ beforeRate − 1, with its range at `level` percent. */
  change: number;
  lower: number;
  upper: number;
  level: number;
  /** Money that the recent months would have brought at the rate before, subtracted from what they brought. */
  atStake: number;
  /** The change is beyond noise even when so many stores are looked at. */
  isAlarm: boolean;
}

const pooled = (months: readonly RateMonth[]) => {
  const units = sumOf(months, (month) => month.units);
  const revenue = sumOf(months, (month) => month.revenue);
  return {units, rate: revenue / units, weight: sumOf(months, (month) => month.units ** 2) / units ** 2};
};

/** Sample variance of the log rates of single months. */
function noiseOf(months: readonly RateMonth[]): number {
  const logs = months.map(({units, revenue}) => Math.log(revenue / units));
  const mean = logs.reduce((sum, log) => sum + log, 0) / logs.length;
  return sumOf(logs, (log) => (log - mean) ** 2) / (logs.length - 1);
}

/**
 * `months` are complete, oldest first or not; those without units or with money that is not positive have no rate and are left
 * out. `recentCount`: how many months are the newest, 3 unless told. `tests`: how many stores are judged together; the alarm then has a chance of 5% of one false alarm among all of them
 * (Bonferroni). Throws a Refusal when there are fewer than the recent and 6 earlier months with a rate.
 */
export function rateDrift(months: readonly RateMonth[], {level = 95, tests = 1, recentCount = RECENT_MONTHS}: {level?: number; tests?: number; recentCount?: number} = {}): RateDrift {
  const rated = months.filter(({units, revenue}) => units > 0 && revenue > 0).sort((a, b) => Number(a.month) - Number(b.month)).slice(-recentCount - BEFORE_MONTHS);
  const [before, recent] = [rated.slice(0, -recentCount), rated.slice(-recentCount)];
  if (before.length < LEAST_BEFORE) throw new Refusal(`drift needs ${recentCount} complete months and ${LEAST_BEFORE} before them, and ${rated.length === 1 ? "1 month has" : `${rated.length} months have`} a rate`);
  const [now, then] = [pooled(recent), pooled(before)];
  const error = Math.sqrt(noiseOf(before) * (now.weight + then.weight));
  const shift = Math.log(now.rate / then.rate);
  const reach = (percent: number) => levelToT(percent, before.length - 1) * error;
  return {
    recentRate: now.rate, beforeRate: then.rate, recentUnits: now.units, beforeUnits: then.units, recentCount: recent.length, beforeCount: before.length,
    recentFrom: recent[0].month, recentThrough: recent.at(-1)!.month, level,
    change: Math.expm1(shift), lower: Math.expm1(shift - reach(level)), upper: Math.expm1(shift + reach(level)), atStake: (now.rate - then.rate) * now.units,
    isAlarm: Math.abs(shift) > reach(100 - 5 / Math.max(tests, 1)) && Math.abs(shift) > 1e-9
  };
}
