/** Triangles with known answers, and a seeded world that follows Mack's model. */
import {seededNormal} from "../../src/model/normal.js";

/** Taylor & Ashe (1983), the public example of Mack (1993): outstanding 18,680,856, standard error 2,447,095. */
export const taylorAshe: (number | null)[][] = [
  [357848, 1124788, 1735330, 2218270, 2745596, 3319994, 3466336, 3606286, 3833515, 3901463],
  [352118, 1236139, 2170033, 3353322, 3799067, 4120063, 4647867, 4914039, 5339085, null],
  [290507, 1292306, 2218525, 3235179, 3985995, 4132918, 4628910, 4909315, null, null],
  [310608, 1418858, 2195047, 3757447, 4029929, 4381982, 4588268, null, null, null],
  [443160, 1136350, 2128333, 2897821, 3402672, 3873311, null, null, null, null],
  [396132, 1333217, 2180715, 2985752, 3691712, null, null, null, null, null],
  [440832, 1288463, 2419861, 3483130, null, null, null, null, null, null],
  [359480, 1421128, 2864498, null, null, null, null, null, null, null],
  [376686, 1363294, null, null, null, null, null, null, null, null],
  [344014, null, null, null, null, null, null, null, null, null]
];

/** By hand: f = 300/150 = 2 and 180/150 = 1.2 (rows of 100, 50, 80). */
export const small: (number | null)[][] = [
  [100, 150, 180],
  [50, 150, null],
  [80, null, null]
];

const factors = [2.6, 1.5, 1.25, 1.1, 1.04];

/**
 * `rows` full sale months of streams, a rate and six ages, paid by noisy factors. `patchy`: the first report of a month
 * holds an accidental part of what was due (stores missing), which the second report makes good.
 */
export function world(seed: number, rows: number, patchy = false): {full: number[][]; streams: number[]} {
  const normal = seededNormal(seed);
  const shareFirst = 1 / factors.reduce((a, b) => a * b, 1);
  const streams = Array.from({length: rows}, () => Math.round(1e6 * Math.exp(0.3 * normal())));
  const full = streams.map((count) => {
    const row = [count * 0.003 * shareFirst * (1 + 0.08 * normal())];
    factors.forEach((factor, k) => row.push(row[k] * factor + (3 / (k + 1)) * Math.sqrt(row[k]) * normal()));
    if (patchy) row[0] *= Math.exp(0.7 * normal());
    return row;
  });
  return {full, streams};
}

/** What is known of a full rectangle when the newest sale month has reached age `newestAge`. */
export const asKnown = (full: readonly (readonly number[])[], newestAge = 0): (number | null)[][] =>
  full.map((row, i) => row.map((cell, k) => (i + k <= full.length - 1 + newestAge ? cell : null)));
