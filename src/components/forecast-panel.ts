/** A forecast and, beside it, how the same method did on the past; or why there is no forecast. */
import {dayOf} from "../model/columns.js";
import {approx, formatCount, formatDay, formatMonth, formatPercent, MISSING} from "../model/format.js";
import {verdictOn, type BacktestJson, type Forecasted, type ForecastJson, type StreamScope} from "../model/stream-data.js";
import {addDays, addMonths} from "../model/days.js";
import {fanChart, type FanPoint, type FanStep} from "./chart-fan.js";
import {dataTable} from "./data-table.js";
import {definition} from "./definition.js";
import {element} from "./dom.js";
import {drawSoon} from "./draw-soon.js";
import {notice} from "./notice.js";

export type ForecastGrain = "day" | "month";

export interface ForecastPanelOptions {
  grain: ForecastGrain;
  /** "28 days", "12 months". */
  ahead: string;
  subtitle: string;
  color: string;
  note?: string | null;
}

/** The steps with their dates. */
function forecastSteps({start, mean, intervals}: ForecastJson, grain: ForecastGrain): FanStep[] {
  const from = dayOf(start);
  return mean.map((value, i) => ({
    date: grain === "day" ? addDays(from, i) : addMonths(from, i), mean: value,
    ranges: intervals.map(({level, lower, upper}) => ({level, lower: lower[i], upper: upper[i]}))
  }));
}

const mase = (value: number | null): string => (value === null ? MISSING : value.toFixed(2));
const share = (figures: BacktestJson["coverage"], level: number): string => formatPercent(figures.find((one) => one.level === level)?.share ?? null, 0);

function backtestTable(backtest: BacktestJson): HTMLElement {
  const {naive} = backtest;
  const row = (label: string, own: string, other: string) => element`<tr><th scope="row">${label}</th><td class="num">${own}</td><td class="num">${other}</td></tr>`;
  return element`<div class="table-scroll" tabindex="0" role="region" aria-label="Backtest figures"><table class="backtest">
    <thead><tr><th scope="col"></th><th scope="col" class="num">This forecast</th><th scope="col" class="num">Seasonal naive</th></tr></thead>
    <tbody>
      ${row("MASE (lower is better)", mase(backtest.mase), mase(naive.mase))}
      ${row("sMAPE (lower is better)", `${backtest.smape.toFixed(1)}%`, `${naive.smape.toFixed(1)}%`)}
      ${row("came inside the 80% range", share(backtest.coverage, 80), share(naive.coverage, 80))}
      ${row("came inside the 95% range", share(backtest.coverage, 95), share(naive.coverage, 95))}
    </tbody></table></div>`;
}

function backtestCard({backtest, mean, model, history, unknown}: ForecastJson, grain: ForecastGrain): HTMLElement {
  const unit = `${grain}s`;
  const shorter = backtest.horizon < mean.length ? ` The history is too short to test all ${mean.length}.` : "";
  const bridged = unknown ? ` ${unknown} ${unit} without a full report are unknown to it and bridged.` : "";
  return element`<div class="card forecast-backtest">
    <h3>Backtest, ${backtest.horizon} ${unit} ahead ${definition("forecast_backtest")}</h3>
    <p>${verdictOn(backtest)}</p>${backtestTable(backtest)}
    <p class="muted">${backtest.origins} past starts, ${backtest.horizon} ${unit} each, ${formatCount(backtest.count)} forecasts compared with what came.${shorter} Model ${model ?? "last value"}, fitted on ${history} ${unit}.${bridged}</p>
  </div>`;
}

const csvColumns = (grain: ForecastGrain) => [
  {key: "date", label: grain === "day" ? "Day" : "Month", format: grain === "day" ? formatDay : formatMonth},
  {key: "mean", label: "Forecast ≈", align: "right" as const, estimate: true, format: (value: number) => approx(formatCount(value))},
  ...[80, 95].flatMap((level) => (["lower", "upper"] as const).map((side) => ({
    key: `${side}_${level}`, label: `${level}% ${side === "lower" ? "from" : "to"}`, align: "right" as const, estimate: true, format: formatCount,
    value: (step: FanStep) => step.ranges.find((one) => one.level === level)?.[side] ?? null
  })))
];

const forecastTable = (forecast: ForecastJson, grain: ForecastGrain, ahead: string): HTMLElement =>
  dataTable(forecastSteps(forecast, grain), {caption: `Forecast, ${ahead}`, csvName: `streaming-forecast-${grain}s`, rowsShown: 7, columns: csvColumns(grain)});

/** What a page shows before there is any feed. */
export const noScope: StreamScope = {
  distributor: null, odd_days: [], changes: [], daily: {forecast: null, refusal: "there is no daily feed"}, monthly: {forecast: null, refusal: "there is no daily feed"}
};

/** The figures of the forecasts that there are. */
export const forecastTables = ({daily, monthly}: StreamScope): HTMLElement[] => [
  ...(daily.forecast ? [forecastTable(daily.forecast, "day", "28 days")] : []),
  ...(monthly.forecast ? [forecastTable(monthly.forecast, "month", "12 months")] : [])
];

/** Chart and backtest side by side. */
export function forecastPanel({forecast, refusal}: Forecasted, history: readonly FanPoint[], options: ForecastPanelOptions): HTMLElement {
  const {grain, ahead, subtitle, color, note} = options;
  if (!forecast) return notice({kind: "info", text: `No forecast of ${ahead}: ${refusal}.`});
  const steps = forecastSteps(forecast, grain);
  const chart = (width: number) => fanChart(history, steps, {width, grain, color, title: `Streams per ${grain}, ${ahead} ahead`, subtitle, note, format: formatCount});
  return element`<div class="forecast-row"><div class="card">${drawSoon(chart)}</div>${backtestCard(forecast, grain)}</div>`;
}
