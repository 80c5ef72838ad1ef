/** Revenue = streams × rate, with a range (FORECASTING.md section 2). On doubles. */
import type {EtsForecast} from "./ets-forecast.js";
import {levelToZ} from "./normal.js";
import {Refusal} from "./refusal.js";

/** Half-width of a product of independent amounts: variances μ₁²σ₂² + μ₂²σ₁² + σ₁²σ₂² (Goodman 1960), at z deviations. */
const reach = (mean1: number, half1: number, mean2: number, half2: number, z: number): number =>
  Math.sqrt((mean1 * half2) ** 2 + (mean2 * half1) ** 2 + ((half1 * half2) / z) ** 2);

/**
 * Product of two forecasts step by step, streams and money per stream, taken as independent. Each side of the range
 * combines the same sides of both. Levels and horizon must agree, else a Refusal. Means must not be negative.
 */
export function multiplyForecasts(streams: EtsForecast, rate: EtsForecast): EtsForecast {
  if (streams.mean.length !== rate.mean.length) throw new Refusal(`the forecasts have ${streams.mean.length} and ${rate.mean.length} steps`);
  if ([...streams.mean, ...rate.mean].some((value) => value < 0)) throw new Refusal("a forecast of streams or rate is below zero");
  const mean = streams.mean.map((value, h) => value * rate.mean[h]);
  const intervals = streams.intervals.map(({level, lower, upper}) => {
    const other = rate.intervals.find((interval) => interval.level === level);
    if (!other) throw new Refusal(`the rate has no range at ${level}%`);
    const z = levelToZ(level);
    return {
      level,
      lower: mean.map((value, h) => value - reach(streams.mean[h], streams.mean[h] - lower[h], rate.mean[h], rate.mean[h] - other.lower[h], z)),
      upper: mean.map((value, h) => value + reach(streams.mean[h], upper[h] - streams.mean[h], rate.mean[h], other.upper[h] - rate.mean[h], z))
    };
  });
  return {mean, intervals};
}
