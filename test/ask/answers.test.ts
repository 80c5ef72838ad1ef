/** Questions and what they must be answered: each beside independent SQL on the sample. */
import {afterAll, beforeAll, expect, test} from "vitest";
import {answerQuestion} from "../../loaders/answers/ask.js";
import {countQuestions} from "./answerable-counts.js";
import {moneyQuestions} from "./answerable-money.js";
import {answerCells, oracleCells, sameRows} from "./oracle.js";
import {openSample, type Sample} from "./sample.js";

let sample: Sample;
beforeAll(async () => void (sample = await openSample()));
afterAll(() => sample.close());

const groups = [...moneyQuestions, ...countQuestions];

test("at least 250 questions are asked, none twice", () => {
  const all = groups.flatMap(({ask}) => ask);
  expect(new Set(all).size).toBe(all.length);
  expect(all.length).toBeGreaterThanOrEqual(250);
});

test.each(groups)("$ask.0", async ({ask, sql, part}) => {
  const wanted = oracleCells(await sample.opened.query(sql), part);
  for (const question of ask) {
    const answer = await answerQuestion(sample.opened, question, sample.context);
    const got = answer.success ? answerCells(answer, part) : answer.error;
    expect({question, right: answer.success && sameRows(got as unknown[][], wanted), ...(answer.success && sameRows(got as unknown[][], wanted) ? {} : {got, wanted})}).toEqual({question, right: true});
  }
});
