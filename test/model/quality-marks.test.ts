import {expect, test} from "vitest";
import {checkAnchor, marksOf, readQualityMarks} from "../../src/model/quality-marks.js";
import {reportParagraphs, statusCounts, type ReportCheck, type ReportScore} from "../../src/model/quality-report.js";

const columns = {
  dataset: ["goals", "daily_streams", "royalty_splits", "payouts"], check_id: ["rejected", "missing.days", "whole", "repeated"],
  severity: ["mark", "mark", "block", "block"], status: ["degraded", "failing", "failing", "healthy"],
  sentence: ["a", "b", "c", "d"], figures: ["goals", "daily_streams, payments", "royalty_splits", "payouts"]
};

test("checks that are not healthy mark the tables they touch, the worst first", () => {
  const marks = readQualityMarks({quality_checks: columns});
  expect(marks.map(({dataset, effect}) => [dataset, effect])).toEqual([["royalty_splits", "blocks a publish"], ["daily_streams", "failing"], ["goals", "degraded"]]);
  expect(marksOf(marks, ["payments", "reconciliation"]).map(({sentence}) => sentence)).toEqual(["b"]);
  expect(marksOf(marks, [])).toEqual([]);
  expect(readQualityMarks({})).toEqual([]);
});

test("a check has a place that an address can name", () => {
  expect(checkAnchor({dataset: "distrokid_statements", check_id: "streams.distrokid on spotify"})).toBe("check-distrokid-statements-streams-distrokid-on-spotify");
});

const score = (dataset: string, status: ReportScore["status"], points: number): ReportScore =>
  ({dataset, label: dataset, score: points, status, sentence: `${dataset}: ${status}`, freshness_score: null, completeness_score: null, validity_score: points, uniqueness_score: 100, consistency_score: null});
const check = (dataset: string, more: Partial<ReportCheck>): ReportCheck => ({dataset, check_id: "x", severity: "mark", status: "healthy", sentence: "found", action: "", ...more});

test("the report names what is wrong and what to do, the worst dataset first", () => {
  const scores = [score("b", "healthy", 100), score("a", "degraded", 95), score("c", "failing", 70)];
  const checks = [check("a", {status: "degraded", action: "mend"}), check("b", {}), check("b", {check_id: "y", action: "look"}), check("c", {severity: "block", status: "failing"})];
  const paragraphs = reportParagraphs(scores, checks);
  expect(paragraphs.map(({dataset, parts}) => [dataset, parts])).toEqual([["c", "validity 70, uniqueness 100"], ["a", "validity 95, uniqueness 100"], ["b", "validity 100, uniqueness 100"]]);
  expect(paragraphs.map(({items}) => items.map(({effect, action}) => [effect, action]))).toEqual([[["blocks a publish", ""]], [["degraded", "mend"]], [["note", "look"]]]);
  expect([statusCounts(scores), statusCounts([])]).toEqual(["1 failing, 1 degraded, 1 healthy", "no dataset was loaded"]);
});
