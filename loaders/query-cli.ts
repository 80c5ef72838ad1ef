/** `npm run -s query -- '{…request…}'`: one request to the metric catalog, answered with the envelope and nothing else. `--snapshot DIR` answers from that folder. Exits 1 when it is refused. */
import {parseArgs} from "node:util";
import type {Envelope} from "../src/model/envelope.js";
import {answerRequest} from "./answers/answer.js";
import {failure, findSnapshot} from "./answers/find.js";
import {openAnswers} from "./answers/open.js";

const usage = (error: string): Envelope => ({success: false, error, suggestions: ["npm run -s query -- '{\"metrics\": [\"total_revenue\"], \"dimensions\": [\"distributor\"]}'", "add --snapshot DIR to answer from another snapshot folder"]});

function readRequest(words: readonly string[]): {request: unknown} | {refusal: Envelope} {
  if (words.length !== 1) return {refusal: usage(`one request expected as JSON: ${words.length} found`)};
  try {
    return {request: JSON.parse(words[0])};
  } catch (error) {
    return {refusal: usage(`request is no JSON: ${(error as Error).message}`)};
  }
}

async function answer(): Promise<Envelope> {
  const {values, positionals} = parseArgs({options: {snapshot: {type: "string"}}, allowPositionals: true});
  const read = readRequest(positionals);
  if ("refusal" in read) return read.refusal;
  const opened = await openAnswers(await findSnapshot(values.snapshot));
  try {
    return await answerRequest(opened, read.request);
  } finally {
    opened.close();
  }
}

const envelope = await answer().catch(failure);
console.log(JSON.stringify(envelope, null, 1));
if (!envelope.success) process.exitCode = 1;
