/** Questions that can be answered, near one that cannot. */
import {askable, askableNames, dimensionsOf} from "../catalog/catalog.js";
import {dimensionNames, type DimensionName} from "../catalog/dimensions.js";
import {nearest} from "../catalog/nearest.js";
import {isoDay} from "../days.js";
import type {MetricRequestInput} from "../metric-request.js";
import type {MetricName} from "../metrics.js";
import {phraseOf} from "./phrase.js";
import {piecesOf, type NotUnderstood, type Reading} from "./reading.js";

const MOST = 3;

/** The figures meant, as far as one can tell: named ones, else those whose names are nearest to what was not understood. */
function figuresOf(reading: Reading, words: readonly string[]): MetricName[] {
  const named = piecesOf(reading, "metric").map(({name}) => name);
  if (named.length) return [...new Set(named)];
  const close = words.join(" ").length > 3 ? nearest(words.join(" "), askableNames, 1) as MetricName[] : [];
  return [...new Set<MetricName>(["total_revenue", "total_streams", ...close])];
}

/** What else was understood: names and dimensions the figure knows, and one period. */
function requestFor(reading: Reading, name: MetricName, by: DimensionName | null): MetricRequestInput {
  const known = dimensionsOf(askable(name));
  const values = piecesOf(reading, "value").flatMap(({options}) => options.filter(({dimension, absent}) => !absent && known.includes(dimension)).slice(0, 1));
  const filters = [...new Map(values.map((option) => [option.dimension, {dimension: option.dimension, op: "in" as const, values: [option.value]}])).values()];
  const spans = piecesOf(reading, "time").flatMap(({time}) => (time.kind === "span" && time.from <= reading.context.asOf ? [time] : []));
  return {metrics: [name], ...(by ? {dimensions: [by]} : {}), filters, ...(spans.length === 1 ? {period: {from: isoDay(spans[0].from), to: isoDay(spans[0].to)}} : {})};
}

/** Candidates, the nearest first; whoever shows them drops those that are refused themselves. */
export function ideasFor(reading: Reading, problem: NotUnderstood): string[] {
  const whole = problem.ideas.filter((idea) => /\s/.test(idea) && /\b(top|bottom|how|when|deposits|revenue|paid|expected|streams|average|latest)\b/.test(idea));
  const figures = figuresOf(reading, problem.words);
  const asked = piecesOf(reading, "dimension").map(({name}) => name);
  const requests = figures.flatMap((name) => {
    const known = dimensionsOf(askable(name));
    const by = [...asked, ...dimensionNames].find((dimension) => known.includes(dimension)) ?? null;
    return [requestFor(reading, name, null), requestFor(reading, name, by)];
  });
  return [...new Set([...whole, ...requests.map((request) => phraseOf(request))])].slice(0, 2 * MOST);
}

/** The first few of the candidates that can be read. */
export const readable = (ideas: readonly string[], isReadable: (idea: string) => boolean): string[] => ideas.filter(isReadable).slice(0, MOST);

/** The same figure with less asked of it: by month, and all of it. */
export const simpler = ({metrics, filters, period}: MetricRequestInput): MetricRequestInput[] => [{metrics, filters, period, grain: "month"}, {metrics, filters, period}, {metrics}];
