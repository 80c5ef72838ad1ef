import {expect, test} from "vitest";
import {comparisonTitle, comparisonsOf, oneSided, type ComparedMonth} from "../../src/model/comparisons.js";
import {coverageRuns, coverageSums, type CoverageDay, type CoverageState} from "../../src/model/coverage.js";
import {qualityHistory, type SnapshotScore} from "../../src/model/quality-history.js";

const day = (dataset: string, date: string, state: CoverageState = "reported"): CoverageDay =>
  ({dataset, covered_on: new Date(date), row_count: state === "missing" ? 0 : 2, series_count: 2, missing_series_count: state === "missing" ? 2 : 0, zero_series_count: 0, state});
const days = [day("a", "2025-02-27"), day("a", "2025-02-28"), day("a", "2025-03-01"), day("a", "2025-03-02", "missing"), day("a", "2025-03-03"), day("b", "2025-03-04"), day("b", "2025-03-09"), day("b", "2025-03-10", "zero")];

test("neighbouring days of one state are one run; another state, a gap or another dataset ends it", () => {
  expect(coverageRuns(days).map(({dataset, state, from, to}) => [dataset, state, from.toISOString().slice(5, 10), to.toISOString().slice(5, 10)])).toEqual([
    ["a", "reported", "02-27", "03-01"], ["a", "missing", "03-02", "03-02"], ["a", "reported", "03-03", "03-03"],
    ["b", "reported", "03-04", "03-04"], ["b", "reported", "03-09", "03-09"], ["b", "zero", "03-10", "03-10"]
  ]);
  expect(coverageRuns([])).toEqual([]);
});

test("every day is counted in one state", () => {
  expect(coverageSums(days).map(({dataset, reported, partial, zero, missing, row_count}) => [dataset, reported, partial, zero, missing, row_count])).toEqual([["a", 4, 0, 0, 1, 8], ["b", 2, 0, 1, 0, 6]]);
});

const score = (snapshot_id: string, at: string, dataset: string, points: number): SnapshotScore =>
  ({snapshot_id, built_at: new Date(at), as_of: new Date(at), dataset, label: dataset.toUpperCase(), score: points, status: "healthy"});

test("scores stand under their snapshot, oldest first, with the change of the last; a dataset that was not there has none", () => {
  const {snapshots, rows} = qualityHistory([score("late", "2025-03-02", "b", 90.2), score("late", "2025-03-02", "a", 70), score("early", "2025-03-01", "b", 99.9), score("early", "2025-03-01", "gone", 5)]);
  expect(snapshots.map(({snapshot_id}) => snapshot_id)).toEqual(["early", "late"]);
  expect(rows.map(({label, scores, change}) => [label, scores.map((one) => one?.score ?? null), change])).toEqual([["A", [null, 70], null], ["B", [99.9, 90.2], -9.7], ["GONE", [5, null], null]]);
});

test("a comparison is named by what it compares", () => {
  expect(comparisonTitle("distrokid_statements", "streams.distrokid on apple")).toBe("Statements against daily streams: DistroKid on Apple Music");
  expect(comparisonTitle("payouts", "statements.distrokid in USD")).toBe("Deposits against statements: DistroKid in USD");
  expect(comparisonTitle("spotify_audience", "distributors")).toBe("Spotify audience against the distributors' streams");
});

test("the feed's side of a comparison with statements is not drawn twice", () => {
  const month = (dataset: string, check_id: string): ComparedMonth => ({dataset, check_id, compared_month: new Date("2025-01-01"), expected_value: 1, actual_value: 1, unit: "streams", deviation_pct: 0, tolerance_pct: 5, is_within: true});
  const all = comparisonsOf([month("daily_streams", "statements.x on apple"), month("x_statements", "streams.x on apple"), month("x_statements", "streams.x on apple")]);
  expect(oneSided(all).map(({dataset, months}) => [dataset, months.length])).toEqual([["x_statements", 2]]);
});
