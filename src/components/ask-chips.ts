/** What a question was understood as, as controls: changing one asks the changed question. */
import {askable, askableMetrics, calendarsOf, dimensionsOf} from "../model/catalog/catalog.js";
import {dimensions, type DimensionName} from "../model/catalog/dimensions.js";
import {addDays, addMonths, isoDay, monthEnd, monthStart, utcDay} from "../model/days.js";
import type {Grain, MetricRequest, MetricRequestInput} from "../model/metric-request.js";
import {metrics, type MetricName} from "../model/metrics.js";
import {periodWords} from "../model/ask/phrase.js";
import {valueText} from "./ask-words.js";
import {element} from "./dom.js";

type Option = {value: string; label: string};

/** `values` lists what a filter of a dimension can take; `onChange` gets the changed request. */
export interface AskChipsOptions {
  asOf: Date;
  /** Last day with data of the figure. */
  through: Date;
  values: (dimension: DimensionName) => readonly string[];
  onChange: (request: MetricRequestInput) => void;
}

function chip(label: string, options: readonly Option[], value: string, onPick: (value: string) => void): HTMLElement {
  const select = element`<select>${options.map((option) => element`<option value=${option.value} selected=${option.value === value}>${option.label}</option>`)}</select>` as HTMLSelectElement;
  select.addEventListener("change", () => onPick(select.value));
  return element`<label class="ask-chip"><span>${label}</span>${select}</label>`;
}

const word = (name: DimensionName): string => dimensions[name].label.toLowerCase();

/** The same request with another figure: what that one does not know is dropped. */
function withMetric(request: MetricRequest, name: MetricName): MetricRequestInput {
  const known = dimensionsOf(askable(name));
  const calendars = calendarsOf(askable(name));
  const groups = request.dimensions.filter((dimension) => known.includes(dimension));
  const {additive} = metrics[name];
  return {
    metrics: [name], dimensions: groups, filters: request.filters.filter(({dimension}) => known.includes(dimension)),
    ...(Object.keys(calendars).length ? {period: request.period, grain: request.grain} : {}),
    ...(request.compare && request.period ? {compare: request.compare} : {}), ...(additive && request.share && groups.length ? {share: true} : {}),
    ...(request.limit && groups.length ? {limit: request.limit, order: {by: name, direction: request.order?.direction ?? "desc"}} : {})
  };
}

/** Periods offered: of days only to figures that know days. */
function periodOptions(request: MetricRequest, {asOf, through}: AskChipsOptions): Option[] {
  const start = monthStart(asOf);
  const year = asOf.getUTCFullYear();
  const days = Object.values(calendarsOf(askable(request.metrics[0]))).includes("day");
  const option = (label: string, from: Date, to: Date): Option => ({label, value: `${isoDay(from)} ${isoDay(to)}`});
  const offered = [
    {label: "all there is", value: ""},
    option("this month", start, monthEnd(asOf)), option("last month", addMonths(start, -1), addDays(start, -1)),
    ...(days ? [option("last 30 days", addDays(through, -29), through)] : []),
    option("last 12 months", addMonths(start, -12), addDays(start, -1)), option("this year", utcDay(year, 0), monthEnd(asOf)), option("last year", utcDay(year - 1, 0), utcDay(year - 1, 11, 31))
  ];
  const {period} = request;
  const now = period && `${period.from} ${period.to}`;
  return now && !offered.some(({value}) => value === now) ? [{label: periodWords(period).replace(/^(in|on) /, ""), value: now}, ...offered] : offered;
}

const periodOf = (value: string): MetricRequest["period"] => (value ? {from: value.split(" ")[0], to: value.split(" ")[1]} : undefined);

