/** What a form asks for each kind of condition; the schema of `alert-rules.ts` decides what is right. */
import {alertMetrics, alertWindows, type AlertKind} from "./alert-rules.js";

export interface AlertField {
  name: string;
  label: string;
  /** number: a figure, blank where `optional`; choice: one of `options`; name: free text with suggestions. */
  type: "number" | "choice" | "name";
  options?: readonly {value: string; label: string}[];
  /** Which names to suggest. */
  suggest?: "distributor" | "platform" | "artist" | "country" | "feed";
  optional?: boolean;
  unit?: string;
}

const words = (values: readonly string[]): {value: string; label: string}[] => values.map((value) => ({value, label: value}));
const number = (name: string, label: string, unit = "", optional = false): AlertField => ({name, label, type: "number", unit, optional});
const distributor: AlertField = {name: "distributor", label: "distributor", type: "name", suggest: "distributor", optional: true};
const platform: AlertField = {name: "platform", label: "platform", type: "name", suggest: "platform", optional: true};
const artist: AlertField = {name: "artist", label: "artist", type: "name", suggest: "artist", optional: true};
const country: AlertField = {name: "country", label: "country", type: "name", suggest: "country", optional: true};
const metric: AlertField = {name: "metric", label: "figure", type: "choice", options: words(alertMetrics)};
const windows: AlertField = {name: "window", label: "of a", type: "choice", options: words(alertWindows)};
const per: AlertField = {name: "per", label: "for", type: "choice", options: [{value: "label", label: "all together"}, {value: "distributor", label: "each distributor"}, {value: "platform", label: "each platform"}, {value: "artist", label: "each artist"}, {value: "country", label: "each country"}]};
const volume = (of: string): AlertField => number("min_volume", `minimum volume: ${of}`);

/** Kind → its name, the fields in reading order, and a first version of it. */
export const alertKinds: Record<AlertKind, {label: string; fields: readonly AlertField[]; start: Record<string, unknown>}> = {
  threshold: {
    label: "threshold", start: {metric: "streams", window: "week", below: 1000, per: "label", min_volume: 0},
    fields: [metric, windows, number("above", "above", "", true), number("below", "below", "", true), per, distributor, platform, artist, country, volume("the period before")]
  },
  change: {
    label: "percent change against the period before", start: {metric: "streams", window: "week", down_percent: 20, per: "label", min_volume: 1000},
    fields: [metric, windows, number("up_percent", "rises by", "%", true), number("down_percent", "falls by", "%", true), per, distributor, platform, artist, country, volume("the period before")]
  },
  forecast_range: {
    label: "forecast range left", start: {window: "week", level: 95, side: "either", min_volume: 1000},
    fields: [
      {...windows, options: words(["week", "month"])}, {name: "level", label: "range", type: "choice", options: [{value: "80", label: "80%"}, {value: "95", label: "95%"}]},
      {name: "side", label: "side", type: "choice", options: words(["either", "below", "above"])}, distributor, volume("streams forecast")
    ]
  },
  missing_feed: {
    label: "missing feed", start: {feed: "daily_streams", days: 3, min_volume: 0},
    fields: [{name: "feed", label: "feed", type: "name", suggest: "feed"}, number("days", "nothing for", "days"), distributor, volume("streams a day, money a month, or days in a row")]
  },
  overdue: {
    label: "overdue payment", start: {days: 30, amount: 50, min_volume: 0},
    fields: [number("days", "past its date by", "days"), number("amount", "at least", "in money"), distributor, volume("money expected")]
  },
  rate_drift: {
    label: "rate drift", start: {percent: 15, months: 3, min_volume: 10000},
    fields: [number("percent", "by", "%"), number("months", "over the last", "months"), distributor, platform, volume("units of these months")]
  },
  restatement: {
    label: "restatement", start: {percent: 1, after_days: 120, within_days: 30, min_volume: 0},
    fields: [number("percent", "by", "%"), number("after_days", "later than", "days after the month"), number("within_days", "reported in the last", "days"), distributor, volume("money of the month before")]
  }
};

export const alertKindNames = Object.keys(alertKinds) as AlertKind[];

/** A condition to start from. */
export const newCondition = (kind: AlertKind): Record<string, unknown> => ({kind, ...structuredClone(alertKinds[kind].start)});

/** "Streams fall!" → "streams-fall", and a number behind it when that is taken. */
export function ruleId(name: string, taken: readonly string[]): string {
  const base = name.toLowerCase().replace(/[^a-z0-9]+/g, "-").replace(/^-|-$/g, "") || "rule";
  for (let count = 1; ; count++) {
    const id = count === 1 ? base : `${base}-${count}`;
    if (!taken.includes(id)) return id;
  }
}
