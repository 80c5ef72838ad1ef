/** The key figures, each one request to the catalog; one that cannot be answered says why in its row. */
import {z} from "zod";
import {askable, isEstimate, unitCurrency} from "../../src/model/catalog/catalog.js";
import {addMonths, isoDay, monthEnd, monthStart, parseDay} from "../../src/model/days.js";
import type {Answer, Cell} from "../../src/model/envelope.js";
import type {MetricRequestInput} from "../../src/model/metric-request.js";
import {answerRequest} from "../answers/answer.js";
import type {Opened} from "../answers/open.js";

const value = z.union([z.string(), z.number(), z.null()]);

export const Kpi = z.strictObject({
  metric: z.string(), label: z.string(), unit: z.string(),
  of: z.string().nullable().describe("artist or other part that the figure is of; null: the whole label"),
  value: value.describe("amounts as exact text"), currency: z.string().nullable(), is_estimate: z.boolean(), calendar: z.string().nullable(),
  from: z.string().nullable(), to: z.string().nullable(),
  before: value, growth: z.number().nullable(), refused: z.string().nullable().describe("why there is no figure")
});
export type Kpi = z.infer<typeof Kpi>;

function kpiRow(request: MetricRequestInput, answer: Answer, row: Record<string, Cell>): Kpi {
  const metric = askable(request.metrics[0]);
  const {period, calendar} = answer.metadata;
  const days = period.covered ?? period.asked;
  const [dimension] = request.dimensions ?? [];
  const plain = (cell: Cell | undefined) => (typeof cell === "boolean" || cell === undefined ? null : cell);
  return {
    metric: metric.name, label: metric.label, unit: metric.unit, of: dimension ? String(row[dimension]) : null, value: plain(row[metric.name]),
    currency: unitCurrency(metric) && typeof row.currency === "string" ? row.currency : null, is_estimate: isEstimate(metric), calendar, from: days?.from ?? null, to: days?.to ?? null,
    before: plain(row[`${metric.name}_before`]), growth: typeof row[`${metric.name}_growth`] === "number" ? (row[`${metric.name}_growth`] as number) : null, refused: null
  };
}

function refusedRow(request: MetricRequestInput, refused: string): Kpi {
  const {name, label, unit, ...metric} = askable(request.metrics[0]);
  return {metric: name, label, unit, of: null, value: null, currency: null, is_estimate: isEstimate({name, label, unit, ...metric}), calendar: null, from: null, to: null, before: null, growth: null, refused};
}

/** Rows of the requests, and the answers behind them. */
export async function kpiRows(opened: Opened, requests: readonly MetricRequestInput[]): Promise<{rows: Kpi[]; answers: Answer[]}> {
  const rows: Kpi[] = [];
  const answers: Answer[] = [];
  for (const request of requests) {
    const answer = await answerRequest(opened, request);
    if (!answer.success) rows.push(refusedRow(request, answer.error));
    else {
      answers.push(answer);
      rows.push(...(answer.data.length ? answer.data.map((row) => kpiRow(request, answer, row)) : [refusedRow(request, answer.metadata.empty_because ?? "no figure")]));
    }
  }
  return {rows, answers};
}

/** The month of the last day with data and the 11 before, as the overview opens. */
export function summaryRequests({manifest}: Opened): MetricRequestInput[] {
  const through = parseDay(manifest.data_through) ?? parseDay(manifest.as_of)!;
  const period = {from: isoDay(addMonths(monthStart(through), -11)), to: isoDay(through)};
  const compared = (["total_streams", "total_revenue", "net_revenue", "fees", "expected_revenue", "ad_spend", "video_views", "follower_growth"] as const).map((name) => ({metrics: [name], period, compare: "year_before" as const}));
  const plain = (["revenue_per_stream", "variance", "variance_pct", "cost_per_click", "click_through_rate", "return_on_ad_spend", "engagement_rate", "active_tracks"] as const).map((name) => ({metrics: [name], period}));
  const standing = (["outstanding", "overdue_amount", "paid_amount", "track_count"] as const).map((name) => ({metrics: [name]}));
  return [...compared, ...plain, ...standing];
}

/** The newest day, week and month of what is counted. */
export function latestRequests({manifest, context}: Opened): MetricRequestInput[] {
  const day = (column: string) => context.extents.get(column)?.to ?? manifest.as_of;
  const on = (column: string) => ({from: day(column), to: day(column)});
  const streams = day("daily_streams.streamed_on");
  const complete = context.incompleteFrom ? addMonths(parseDay(context.incompleteFrom)!, -1) : parseDay(day("arrivals.usage_month"))!;
  const month = {from: isoDay(monthStart(complete)), to: isoDay(monthEnd(monthStart(complete)))};
  const reported = {from: isoDay(monthStart(parseDay(day("arrivals.reported_on"))!)), to: day("arrivals.reported_on")};
  return [
    {metrics: ["total_streams"], period: on("daily_streams.streamed_on"), compare: "previous"},
    {metrics: ["total_streams"], period: {from: isoDay(new Date(Number(parseDay(streams)) - 6 * 86_400_000)), to: streams}, compare: "previous"},
    {metrics: ["total_revenue"], period: month, compare: "previous"}, {metrics: ["total_revenue"], period: reported, calendar: "statement"},
    {metrics: ["listeners"], dimensions: ["artist"], filters: [{dimension: "platform", values: ["spotify"]}], period: on("audience_daily.observed_on")},
    {metrics: ["followers"], dimensions: ["artist"], filters: [{dimension: "platform", values: ["spotify"]}], period: on("audience_daily.observed_on")},
    {metrics: ["video_views"], period: on("tiktok_daily.observed_on"), compare: "previous"},
    {metrics: ["ad_spend"], period: on("ad_daily.spent_on"), compare: "previous"},
    {metrics: ["outstanding"]}
  ];
}
