/** Why what was reported differs from what was expected, as a waterfall, with the sentences that say what its timing and FX stand for. */
import {approx, formatMoney} from "../model/format.js";
import type {Waterfall, WaterfallEffect} from "../model/variance-waterfall.js";
import {emptyChart, type ChartText} from "./chart-frame.js";
import {waterfallChart, type WaterfallStep} from "./waterfall.js";

const effects: Record<WaterfallEffect, [label: string, meaning: string]> = {
  timing: ["Timing", "still to come, by each store's own pattern of arrival"],
  volume: ["Volume", "more or fewer plays than the daily feed counted, at the average expected rate"],
  mix: ["Mix", "plays moved between cheaper and dearer platforms and months"],
  rate: ["Rate", "each play paid more or less than the chosen basis expects"],
  fx: ["FX", "change of exchange rates between the usage month and the statement"],
  fees: ["Fees", "Discovery Mode and other deductions"]
};

const months = (count: number): string => `${count} ${count === 1 ? "month" : "months"}`;

/** What the bars cannot say: how much of the timing is late, why FX is 0, and what is not judged. */
function waterfallNotes({steps, notDue, late, unjudged, converted, unconverted}: Waterfall, currency: string): string[] {
  const money = (cents: number) => approx(formatMoney(Math.abs(cents) / 100, currency));
  const timing = steps.find(({effect}) => effect === "timing")!.cents;
  return [
    timing === 0 ? "Timing is 0: by the stores' patterns nothing of these months is still to come." : `Timing: ${money(notDue)} is not due yet by the stores' own patterns of arrival${late ? `, ${money(late)} should have come by now` : ", none of it is late"}.`,
    converted ? `FX: ${months(converted)} reported in another currency, at the dated rates of fx_rates.csv.` : `FX is exactly 0: every month here is expected and reported in ${currency}.`,
    ...(unconverted ? [`${months(unconverted)} reported in another currency without a dated rate in fx_rates.csv: left out.`] : []),
    ...(unjudged ? [`${months(unjudged)} of stores without a pattern of arrival: nothing of them counts as timing.`] : [])
  ];
}

export function varianceWaterfallChart(waterfall: Waterfall, {width, currency, ...text}: ChartText & {width: number; currency: string}): HTMLElement {
  if (!waterfall.cellCount) return emptyChart(text, "No month of this choice has both an expectation and statements.");
  const steps = waterfall.steps.map(({effect, cents}): WaterfallStep => ({label: effects[effect][0], meaning: effects[effect][1], cents}));
  return waterfallChart(steps, {
    ...text, width, currency, note: waterfallNotes(waterfall, currency).join(" "),
    start: {label: "Expected", cents: waterfall.expected, isEstimate: true}, end: {label: "Reported", cents: waterfall.reported}
  });
}
