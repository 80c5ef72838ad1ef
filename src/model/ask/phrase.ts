/** A request in the words of the grammar: what the page writes into the box when a chip is changed. Reading it gives the request again. */
import {countryLabel} from "../countries.js";
import {dimensions, type DimensionName} from "../catalog/dimensions.js";
import {isMonthEnd, isMonthStart, monthCount, parseDay} from "../days.js";
import type {MetricRequestInput} from "../metric-request.js";
import type {MetricName} from "../metrics.js";
import {labelOf} from "../stores.js";

const WORDS: Partial<Record<MetricName, string>> = {earnings: "confirmed earnings", total_streams: "streams", total_revenue: "revenue", streams_by_platform: "stream share", audience_streams: "Spotify for Artists streams", platform_rate: "observed rate", ad_spend: "ad spend", revenue_per_stream: "revenue per stream", deposits: "bank deposits", streams_per_day: "average streams per day"};

/** How a metric is called in a question. */
export const metricWords = (name: MetricName): string => WORDS[name] ?? name.replaceAll("_", " ");

const noun = (name: DimensionName): string => name.replaceAll("_", " ");
const plural = (name: DimensionName): string => dimensions[name].synonyms[0] ?? noun(name);

const quoted = (value: string): string => `"${value.replaceAll(/["“”«»]/g, "").trim()}"`;

function valueWords(dimension: DimensionName, value: string): string {
  if (dimension === "platform" || dimension === "distributor") return quoted(labelOf(value));
  return quoted(dimension === "country" ? countryLabel(value).replace(/ \([A-Z]{2}\)$/, "") : value);
}

const filterWords = ({dimension, op, values}: NonNullable<MetricRequestInput["filters"]>[number]): string =>
  `${op === "not_in" ? "excluding" : "for"} ${dimension === "title" ? "track" : noun(dimension)} ${values.map((value) => valueWords(dimension, value)).join(" or ")}`;

const MONTHS = ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"];

/** "in July 2025", "in Q3 2025", "in 2025", "on 2025-07-04", "from … to …". ISO days in. */
export function periodWords({from, to}: {from: string; to: string}): string {
  const [first, last] = [parseDay(from)!, parseDay(to)!];
  const [year, month] = [first.getUTCFullYear(), first.getUTCMonth()];
  if (from === to) return `on ${from}`;
  if (isMonthStart(first) && isMonthEnd(last)) {
    const months = monthCount(first, last);
    if (months === 1) return `in ${MONTHS[month]} ${year}`;
    if (months === 3 && month % 3 === 0) return `in Q${month / 3 + 1} ${year}`;
    if (months === 12 && month === 0) return `in ${year}`;
    return `from ${MONTHS[month]} ${year} to ${MONTHS[last.getUTCMonth()]} ${last.getUTCFullYear()}`;
  }
  return `from ${from} to ${to}`;
}

/** The figures, ranked or split as the request asks. `focus` are the names that a share was asked for. */
function head(request: MetricRequestInput, focus: {dimension: DimensionName; values: string[]} | null): string {
  const {metrics, dimensions: split = [], order, limit, grain, share, running, aggregate} = request;
  const named = metrics.map((name) => metricWords(name)).join(" and ");
  const figure = [aggregate === "mean" ? "average" : aggregate === "latest" ? "latest" : "", share ? "share of" : "", running ? "cumulative" : "", named].filter(Boolean).join(" ");
  if (limit && order) {
    const things = grain && grain !== "total" ? `${grain}s` : split.map(plural).join(" and ");
    return `${order.direction === "asc" ? "bottom" : "top"} ${limit} ${things} by ${figure}${order.by === "change" ? " growth" : ""}`;
  }
  if (focus) return `${figure} ${filterWords({dimension: focus.dimension, op: "in", values: focus.values})}`;
  return [figure, split.length ? `by ${split.map(noun).join(" and ")}` : "", grain && grain !== "total" ? `by ${grain}` : ""].filter(Boolean).join(" ");
}

/** A question that asks for the request. Parts that no words exist for (an order without a limit, say) are left out. */
export function phraseOf(request: MetricRequestInput, focus: {dimension: DimensionName; values: string[]} | null = null): string {
  return [
    head(request, focus),
    request.other ? "and the rest" : "",
    ...(request.filters ?? []).map(filterWords),
    request.calendar === "statement" ? "on the statement calendar" : request.calendar === "usage" ? "on the usage calendar" : "",
    request.basis === "observed" ? "at observed rates" : "",
    request.period ? periodWords(request.period).replace(/^(in|from) /, request.metrics.includes("paid_amount") ? "for " : "$1 ") : "",
    request.compare === "previous" ? "vs before" : request.compare === "year_before" ? "vs the same period last year" : ""
  ].filter(Boolean).join(" ");
}