function filterChip(request: MetricRequest, i: number, {values, onChange}: AskChipsOptions): HTMLElement {
  const filter = request.filters[i];
  const {dimension, op} = filter;
  const without = request.filters.filter((_, j) => j !== i);
  const now = filter.values.length === 1 ? filter.values[0] : "\u0000";
  const options = [...(filter.values.length > 1 ? [{value: now, label: filter.values.map((value) => valueText(dimension, value)).join(", ")}] : []), ...new Set([...values(dimension), ...(filter.values.length === 1 ? filter.values : [])])]
    .map((option) => (typeof option === "string" ? {value: option, label: valueText(dimension, option)} : option));
  const control = chip(`${op === "not_in" ? "without " : ""}${dimension === "title" ? "track" : word(dimension)}`, options, now, (value) => onChange({...request, filters: request.filters.map((one, j) => (j === i ? {...one, values: [value]} : one))}));
  control.append(element`<button type="button" class="ask-drop" aria-label=${`Remove the filter ${word(dimension)}`} onclick=${() => onChange({...request, filters: without})}>×</button>`);
  return control;
}

const GRAINS: readonly Option[] = [{value: "total", label: "in total"}, ...["day", "week", "month", "quarter", "year"].map((grain) => ({value: grain, label: `by ${grain}`}))];
const COMPARED: readonly Option[] = [{value: "", label: "with nothing"}, {value: "previous", label: "with the period before"}, {value: "year_before", label: "with a year earlier"}];

/** The chips of a request. */
export function askChips(request: MetricRequest, options: AskChipsOptions): HTMLElement {
  const {onChange} = options;
  const [name] = request.metrics;
  const known = dimensionsOf(askable(name));
  const timed = Object.keys(calendarsOf(askable(name))).length > 0;
  const days = Object.values(calendarsOf(askable(name))).includes("day");
  const [first, ...more] = request.dimensions;
  const split = [{value: "", label: "nothing"}, ...known.map((dimension) => ({value: dimension as string, label: word(dimension)}))];
  const {limit: _, order: __, other: ___, ...unranked} = request;
  const unsplit = {...unranked, share: false, dimensions: [] as DimensionName[]};
  const ranked = first || request.grain !== "total";
  const top = [{value: "", label: "all"}, ...[...new Set([1, 3, 5, 10, 20, request.limit ?? 1])].sort((a, b) => a - b).flatMap((n) => [{value: `${n} desc`, label: `top ${n}`}, {value: `${n} asc`, label: `bottom ${n}`}])];
  const several = request.metrics.length > 1 ? [{value: "", label: request.metrics.map((one) => metrics[one].label).join(" and ")}] : [];
  const figures: Option[] = [...several, ...askableMetrics.map((metric) => ({value: metric.name as string, label: metric.label}))];
  return element`<div class="ask-chips" role="group" aria-label="Understood as; change a part to ask another question">
    ${chip("figure", figures, request.metrics.length > 1 ? "" : name, (value) => value && onChange(withMetric(request, value as MetricName)))}
    ${chip("by", split, first ?? "", (value) => onChange(value ? {...request, dimensions: [value as DimensionName, ...more.filter((one) => one !== value)]} : unsplit))}
    ${request.filters.map((_filter, i) => filterChip(request, i, options))}
    ${timed ? chip("period", periodOptions(request, options), request.period ? `${request.period.from} ${request.period.to}` : "", (value) => onChange({...request, period: periodOf(value), ...(value ? {} : {compare: undefined})})) : null}
    ${timed ? chip("over time", GRAINS.filter(({value}) => days || (value !== "day" && value !== "week")), request.grain, (value) => onChange({...unranked, ...(first ? {limit: request.limit, order: request.order} : {}), grain: value as Grain, running: request.running && value !== "total"})) : null}
    ${timed && request.period ? chip("compared", COMPARED, request.compare ?? "", (value) => onChange({...request, compare: (value || undefined) as MetricRequest["compare"], ...(request.order?.by === "change" ? {order: {by: name, direction: request.order.direction}} : {})})) : null}
    ${ranked ? chip("show", top, request.limit && request.order ? `${request.limit} ${request.order.direction}` : "", (value) => onChange(value ? {...request, limit: Number(value.split(" ")[0]), order: {by: request.order?.by ?? name, direction: value.endsWith("asc") ? "asc" : "desc"}} : unranked)) : null}
  </div>`;
}
