/**
 * From expected to reported, with what has only not arrived yet told apart from what is really different (FORECASTING.md
 * section 4): each month is carried to its estimated ultimate by its store's own pattern of arrival, and the money still to
 * come is timing. Pure; amounts in one currency, printed in whole cents that add up.
 */
import {allocateCents, toCents} from "./cents.js";
import {monthEnd} from "./days.js";
import type {SourceForecast} from "./forecast-outstanding.js";
import {consumed} from "./forecast-outstanding.js";
import type {FxLookup} from "./fx.js";
import {sumOf} from "./group.js";
import {monthIndex} from "./month-index.js";
import {expectedBetween} from "./payment-rows.js";
import {decomposeVariance, varianceBridge, type RateCell} from "./variance-effects.js";
import type {NamedCell} from "./variance-rows.js";
import {isUncovered} from "./variance.js";

/** A cell of the reconciliation; `last_reported_on` is null where nothing came. */
export interface WaterfallCell extends NamedCell {
  last_reported_on: Date | null;
}

/** Money of one usage month that is still to come, and how much of it should have come by now. */
export interface OpenMoney {
  outstanding: number;
  late: number;
}

/** What is open by distributor, platform and usage month; null: the store's pattern is unknown, so nothing is called timing. */
export type OpenLookup = (cell: Pick<NamedCell, "distributor" | "platform" | "usage_month">) => OpenMoney | null;

/** Reads what is open from the payment forecast of a day. */
export function openMoney(forecasts: readonly SourceForecast[], asOf: Date): OpenLookup {
  const known = new Map<string, OpenMoney>();
  const month = monthIndex(asOf);
  for (const {source, forecast, months} of forecasts) {
    if (!forecast || source.knownThrough === null) continue;
    const now = source.knownThrough === month ? month : month - 1;
    months.forEach((one, i) => {
      const row = forecast.rows[i];
      const due = row ? expectedBetween(forecast.shares, row, row.age, Math.max(now - one.month, row.age)) - consumed(row, source.recent[i]) : 0;
      known.set(`${source.distributor}|${source.platform}|${one.month}`, {outstanding: one.outstanding, late: Math.min(Math.max(due, 0), Math.max(one.outstanding, 0))});
    });
  }
  return ({distributor, platform, usage_month}) => known.get(`${distributor}|${platform}|${monthIndex(usage_month)}`) ?? null;
}

/** Two sides of a cell in the report's currency; `fxPlan` and `fxActual` are what one unit of the statement's currency is worth. */
interface Pair {
  key: string;
  expected_units: number;
  expected_rate: number;
  actual_units: number;
  gross: number;
  fees: number;
  fxPlan: number;
  fxActual: number;
  open: OpenMoney | null;
}

const keyOf = (cell: NamedCell): string => `${cell.distributor}|${cell.platform}|${cell.usage_month.toISOString().slice(0, 7)}`;

/**
 * Cells with both sides in `currency`; a month expected in it and reported in another currency joins them when rates of the
 * month's last day and of its last statement are known. `unconverted` counts the months that could not be joined.
 */
function pairsOf(cells: readonly WaterfallCell[], currency: string, fx: FxLookup, open: OpenLookup): {pairs: Pair[]; converted: number; unconverted: number} {
  const foreign = new Map(cells.filter((cell) => cell.currency !== currency && cell.status === "NO_FEED").map((cell) => [keyOf(cell), cell]));
  const pairs: Pair[] = [];
  let [converted, unconverted] = [0, 0];
  for (const cell of cells) {
    if (cell.currency !== currency) continue;
    const plan = {key: keyOf(cell), expected_units: cell.expected_units ?? 0, expected_rate: cell.expected_rate ?? 0};
    if (!isUncovered(cell.status)) {
      pairs.push({...plan, actual_units: cell.actual_units ?? 0, gross: cell.gross ?? 0, fees: cell.fees ?? 0, fxPlan: 1, fxActual: 1, open: open(cell)});
      continue;
    }
    const other = cell.status === "NO_STATEMENT" ? foreign.get(keyOf(cell)) : undefined;
    if (!other) continue;
    const fxPlan = fx(other.currency, currency, monthEnd(cell.usage_month));
    const fxActual = other.last_reported_on && fx(other.currency, currency, other.last_reported_on);
    if (fxPlan === null || !fxActual) unconverted += 1;
    else {
      converted += 1;
      pairs.push({...plan, actual_units: other.actual_units ?? 0, gross: other.gross ?? 0, fees: other.fees ?? 0, fxPlan, fxActual, open: null});
    }
  }
  return {pairs, converted, unconverted};
}

/**
 * The month at its ultimate. What is still to come brings units at the rate of what came; where nothing came, the units of
 * the daily feed stand. Money without any units has no rate: it is `loose` and counts as rate.
 */
function ultimateOf({key, expected_units, actual_units, gross, fxActual, open}: Pair): {cell: RateCell; loose: number} {
  const money = gross + (open?.outstanding ?? 0);
  const units = actual_units > 0 && gross > 0 ? (actual_units * money) / gross : actual_units === 0 && gross === 0 && money !== 0 ? expected_units : actual_units;
  const rate = units === 0 ? 0 : money / units;
  return {cell: {key, quantity: units, rate, fx: fxActual}, loose: units === 0 ? money * fxActual : 0};
}

export type WaterfallEffect = "timing" | "volume" | "mix" | "rate" | "fx" | "fees";

export interface Waterfall {
  cellCount: number;
  /** Whole cents; expected + Σ steps = reported. */
  expected: number;
  reported: number;
  steps: {effect: WaterfallEffect; cents: number}[];
  /** Timing in two parts, whole cents, both counted as less: not due by the store's own pattern, and due but not come. */
  notDue: number;
  late: number;
  /** Months whose store has no pattern to judge arrival by; nothing of them is called timing. */
  unjudged: number;
  /** Months compared across currencies, and months that could not be for want of a dated rate. */
  converted: number;
  unconverted: number;
}

/** Why `reported` differs from `expected`, over cells of any status; those with one side only take no part. */
export function varianceWaterfall(cells: readonly WaterfallCell[], {currency, fx, open}: {currency: string; fx: FxLookup; open: OpenLookup}): Waterfall {
  const {pairs, converted, unconverted} = pairsOf(cells, currency, fx, open);
  const plan = pairs.map(({key, expected_units, expected_rate, fxPlan}): RateCell => ({key, quantity: expected_units, rate: expected_rate / fxPlan, fx: fxPlan}));
  const ultimate = pairs.map(ultimateOf);
  const effects = decomposeVariance(plan, ultimate.map(({cell}) => cell));
  const loose = sumOf(ultimate, (one) => one.loose);
  const whole = {...effects, actual: effects.actual + loose, rate: effects.rate + loose, total: effects.total + loose};
  const bridge = varianceBridge(whole, {reported: sumOf(pairs, (pair) => pair.gross * pair.fxActual), fees: sumOf(pairs, (pair) => pair.fees * pair.fxActual)});
  const steps = bridge.steps.map(({effect, cents}) => ({effect, cents}));
  const late = sumOf(pairs, (pair) => pair.open?.late);
  const [lateCents, notDueCents] = allocateCents(steps[0].cents, [-late, -(sumOf(pairs, (pair) => pair.open?.outstanding) - late)]);
  return {
    cellCount: pairs.length, expected: toCents(bridge.expected), reported: toCents(bridge.reported), steps, notDue: notDueCents, late: lateCents,
    unjudged: pairs.filter(({open: known, gross, expected_units}) => known === null && (gross !== 0 || expected_units > 0)).length, converted, unconverted
  };
}
