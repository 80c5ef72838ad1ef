/** A request written as a question is read as the same request: what chips rely on. */
import fc from "fast-check";
import {afterAll, beforeAll, expect, test} from "vitest";
import {completions, examples, starters} from "../../src/model/ask/examples.js";
import {valuesOf} from "../../src/model/ask/context.js";
import {interpret} from "../../src/model/ask/interpret.js";
import {phraseOf} from "../../src/model/ask/phrase.js";
import {askableMetrics, calendarsOf, dimensionsOf} from "../../src/model/catalog/catalog.js";
import {compile} from "../../src/model/compile.js";
import type {MetricRequestInput} from "../../src/model/metric-request.js";
import {answerQuestion} from "../../loaders/answers/ask.js";
import {openSample, type Sample} from "./sample.js";

let sample: Sample;
beforeAll(async () => void (sample = await openSample()));
afterAll(() => sample.close());

const periods = [{from: "2025-07-01", to: "2025-07-31"}, {from: "2025-04-01", to: "2025-06-30"}, {from: "2024-01-01", to: "2024-12-31"}, {from: "2024-11-01", to: "2025-02-28"}];
const days = [{from: "2025-07-04", to: "2025-07-04"}, {from: "2025-07-05", to: "2025-08-20"}];

/** Any request that chips can make. */
const requests = fc.constantFrom(...askableMetrics).chain((metric) => {
  const known = dimensionsOf(metric).filter((name) => name !== "currency" && name !== "status");
  const calendars = Object.values(calendarsOf(metric));
  return fc.record({
    by: known.length ? fc.option(fc.constantFrom(...known), {nil: undefined}) : fc.constant(undefined),
    filter: known.length ? fc.option(fc.tuple(fc.constantFrom(...known), fc.nat(), fc.boolean()), {nil: undefined}) : fc.constant(undefined),
    period: fc.option(fc.constantFrom(...periods, ...(calendars.includes("day") ? days : [])), {nil: undefined}), grain: fc.constantFrom("total" as const, "month" as const, "quarter" as const),
    compare: fc.option(fc.constantFrom("previous" as const, "year_before" as const), {nil: undefined}), limit: fc.option(fc.integer({min: 1, max: 20}), {nil: undefined}), direction: fc.constantFrom("asc" as const, "desc" as const), flags: fc.record({share: fc.boolean(), running: fc.boolean()})
  }).map(({by, filter, period, grain, compare, limit, direction, flags}): MetricRequestInput => {
    const timed = calendars.length > 0;
    const ranked = by && limit && !(timed && grain !== "total");
    const values = filter ? valuesOf(sample.context, filter[0]) : [];
    return {
      metrics: [metric.name], ...(by ? {dimensions: [by]} : {}), ...(filter && values.length ? {filters: [{dimension: filter[0], op: filter[2] ? "not_in" : "in", values: [values[filter[1] % values.length]]}]} : {}),
      ...(timed && grain !== "total" ? {grain} : {}), ...(timed && period ? {period, ...(compare ? {compare} : {})} : {}), ...(ranked ? {limit, order: {by: metric.name, direction}} : {}),
      ...(metric.additive && flags.share && by ? {share: true} : {}), ...(metric.additive && flags.running && timed && grain !== "total" && !flags.share ? {running: true} : {})
    };
  });
});

test("requests that compile read back as themselves, or are refused", () => {
  let same = 0;
  let asked = 0;
  const refused: string[] = [];
  fc.assert(fc.property(requests, (request) => {
    const wanted = compile(request, sample.opened.context);
    if (!wanted.ok) return;
    asked += 1;
    const read = interpret(phraseOf(request), sample.context);
    if (read.kind !== "request") return void refused.push(`${phraseOf(request)}: ${read.kind === "refused" ? read.error : read.kind}`);
    const got = compile(read.request, sample.opened.context);
    if (read.focus) return; // a share of one value: the same figures, fewer rows
    const text = phraseOf(request);
    expect({text, sql: got.ok && got.sql, params: got.ok && got.params}).toEqual({text, sql: wanted.sql, params: wanted.params});
    same += 1;
  }), {numRuns: 3000, seed: 6});
  expect(refused.length / asked, refused.slice(0, 20).join("\n")).toBeLessThan(0.1);
  expect(same).toBeGreaterThan(0);
});

test("every example of the help and the box is answered", async () => {
  for (const question of [...starters, ...examples().flatMap(({questions}) => questions)]) {
    const answer = await answerQuestion(sample.opened, question, sample.context);
    expect({question, error: answer.success ? null : answer.error}).toEqual({question, error: null});
  }
});

test("every figure of the catalog that has a total is in the help", () => {
  const named = new Set(examples().map(({name}) => name));
  expect(askableMetrics.map(({name}) => name).filter((name) => !named.has(name))).toEqual(["ad_reach"]);
});

test("the box completes what is typed", () => {
  expect(completions("")).toEqual(starters.slice(0, 8));
  expect(completions("top 5")).toEqual(["top 5 countries by revenue this year"]);
  expect(completions("followers by").every((question) => question.includes("followers"))).toBe(true);
  expect(completions("profit")).toEqual([]);
});
