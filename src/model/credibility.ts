/**
 * Effective rates of small cells (FORECASTING.md section 5): Bühlmann & Straub 1970, "Glaubwürdigkeit für
 * Schadensätze"; estimators as in Bühlmann & Gisler 2005, "A Course in Credibility Theory and its Applications",
 * chapter 4. On doubles, one currency.
 */
import {sumOf} from "./group.js";
import {onlyNumbers, Refusal} from "./refusal.js";

/** One cell (a country, an artist) of a platform: its sale months at ultimate, units and the money they earned. */
export interface RateGroup {
  key: string;
  periods: readonly {units: number; revenue: number}[];
}

export interface CredibleRate {
  key: string;
  units: number;
  revenue: number;
  /** Σrevenue / Σunits of the cell; null without units. */
  ownRate: number | null;
  /** Z = units / (units + within / between), 0 … 1: the weight of the cell's own rate. */
  credibility: number;
  /** Z · own rate + (1 − Z) · mean, money per unit. */
  rate: number;
  /** Root of the expected squared error of `rate`; null when the variances are unknown. */
  standardError: number | null;
}

export interface CredibilityRates {
  /** Σrevenue / Σunits over all cells. */
  platformRate: number;
  /**
   * What cells shrink to: ΣZ·own / ΣZ, the mean for which Σunits · rate is again the platform's revenue.
   * It is `platformRate` when the cells do not differ.
   */
  mean: number;
  /** Variance of a period's rate within a cell, for one unit. Null when no cell has two periods (one cell only). */
  within: number | null;
  /** Variance of the true rates between cells; 0 when they do not differ more than chance makes them. Null for one cell. */
  between: number | null;
  groups: CredibleRate[];
}

interface Cell {
  key: string;
  units: number;
  revenue: number;
  own: number | null;
  periods: {units: number; rate: number}[];
}

/** Sums of a cell; periods without units carry money but no rate. Throws a Refusal for figures that cannot be. */
function cellOf({key, periods}: RateGroup): Cell {
  for (const {units, revenue} of periods) {
    if (!(Number.isFinite(units) && units >= 0) || !Number.isFinite(revenue)) throw new Refusal(`${key} has a period of ${units} units and ${revenue} money`);
  }
  const units = sumOf(periods, (period) => period.units);
  const revenue = sumOf(periods, (period) => period.revenue);
  const rated = periods.filter((period) => period.units > 0).map((period) => ({units: period.units, rate: period.revenue / period.units}));
  return {key, units, revenue, own: units > 0 ? revenue / units : null, periods: rated};
}

const rateOr0 = ({own}: Cell): number => own ?? 0;

/** Σw(x − x̄)² / Σ(n − 1) over cells with two periods or more; null when there is none. */
function withinVariance(cells: readonly Cell[]): number | null {
  const repeated = cells.filter(({periods}) => periods.length > 1);
  const freedom = repeated.reduce((sum, {periods}) => sum + periods.length - 1, 0);
  const squares = sumOf(repeated, (cell) => sumOf(cell.periods, ({units, rate}) => units * (rate - rateOr0(cell)) ** 2));
  return freedom === 0 ? null : squares / freedom;
}

/** Unbiased estimator [Σw(x̄_i − x̄)² − (I − 1)·within] / (w − Σw_i²/w), not below 0; null for one cell. */
function betweenVariance(cells: readonly Cell[], platformRate: number, within: number): number | null {
  if (cells.length < 2) return null;
  const units = sumOf(cells, (cell) => cell.units);
  const squares = sumOf(cells, (cell) => cell.units * (rateOr0(cell) - platformRate) ** 2);
  const scale = units - sumOf(cells, (cell) => cell.units ** 2) / units;
  return Math.max((squares - (cells.length - 1) * within) / scale, 0);
}

/** Z of a cell; a platform of one cell believes itself. */
function credibilityOf(units: number, within: number | null, between: number | null): number {
  if (units === 0) return 0;
  if (within === null || between === null) return 1;
  return between === 0 ? 0 : units / (units + within / between);
}

/**
 * Credible rate of every cell of one platform. Cells without units get the mean with Z = 0.
 * Throws a Refusal when there are no units, when a figure is negative or not finite, or when several cells have one
 * period each (chance and real differences cannot be told apart).
 */
export function credibilityRates(groups: readonly RateGroup[]): CredibilityRates {
  const cells = groups.map(cellOf);
  const used = cells.filter(({units}) => units > 0);
  if (used.length === 0) throw new Refusal("there are no units to divide by");
  const platformRate = sumOf(used, (cell) => cell.revenue) / sumOf(used, (cell) => cell.units);
  const within = withinVariance(used);
  if (within === null && used.length > 1) throw new Refusal("no cell has two periods with units, so chance and real differences cannot be told apart");
  const between = within === null ? null : betweenVariance(used, platformRate, within);
  const weights = cells.map(({units}) => credibilityOf(units, within, between));
  const weight = weights.reduce((sum, z) => sum + z, 0);
  const mean = weight === 0 ? platformRate : cells.reduce((sum, cell, i) => sum + weights[i] * rateOr0(cell), 0) / weight;
  const errorOf = (z: number) => (between === null ? null : Math.sqrt(between * (1 - z) * (weight === 0 ? 1 : 1 + (1 - z) / weight)));
  return onlyNumbers({
    platformRate, mean, within, between,
    groups: cells.map((cell, i) => ({
      key: cell.key, units: cell.units, revenue: cell.revenue, ownRate: cell.own, credibility: weights[i],
      rate: weights[i] * rateOr0(cell) + (1 - weights[i]) * mean, standardError: errorOf(weights[i])
    }))
  });
}
