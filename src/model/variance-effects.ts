/**
 * Expected against actual, cell by cell: volume, mix, rate and exchange rate (FORECASTING.md section 4; price-volume-mix
 * with the plan's average price, quantities at plan prices, prices at actual quantities). On doubles; what is printed is
 * rounded by largest remainder so that it adds up to the cent.
 */
import {allocateCents, toCents} from "./cents.js";
import {onlyNumbers, Refusal} from "./refusal.js";

/** Units, money per unit in local currency, and what one unit of local money is worth in the report's currency (default 1). */
export interface RateCell {
  key: string;
  quantity: number;
  rate: number;
  fx?: number;
}

/** Money in the report's currency; volume + mix + rate + fx = total = actual − expected. */
export interface Effects {
  /** (q₁ − q₀) · P₀: more or fewer units at the plan's average price. */
  volume: number;
  /** (q₁ − q₀) · (p₀ − P₀): the change fell on dearer or cheaper cells. */
  mix: number;
  /** q₁ · (r₁ − r₀) · x₀. */
  rate: number;
  /** q₁ · r₁ · (x₁ − x₀). */
  fx: number;
  total: number;
}

export interface CellEffects extends Effects {
  key: string;
  /** "new": nothing was expected, so all of it is volume and mix. "gone": expected, and nothing came. */
  tag: "both" | "new" | "gone";
  expected: number;
  actual: number;
}

export interface VarianceEffects extends Effects {
  expected: number;
  actual: number;
  cells: CellEffects[];
}

const EFFECTS = ["volume", "mix", "rate", "fx"] as const;
type Side = Required<RateCell>;

/** Sum with the rounding error carried along (Neumaier 1974). */
function exactSum(values: readonly number[]): number {
  let sum = 0;
  let lost = 0;
  for (const value of values) {
    const next = sum + value;
    lost += Math.abs(sum) >= Math.abs(value) ? sum - next + value : value - next + sum;
    sum = next;
  }
  return sum + lost;
}

/** Cells by key. Throws a Refusal for a key given twice or a figure that is not finite. */
function byKey(cells: readonly RateCell[], side: string): Map<string, Side> {
  const map = new Map<string, Side>();
  for (const {key, quantity, rate, fx = 1} of cells) {
    if (map.has(key)) throw new Refusal(`${side} has two cells for ${key}`);
    if (![quantity, rate, fx].every(Number.isFinite)) throw new Refusal(`${side} of ${key} is not finite: ${quantity} × ${rate} × ${fx}`);
    map.set(key, {key, quantity, rate, fx});
  }
  return map;
}

const amountOf = (cell: Side | undefined): number => (cell ? cell.quantity * cell.rate * cell.fx : 0);

/** A cell that the plan knows nothing about takes its actual price as the plan's, one that did not come keeps the plan's. */
function effectsOf(key: string, before: Side | undefined, after: Side | undefined, average: number): CellEffects {
  const planned = before && (before.quantity !== 0 || before.rate !== 0) ? before : undefined;
  const plan = planned ?? {key, quantity: 0, rate: after?.rate ?? 0, fx: after?.fx ?? 1};
  const came = after ?? {...plan, quantity: 0};
  const change = came.quantity - plan.quantity;
  const volume = change * average;
  const mix = change * (plan.rate * plan.fx - average);
  const rate = came.quantity * (came.rate - plan.rate) * plan.fx;
  const fx = came.quantity * came.rate * (came.fx - plan.fx);
  const tag = planned ? (after && after.quantity !== 0 ? "both" : "gone") : "new";
  return {key, tag, expected: amountOf(before), actual: amountOf(after), volume, mix, rate, fx, total: volume + mix + rate + fx};
}

/**
 * Why `actual` differs from `expected`. Cells are matched by key; a key on one side only counts as zero on the other.
 * Without any expected units the average price is the actual one, so that a new source is all volume. `total` is
 * volume + mix + rate + fx and differs from actual − expected by rounding of doubles only.
 * Throws a Refusal for a repeated key or a figure that is not finite.
 */
export function decomposeVariance(expected: readonly RateCell[], actual: readonly RateCell[]): VarianceEffects {
  const before = byKey(expected, "expected");
  const after = byKey(actual, "actual");
  const sides = (cells: Map<string, Side>) => ({units: exactSum([...cells.values()].map(({quantity}) => quantity)), money: exactSum([...cells.values()].map(amountOf))});
  const [plan, came] = [sides(before), sides(after)];
  const average = plan.units !== 0 ? plan.money / plan.units : came.units !== 0 ? came.money / came.units : 0;
  const cells = [...new Set([...before.keys(), ...after.keys()])].map((key) => effectsOf(key, before.get(key), after.get(key), average));
  const [volume, mix, rate, fx] = EFFECTS.map((effect) => exactSum(cells.map((cell) => cell[effect])));
  return onlyNumbers({expected: plan.money, actual: came.money, volume, mix, rate, fx, total: volume + mix + rate + fx, cells});
}

/**
 * The same in whole cents as it is printed: total = actual − expected as printed, the effects add up to it, each column
 * of cells adds up to its effect, and each cell's total is the sum of its row.
 */
export function shownEffects(effects: VarianceEffects): VarianceEffects {
  const expected = toCents(effects.expected);
  const actual = toCents(effects.actual);
  const total = actual - expected + 0;
  const [volume, mix, rate, fx] = allocateCents(total, EFFECTS.map((effect) => effects[effect]));
  const shown = {volume, mix, rate, fx};
  const [volumes, mixes, rates, fxs] = EFFECTS.map((effect) => allocateCents(shown[effect], effects.cells.map((cell) => cell[effect])));
  const plan = allocateCents(expected, effects.cells.map((cell) => cell.expected));
  const cells = effects.cells.map(({key, tag}, i): CellEffects => {
    const sum = volumes[i] + mixes[i] + rates[i] + fxs[i];
    return {key, tag, expected: plan[i], actual: plan[i] + sum, volume: volumes[i], mix: mixes[i], rate: rates[i], fx: fxs[i], total: sum};
  });
  return {expected, actual, ...shown, total, cells};
}

/** One step of the waterfall from expected to reported. */
export interface BridgeStep {
  effect: "timing" | "volume" | "mix" | "rate" | "fx" | "fees";
  amount: number;
  cents: number;
}

/**
 * The waterfall from expected to what was reported, in the order in which it is read. `effects` compares expected with
 * the estimated ultimate, so timing = reported − ultimate comes first; fees (negative when charged) stay apart.
 * The steps add up to reported + fees − expected, and their cents to the printed figures.
 */
export function varianceBridge(effects: VarianceEffects, {reported, fees}: {reported: number; fees: number}): {expected: number; reported: number; steps: BridgeStep[]} {
  const {volume, mix, rate, fx} = effects;
  const parts = {timing: reported - effects.actual, volume, mix, rate, fx, fees};
  const names = Object.keys(parts) as (keyof typeof parts)[];
  const cents = allocateCents(toCents(reported + fees) - toCents(effects.expected), names.map((name) => parts[name]));
  return {expected: effects.expected, reported: reported + fees, steps: names.map((effect, i) => ({effect, amount: parts[effect], cents: cents[i]}))};
}
