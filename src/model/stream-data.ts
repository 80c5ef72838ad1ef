/** `streaming.json`: forecasts, odd days and lasting changes, worked out once so that no page has to. */

export interface ReleaseDate {
  title: string;
  artist: string;
  /** ISO day, as all dates here. */
  release_on: string;
}

export interface CampaignDates {
  campaign: string;
  first_on: string;
  last_on: string;
}

/** Share of actual values inside the ranges of a backtest, 0 … 1. */
export interface RangeCoverage {
  level: number;
  share: number;
}

export interface BacktestFigures {
  mase: number | null;
  smape: number;
  coverage: RangeCoverage[];
}

/** How the same method did on the past, beside repeating the last season. */
export interface BacktestJson extends BacktestFigures {
  horizon: number;
  origins: number;
  /** Forecasts compared with what came. */
  count: number;
  naive: BacktestFigures;
  beats_naive: boolean;
}

/** Arrays have one entry per step from `start`; months are their first day. */
export interface ForecastJson {
  model: string | null;
  start: string;
  mean: number[];
  intervals: {level: number; lower: number[]; upper: number[]}[];
  /** Values behind the fit, and how many of the span were unknown. */
  history: number;
  unknown: number;
  backtest: BacktestJson;
}

/** A forecast, or the reason why there is none. */
export type Forecasted = {forecast: ForecastJson; refusal: null} | {forecast: null; refusal: string};

/** A day far from its usual level. `platform` null: all platforms together. */
export interface OddDay {
  date: string;
  platform: string | null;
  value: number;
  expected: number;
  z: number;
  kind: "high" | "low" | "zero";
}

/** A day from which on the level is another: median of the 14 known days before and after. */
export interface LevelChange {
  date: string;
  before: number;
  after: number;
}

export interface StreamScope {
  /** Null: all distributors together. */
  distributor: string | null;
  odd_days: OddDay[];
  changes: LevelChange[];
  daily: Forecasted;
  monthly: Forecasted;
}

export interface StreamingJson {
  releases: ReleaseDate[];
  campaigns: CampaignDates[];
  scopes: StreamScope[];
}

/** The backtest in words: a forecast that loses to repeating the past says so. */
export function verdictOn({beats_naive, mase, naive}: BacktestJson): string {
  if (beats_naive) return "In the backtest this method beat repeating the last season.";
  const by = mase !== null && naive.mase !== null ? ` (MASE ${mase.toFixed(2)} against ${naive.mase.toFixed(2)})` : "";
  return `In the backtest this method did not beat repeating the last season${by}: read the forecast as no better than that.`;
}
