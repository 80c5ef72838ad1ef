/** What each column of an answer is, for tables, charts and machines. */
import {isEstimate, unitCurrency, type AskableMetric} from "../catalog/catalog.js";
import {dimensions} from "../catalog/dimensions.js";
import type {Metric} from "../metrics.js";
import type {Plan} from "./plan.js";

export interface AnswerColumn {
  name: string;
  label: string;
  role: "period" | "dimension" | "currency" | "metric" | "before" | "change" | "growth" | "share" | "running" | "is_other";
  /** The metric that it belongs to. */
  metric?: string;
  unit?: string;
  format?: Metric["format"];
  isEstimate?: boolean;
  /** The currency of every value; absent when the row's currency column says it. */
  currency?: string;
}

function metricColumns(metric: AskableMetric, {request, currency}: Plan): AnswerColumn[] {
  const {name, label, unit, format, measure} = metric;
  const {compare, share, running} = request;
  const inCurrency = unitCurrency(metric) && currency.only !== null ? {currency: currency.only} : {};
  const own = {metric: name, unit, format, ...inCurrency, ...(isEstimate(metric) ? {isEstimate: true} : {})};
  const part = {metric: name, unit: "share", format: "percent" as const};
  return [
    {name, label, role: "metric", ...own},
    ...(compare && measure.kind !== "growth" ? [
      {name: `${name}_before`, label: `${label}, before`, role: "before" as const, ...own},
      {name: `${name}_change`, label: `${label}, change`, role: "change" as const, ...own},
      {name: `${name}_growth`, label: `${label}, growth`, role: "growth" as const, ...part}
    ] : []),
    ...(share ? [{name: `${name}_share`, label: `${label}, share of total`, role: "share" as const, ...part}] : []),
    ...(running ? [{name: `${name}_running`, label: `${label}, running total`, role: "running" as const, ...own}] : [])
  ];
}

export function answerColumns(plan: Plan): AnswerColumn[] {
  const hasMoney = plan.parts.some(({measure}) => measure.isMoney);
  return [
    ...(plan.request.grain === "total" ? [] : [{name: "period", label: plan.request.grain[0].toUpperCase() + plan.request.grain.slice(1), role: "period" as const}]),
    ...plan.groups.map((name) => ({name, label: dimensions[name].label, role: name === "currency" ? ("currency" as const) : ("dimension" as const)})),
    ...(hasMoney && plan.currency.only !== null ? [{name: "currency", label: "Currency", role: "currency" as const}] : []),
    ...plan.metrics.flatMap((metric) => metricColumns(metric, plan)),
    ...(plan.request.other ? [{name: "is_other", label: "The rest", role: "is_other" as const}] : [])
  ];
}
