/** Series of many kinds whose future is known, for judging ranges: models with random parameters, and what no model of ours makes. */
import {seededNormal, seededUniform} from "../../src/model/normal.js";

export const KINDS = ["ANN", "AAN", "AAdN", "ANA", "AAA", "MNN", "MNM", "MAM", "MAdM", "random walk", "white noise", "autoregressive", "growing wave", "log random walk"] as const;
export type Kind = (typeof KINDS)[number];

interface Draw {
  normal: () => number;
  between: (low: number, high: number) => number;
  length: number;
  period: number;
}

const START = 1000;

/** The kinds that are no exponential smoothing. */
const OTHERS: Partial<Record<Kind, (draw: Draw) => number[]>> = {
  "random walk": ({normal, length}) => {
    let level = START;
    return Array.from({length}, () => (level += 20 * normal()));
  },
  "white noise": ({normal, length}) => Array.from({length}, () => START + 80 * normal()),
  autoregressive: ({normal, between, length}) => {
    let [away, memory] = [0, between(0.3, 0.9)];
    return Array.from({length}, () => START + (away = memory * away + 50 * normal()));
  },
  "growing wave": ({normal, between, length, period}) => {
    const [height, phase, slope, noise] = [between(0.1, 0.3), between(0, 6.3), between(-0.003, 0.015), between(0.02, 0.08)];
    return Array.from({length}, (_, t) => START * (1 + slope * t) * (1 + height * Math.sin((2 * Math.PI * t) / period + phase)) * (1 + noise * normal()));
  },
  "log random walk": ({normal, between, length}) => {
    let [log, noise, drift] = [Math.log(START), between(0.03, 0.12), between(-0.01, 0.03)];
    return Array.from({length}, () => Math.exp((log += drift + noise * normal())));
  }
};

/** A state-space model with random parameters, errors of 2–8%. */
function smoothing(kind: Kind, {normal, between, length, period}: Draw): number[] {
  const [multiplies, damped, season] = [kind[0] === "M", kind.includes("Ad"), kind.at(-1)];
  const trends = damped || kind[1] === "A";
  const alpha = between(0.05, 0.9);
  const [beta, gamma, phi] = [trends ? alpha * between(0, 0.25) : 0, season === "N" ? 0 : between(0.01, Math.min(0.4, 1 - alpha)), damped ? between(0.8, 0.98) : 1];
  const sigma = between(0.02, 0.08) * (multiplies ? 1 : START);
  let [level, trend] = [START, trends ? START * between(-0.005, 0.02) : 0];
  const waves = Array.from({length: period}, () => normal());
  const centre = waves.reduce((sum, wave) => sum + wave, 0) / period;
  const seasons = waves.map((wave) => 0.1 * (wave - centre)).map((wave) => (season === "M" ? 1 + wave : START * wave));
  return Array.from({length}, (_, t) => {
    const at = t % period;
    const base = level + phi * trend;
    const expected = season === "N" ? base : season === "A" ? base + seasons[at] : base * seasons[at];
    const e = sigma * normal();
    const miss = multiplies ? expected * e : e;
    const push = season === "M" ? base * e : miss;
    level = base + alpha * push;
    trend = phi * trend + beta * push;
    if (season === "A") seasons[at] += gamma * miss;
    else if (season === "M") seasons[at] *= 1 + gamma * e;
    return expected + miss;
  });
}

/** `length` values; the kind, the seed and the period alone decide them. */
export function simulatedSeries(kind: Kind, seed: number, length: number, period = 12): number[] {
  const number = KINDS.indexOf(kind) + 100 * seed;
  const uniform = seededUniform(7919 * number + period);
  const draw = {normal: seededNormal(104729 * number + period), between: (low: number, high: number) => low + (high - low) * uniform(), length, period};
  return OTHERS[kind]?.(draw) ?? smoothing(kind, draw);
}
