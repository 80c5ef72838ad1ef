/** forecast: cash by statement month and streams by day or month, as the pages show them; never without their ranges. */
import {z} from "zod";
import {CASH_MONTHS} from "../../../src/model/forecast-cash.js";
import {metrics} from "../../../src/model/metrics.js";
import {verdictOn} from "../../../src/model/stream-data.js";
import {createForecasts, forecastRows, type ForecastRow, type Forecasts} from "../forecasts.js";
import {paged, pagingShape} from "../paging.js";
import {answer, columnsOf, filtersOf, refuse} from "../reply.js";
import {defineTool, type Call} from "../tool.js";
import {unknownIn} from "../unknown-values.js";
import type {Opened} from "../../../loaders/answers/open.js";

const input = z.strictObject({
  of: z.enum(["cash", "streams"]).describe(`cash: what statements should bring in the rest of this month and the next ${CASH_MONTHS}; streams: the next 28 days or 12 months`),
  grain: z.enum(["day", "month"]).optional().describe("of streams: day (default) or month; cash is by month"),
  distributor: z.string().min(1).max(200).optional().describe("of streams: one distributor; without it all together"),
  extra_days: z.int().min(-90).max(180).optional().describe("of cash, what if: days added to the agreed terms"),
  stream_growth: z.number().min(-0.5).max(0.5).optional().describe("of cash, what if: growth of streams per month, 0.05 is +5%"),
  rate_change: z.number().min(-0.9).max(2).optional().describe("of cash, what if: change of the rate per stream, 0.1 is +10%"),
  ...pagingShape
});
type Wanted = z.infer<typeof input>;

const kept = new WeakMap<Opened, Forecasts>();

function forecastsOf(opened: Opened): Forecasts {
  const known = kept.get(opened) ?? createForecasts(opened);
  kept.set(opened, known);
  return known;
}

/** Days from the first row to the last. */
const covered = (rows: readonly ForecastRow[], key: string) => (rows.length ? {from: String(rows[0][key]), to: String(rows.at(-1)![key])} : null);

const ESTIMATE = "an estimate: quote it with its range (lower and upper), never as a figure that is known";

function cashAnswer(wanted: Wanted, {opened}: Call) {
  const {extra_days = 0, stream_growth = 0, rate_change = 0} = wanted;
  if (wanted.grain === "day" || wanted.distributor !== undefined) return refuse("cash is forecast by month and for all distributors together", ["leave out grain and distributor"]);
  const made = forecastsOf(opened).cash({extraDays: extra_days, growth: stream_growth, rate: rate_change});
  if ("refusal" in made) return refuse(made.refusal, ["payment_calendar judges open months by agreed terms and reference rates"]);
  const {calculation, limitations, sources} = metrics.cash_forecast;
  const given = {
    row_count: made.rows.length, sources: [...sources], calculation, limitations: [...limitations, ...made.refused], calendar: "statement" as const, currency: made.currency, columns: columnsOf(made.rows[0]),
    period: {asked: null, covered: covered(made.rows, "statement_month"), compared: null}, what_if: {extra_days, stream_growth, rate_change}
  };
  return answer(opened, {data: made.rows, given, isEstimate: true, warnings: [ESTIMATE, ...made.warnings]});
}

async function streamsAnswer({grain = "day", distributor, ...wanted}: Wanted, {opened}: Call) {
  if (wanted.extra_days !== undefined || wanted.stream_growth !== undefined || wanted.rate_change !== undefined) return refuse("what if is for cash only", ["leave out extra_days, stream_growth and rate_change"]);
  const unknown = await unknownIn(opened, {distributor: distributor === undefined ? [] : [distributor]});
  if (unknown.length) return refuse(unknown[0], ["list_dimension_values with dimension distributor"]);
  const {forecast, refusal} = await forecastsOf(opened).streams(grain, distributor ?? null);
  if (!forecast) return refuse(refusal ?? "no forecast", ["query_metrics with total_streams gives what was counted"]);
  const {calculation, limitations, sources} = metrics.stream_forecast;
  const data = forecastRows(forecast, grain);
  const given = {
    row_count: data.length, sources: [...sources], calculation, limitations: [...limitations, verdictOn(forecast.backtest)], calendar: "usage" as const, columns: columnsOf(data[0]),
    period: {asked: null, covered: covered(data, grain), compared: null}, filters: filtersOf({distributor: distributor === undefined ? [] : [distributor]}), model: forecast.model, backtest: forecast.backtest
  };
  return answer(opened, {data, given, isEstimate: true, warnings: [ESTIMATE]});
}

export const forecast = defineTool({
  name: "forecast",
  title: "Forecast",
  description: "Cash that statements should bring by month (with what-if), or streams by day or month, each with 80% and 95% ranges and how the method did on the past. Refused with the reason where the data are too few.",
  input,
  async run(wanted, call) {
    const made = wanted.of === "cash" ? cashAnswer(wanted, call) : await streamsAnswer(wanted, call);
    return paged(made, wanted);
  }
});
