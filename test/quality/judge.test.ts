import {expect, test} from "vitest";
import {type QualityCheck, judgeAge, judgeAtLeast, judgeAtMost, listed, percent} from "../../loaders/quality/check.js";
import {scoreOf} from "../../loaders/quality/index.js";

test("a threshold is met on the dot, and missed by double at the other end", () => {
  expect([5, 5.01, 9.99, 10].map((value) => judgeAtMost(value, 5).status)).toEqual(["healthy", "degraded", "degraded", "failing"]);
  expect([95, 94.99, 90.01, 90].map((value) => judgeAtLeast(value, 95).status)).toEqual(["healthy", "degraded", "degraded", "failing"]);
  expect([7, 8, 13, 14].map((days) => judgeAge(days, 7).status)).toEqual(["healthy", "degraded", "degraded", "failing"]);
  expect([0, 7, 14, 21, 400].map((days) => judgeAge(days, 7).score)).toEqual([100, 100, 50, 0, 0]);
});

const check = (more: Partial<QualityCheck>): QualityCheck => ({dataset: "x", check_id: "y", dimension: "validity", value: 0, threshold: 0, unit: "%", score: 100, severity: "mark", status: "healthy", sentence: "", action: "", ...more});

test("a score is the weighted mean of the parts that apply, each as bad as its worst check", () => {
  const {parts, score, status} = scoreOf([check({dimension: "freshness", score: 80}), check({dimension: "completeness"}), check({dimension: "completeness", score: 60})]);
  expect(parts).toEqual({freshness: 80, completeness: 60, validity: null, uniqueness: null, consistency: null});
  expect([score, status]).toEqual([68.9, "degraded"]);
});

test("a blocking check fails the dataset whatever the score; a marking one degrades it", () => {
  expect(scoreOf([check({severity: "block", status: "failing", score: 99})]).status).toBe("failing");
  expect(scoreOf([check({severity: "mark", status: "failing", score: 99})]).status).toBe("degraded");
  expect(scoreOf([check({score: 59.9})]).status).toBe("failing");
  expect(scoreOf([check({score: 89.9})]).status).toBe("degraded");
  expect(scoreOf([check({})]).status).toBe("healthy");
});

test("a percentage is never rounded up to a threshold that was missed", () => {
  expect(percent(94.99)).toBe("94.9%");
  expect(listed(["a", "b", "c"], 2)).toBe("a, b and 1 more");
});
