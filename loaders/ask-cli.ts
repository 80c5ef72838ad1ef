/** `npm run -s ask -- "revenue by distributor for July 2025"`: one question, answered with the envelope and nothing else. `--snapshot DIR` answers from that folder. Exits 1 when it is refused. */
import {parseArgs} from "node:util";
import type {Envelope} from "../src/model/envelope.js";
import {answerQuestion, askContextOf} from "./answers/ask.js";
import {failure, findSnapshot} from "./answers/find.js";
import {openAnswers} from "./answers/open.js";

async function answer(): Promise<Envelope> {
  const {values, positionals} = parseArgs({options: {snapshot: {type: "string"}}, allowPositionals: true});
  const question = positionals.join(" ").trim();
  if (!question) return {success: false, error: "no question", suggestions: ["npm run -s ask -- \"revenue by distributor for July 2025\"", "add --snapshot DIR to ask another snapshot folder"]};
  const opened = await openAnswers(await findSnapshot(values.snapshot));
  try {
    return await answerQuestion(opened, question, await askContextOf(opened));
  } finally {
    opened.close();
  }
}

const envelope = await answer().catch(failure);
console.log(JSON.stringify(envelope, null, 1));
if (!envelope.success) process.exitCode = 1;
