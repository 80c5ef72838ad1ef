/** An overview small enough to check by hand: three usage months, DistroKid with statements and TooLost without. */
import type {Columns} from "../../src/model/columns.js";
import type {OverviewJson} from "../../src/model/overview-data.js";

const columns = (names: string[], rows: (string | number | boolean | null)[][]): Columns =>
  Object.fromEntries(names.map((name, i) => [name, rows.map((row) => row[i])]));

const days = (month: string, count: number, streams: number): string[][] =>
  Array.from({length: count}, (_, i) => [`${month}-${String(i + 1).padStart(2, "0")}`, String(streams)]);

/** DistroKid has 100 streams a day (0.30 expected at the default rate, 0.20 observed), TooLost 10 a day (0.03 and 0.02). */
const daily = [...days("2024-01", 31, 100), ...days("2024-02", 29, 100), ...days("2024-03", 20, 100)].flatMap(([day, streams]) => [
  [day, "distrokid", "spotify", Number(streams), day === "2024-03-05", "0.3", "0.2"],
  [day, "toolost", "spotify", 10, false, "0.03", "0.02"]
]);

const kpi = (month: string, distributor: string, platform: string, streams: number, earnings: string, fees: string, lines: number, expected: string | null, observed: string | null, complete: boolean) =>
  [month, distributor, platform, "USD", streams, streams, earnings, fees, lines, expected, observed, 30, 0, complete];

/** January is complete (8.00 on Spotify, 2.00 on YouTube), February has half (4.00), March nothing; the feed ends on 20 March. */
export const overviewJson: OverviewJson = {
  as_of: "2024-03-25", as_of_pinned: true, label: "Fixture", sample: true, snapshot_id: "abc", built_at: "2024-03-25T10:00:00Z",
  data_through: "2024-03-20", streams_through: "2024-03-20", statements_through: "2024-03-18",
  daily: columns(["streamed_on", "distributor", "platform", "stream_count", "is_missing", "expected_default", "expected_observed"], daily),
  kpi_monthly: columns(
    ["usage_month", "distributor", "platform", "currency", "stream_count", "statement_units", "earnings", "fees", "line_count", "expected_default", "expected_observed", "day_count", "missing_day_count", "is_complete"],
    [
      kpi("2024-01-01", "distrokid", "spotify", 3100, "8.00", "-0.50", 4, "9.3", "6.2", true),
      kpi("2024-01-01", "distrokid", "youtube", 0, "2.00", "0", 2, null, null, true),
      kpi("2024-01-01", "toolost", "spotify", 310, "0", "0", 0, "0.93", "0.62", false),
      kpi("2024-02-01", "distrokid", "spotify", 2900, "4.00", "0", 2, "8.7", "5.8", false),
      kpi("2024-02-01", "toolost", "spotify", 290, "0", "0", 0, "0.87", "0.58", false),
      kpi("2024-03-01", "distrokid", "spotify", 2000, "0", "0", 0, "6", "4", false),
      kpi("2024-03-01", "toolost", "spotify", 200, "0", "0", 0, "0.6", "0.4", false)
    ]
  ),
  payments: columns(
    ["usage_month", "distributor", "platform", "currency", "expected_on", "expected_default", "expected_observed", "complete_on", "is_covered_by_statements"],
    [
      ["2024-01-01", "distrokid", "spotify", "USD", "2024-03-31", "9.3", "6.2", "2024-03-15", true],
      ["2024-01-01", "toolost", "spotify", "USD", "2024-03-31", "0.93", "0.62", null, false],
      ["2024-02-01", "distrokid", "spotify", "USD", "2024-04-29", "8.7", "5.8", "2024-04-15", true],
      ["2024-02-01", "toolost", "spotify", "USD", "2024-04-29", "0.87", "0.58", null, false],
      ["2024-03-01", "distrokid", "spotify", "USD", "2024-05-30", "6", "4", "2024-05-15", true],
      ["2024-03-01", "toolost", "spotify", "USD", "2024-05-30", "0.6", "0.4", null, false]
    ]
  ),
  arrivals: columns(
    ["distributor", "platform", "usage_month", "reported_on", "currency", "earnings", "unit_count", "line_count"],
    [
      ["distrokid", "spotify", "2024-01-01", "2024-02-20", "USD", "8.00", 3100, 4],
      ["distrokid", "youtube", "2024-01-01", "2024-02-20", "USD", "2.00", 0, 2],
      ["distrokid", "spotify", "2024-02-01", "2024-03-18", "USD", "4.00", 2900, 2]
    ]
  ),
  artists: columns(["usage_month", "artist", "currency", "earnings", "stream_count"], [["2024-01-01", "A", "USD", "7", 1], ["2024-01-01", "B", "USD", "3", 1]]),
  countries: columns(["usage_month", "country", "currency", "earnings"], [["2024-01-01", "NA", "USD", "10"]]),
  rates: [], datasets: [], problems: []
};
