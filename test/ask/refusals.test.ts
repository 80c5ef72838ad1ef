/** What must not be answered is refused, with a reason and with questions that are answered. */
import {afterAll, beforeAll, expect, test} from "vitest";
import {answerQuestion} from "../../loaders/answers/ask.js";
import {mustRefuse} from "./must-refuse.js";
import {openSample, type Sample} from "./sample.js";

let sample: Sample;
beforeAll(async () => void (sample = await openSample()));
afterAll(() => sample.close());

test.each(Object.entries(mustRefuse))("%s", async (_kind, questions) => {
  const answered: unknown[] = [];
  for (const question of questions) {
    const answer = await answerQuestion(sample.opened, question, sample.context);
    if (answer.success) answered.push({question, read_as: answer.metadata.read_as, data: answer.data.slice(0, 2)});
    else expect(answer.error, question).toMatch(/\S/);
  }
  expect(answered).toEqual([]);
});

test("every suggestion is answered", async () => {
  for (const question of Object.values(mustRefuse).flat()) {
    const answer = await answerQuestion(sample.opened, question, sample.context);
    if (answer.success) continue;
    for (const idea of answer.suggestions.filter((text) => !text.startsWith("npm "))) {
      const second = await answerQuestion(sample.opened, idea, sample.context);
      expect({question, idea, error: second.success ? null : second.error}).toEqual({question, idea, error: null});
    }
  }
});
