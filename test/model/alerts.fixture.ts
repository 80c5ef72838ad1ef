/** Small histories for alert rules: days of a feed, statements, payments, all made by hand. */
import {readAlertFacts, type AlertFacts} from "../../src/model/alert-facts.js";
import {AlertLeaf, AlertRule} from "../../src/model/alert-rules.js";
import {evaluateRules, leafFindings} from "../../src/model/alerts.js";
import type {Columns} from "../../src/model/columns.js";
import {addDays, isoDay, parseDay} from "../../src/model/days.js";
import type {OverviewJson} from "../../src/model/overview-data.js";

const columns = (names: string[], rows: (string | number | boolean | null)[][]): Columns => Object.fromEntries(names.map((name, i) => [name, rows.map((row) => row[i])]));

export const day = (text: string): Date => parseDay(text)!;

export interface History {
  asOf: string;
  /** First day of `streams`. */
  from?: string;
  /** Per day: streams of DistroKid on Spotify; null: no row. */
  streams?: (number | null)[];
  /** The same of TooLost on Apple. */
  others?: (number | null)[];
  /** usage month, reported on, earnings, units, platform (spotify), distributor (distrokid) */
  arrivals?: [string, string, number, number, string?, string?][];
  /** usage month, expected on, expected money, complete on */
  payments?: [string, string, number, string | null][];
  runs?: [string, string, string][];
  restated?: [string, number, number][];
}

const feedRows = (from: string, values: readonly (number | null)[], distributor: string, platform: string) =>
  values.flatMap((value, i) => (value === null ? [] : [[isoDay(addDays(day(from), i)), distributor, platform, value, false, "0", "0"]]));

/** What overview.json would say of such a history. */
export function overviewOf({asOf, from = "2024-01-01", streams = [], others = [], arrivals = [], payments = [], runs = [], restated = []}: History): OverviewJson {
  return {
    as_of: asOf, as_of_pinned: true, label: "Fixture", sample: false, snapshot_id: "x", built_at: `${asOf}T00:00:00Z`, data_through: asOf, streams_through: asOf, statements_through: asOf,
    daily: columns(["streamed_on", "distributor", "platform", "stream_count", "is_missing", "expected_default", "expected_observed"], [...feedRows(from, streams, "distrokid", "spotify"), ...feedRows(from, others, "toolost", "apple")]),
    kpi_monthly: columns(["usage_month", "distributor", "platform", "currency", "stream_count", "earnings", "fees", "line_count", "expected_default", "expected_observed", "is_complete"], arrivals.map(([month, , earnings, units]) => [month, "distrokid", "spotify", "USD", units, String(earnings), "0", 1, "0", "0", true])),
    payments: columns(["usage_month", "distributor", "platform", "currency", "expected_on", "expected_default", "expected_observed", "complete_on", "is_covered_by_statements"], payments.map(([month, on, money, complete]) => [month, "distrokid", "spotify", "USD", on, String(money), String(money), complete, true])),
    arrivals: columns(["distributor", "platform", "usage_month", "reported_on", "currency", "earnings", "unit_count", "line_count"], arrivals.map(([month, on, earnings, units, platform = "spotify", distributor = "distrokid"]) => [distributor, platform, month, on, "USD", String(earnings), units, 1])),
    feed_runs: columns(["dataset", "from_on", "to_on"], runs),
    restated_months: columns(["usage_month", "distributor", "currency", "earnings_before", "restated"], restated.map(([month, before, change]) => [month, "distrokid", "USD", String(before), String(change)])),
    artists: {}, countries: {}, rates: [], datasets: [], problems: []
  } as OverviewJson;
}

export const factsOf = (history: History): AlertFacts => readAlertFacts(overviewOf(history));

export const leaf = (raw: Record<string, unknown>) => AlertLeaf.parse(raw);
export const rule = (raw: Record<string, unknown>) => AlertRule.parse({id: "r", name: "Rule", severity: "warning", ...raw});

/** [subject's distributor or platform or "", figure, compared with] of one condition on a day. */
export const found = (facts: AlertFacts, raw: Record<string, unknown>, on: string) =>
  leafFindings(leaf(raw), facts, day(on)).map(({subject, value, compare}) => [Object.values(subject).join(" "), value, compare]);

/** Days on which a rule fires, as ISO text. */
export const firedOn = (facts: AlertFacts, raw: Record<string, unknown>): string[] => evaluateRules([rule(raw)], facts).firings.map(({fired_on}) => isoDay(fired_on));
