/** Cells of the reconciliation that differ enough to be asked about. Pure. */
import {isoDay} from "./days.js";
import {formatChange, formatMoney} from "./format.js";
import type {ReconciliationStatus} from "./variance.js";
import {findingId, type Finding} from "./work-items.js";

export interface JudgedCell {
  usage_month: Date;
  distributor: string;
  platform: string;
  currency: string;
  status: ReconciliationStatus;
  variance: number | null;
  variance_pct: number | null;
  volume_effect: number | null;
  rate_effect: number | null;
  fee_effect: number | null;
}

/** The effect that moved the cell most in the direction of its variance, in words. */
function mainCause({variance, volume_effect, rate_effect, fee_effect, currency}: JudgedCell): string {
  const effects = [["volume", volume_effect ?? 0], ["rate", rate_effect ?? 0], ["fees", fee_effect ?? 0]] as const;
  const [name, amount] = effects.reduce((most, effect) => (effect[1] * Math.sign(variance ?? 0) > most[1] * Math.sign(variance ?? 0) ? effect : most));
  return `mostly ${name}, ${formatMoney(amount, currency)}`;
}

/** Cells with status VARIANCE whose difference is at least `least` money. */
export function varianceFindings(cells: readonly JudgedCell[], least: number): Finding[] {
  return cells.filter(({status, variance}) => status === "VARIANCE" && Math.abs(variance ?? 0) >= least).map((cell): Finding => {
    const {distributor, platform, usage_month, currency} = cell;
    const variance = cell.variance ?? 0;
    return {
      id: findingId("variance", distributor, platform, isoDay(usage_month).slice(0, 7), currency), kind: "variance", distributor, month: usage_month, subject: platform, amount: variance, currency, isEstimate: true,
      sentence: `Statements came to ${formatMoney(Math.abs(variance), currency)} ${variance < 0 ? "less" : "more"} than expected${cell.variance_pct === null ? "" : ` (${formatChange(cell.variance_pct / 100)})`}, ${mainCause(cell)}.`
    };
  });
}
