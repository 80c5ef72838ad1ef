/** A small line without axes: the shape of a figure over its period. Estimates are dashed. */
import {svg} from "npm:htl";

export interface SparkPoint {
  date: Date;
  value: number | null;
  estimate?: boolean;
}

const WIDTH = 160;
const HEIGHT = 36;
const PAD = 3;
const BASE_SHARE = 0.7;

type Place = {x: number; y: number; estimate: boolean};

function places(points: readonly SparkPoint[]): (Place | null)[] {
  const values = points.flatMap((point) => (point.value === null ? [] : [point.value]));
  const high = Math.max(...values);
  const low = Math.min(...values, high * BASE_SHARE); // not from 0: the shape is what it shows
  const start = points[0].date.getTime();
  const span = points.at(-1)!.date.getTime() - start || 1;
  return points.map(({date, value, estimate = false}) => value === null ? null : {
    x: PAD + ((date.getTime() - start) / span) * (WIDTH - 2 * PAD),
    y: HEIGHT - PAD - ((value - low) / (high - low || 1)) * (HEIGHT - 2 * PAD),
    estimate
  });
}

/** Consecutive points of one kind as SVG path data; a dashed part begins at the last solid point. */
function paths(at: readonly (Place | null)[]): {solid: string; dashed: string} {
  const out = {solid: "", dashed: ""};
  at.forEach((to, i) => {
    const from = at[i - 1];
    if (!from || !to) return;
    const text = `M${from.x.toFixed(1)},${from.y.toFixed(1)}L${to.x.toFixed(1)},${to.y.toFixed(1)}`;
    out[to.estimate || from.estimate ? "dashed" : "solid"] += text;
  });
  return out;
}

/** SVG of the points, oldest first; null values leave a gap. `label` says in words what it shows. */
export function sparkline(points: readonly SparkPoint[], {label}: {label: string}): SVGElement | null {
  if (points.filter((point) => point.value !== null).length < 2) return null;
  const at = places(points);
  const {solid, dashed} = paths(at);
  const last = at.findLast((place) => place !== null)!;
  return svg`<svg class="sparkline" viewBox="0 0 ${WIDTH} ${HEIGHT}" preserveAspectRatio="none" role="img" aria-label=${label}>
    <path d=${solid} class="spark-solid"/><path d=${dashed} class="spark-dashed"/>
    <path d=${`M${last.x},${last.y}h0`} class="spark-end"/>
  </svg>` as SVGElement;
}
