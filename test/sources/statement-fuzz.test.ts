/**
 * Damaged statements through the loaders, each beside the page's preview: no crash, no silent loss, totals as an independent
 * reader finds them. `npm test` damages a few hundred files and some thousand lines; as many as you like:
 * `LEDGERLINE_FUZZ=100000 nice -n 19 npx vitest run test/sources/statement-fuzz.test.ts` (about 25 ms of CPU each);
 * LEDGERLINE_FUZZ_SEED repeats a run.
 */
import fc from "fast-check";
import {expect, test} from "vitest";
import {runSteps, previewText} from "../../src/model/statement-preview.js";
import {decodeStatement} from "../../src/model/statement-text.js";
import {damagedStatement, fuzzSeed, longCase, type StatementCase, statementCase} from "../fixtures/statement-cases.js";
import {type Checked, complaints} from "./fuzz-checks.js";
import {withFolder} from "./workbench.js";

const FILES = Number(process.env.LEDGERLINE_FUZZ ?? 192);
/** Hundreds of lines each. */
const LONG_FILES = Math.max(8, Math.round(FILES / 256));
/** Files of one folder: a database for each would take most of the time. */
const BATCH = 64;
const seed = fuzzSeed();

const nameOf = ({distributor, shape}: StatementCase, i: number): string =>
  distributor === "distrokid" && shape % 5 === 0 ? `${String(i).padStart(3, "0")}/dk_bank_details.csv` : `${String(i).padStart(3, "0")}-${distributor}.csv`;

/** What is wrong with a batch, and how many rows and amounts were looked at. */
async function checkBatch(batch: readonly StatementCase[]): Promise<Checked> {
  const bytes = batch.map(damagedStatement);
  const named = batch.map((one, i) => [nameOf(one, i), bytes[i]] as const);
  const files = Object.fromEntries(named.filter(([, content], i) => named.findIndex(([, other]) => other.equals(content)) === i)); // a file twice is another test
  return withFolder(files, async (folder) => {
    const known = new Map<string, Map<string, string>>();
    const previews = folder.inputs.map(({name}) => {
      const content = files[name];
      const text = runSteps(decodeStatement(name, content));
      return content.length ? {text, shown: runSteps(previewText(text, {known}))} : null;
    });
    return complaints(folder, previews);
  }, {threads: "1"});
}

/** A failing batch, one file at a time: which case it was. */
async function blame(batch: readonly StatementCase[]): Promise<string[]> {
  const found: string[] = [];
  for (const one of batch) {
    const wrong = await checkBatch([one]).then(({problems}) => problems, (error: Error) => [`crash: ${error.message.split("\n")[0]}`]);
    if (wrong.length) found.push(`${JSON.stringify(one)}\n  ${wrong.join("\n  ")}`);
  }
  return found;
}

/** Runs all cases; what is wrong with any, and what was looked at. */
async function run(cases: readonly StatementCase[], batchSize: number): Promise<{found: string[]; sums: Required<Checked["sums"]>}> {
  const sums = {files: 0, rows: 0, quarantined: 0, failed: 0, amounts: 0};
  const found: string[] = [];
  for (let at = 0; at < cases.length && found.length < 20; at += batchSize) {
    const batch = cases.slice(at, at + batchSize);
    const checked = await checkBatch(batch).catch((error: Error): Checked => ({problems: [`crash: ${error.message.split("\n")[0]}`], sums: {}}));
    for (const [key, count] of Object.entries(checked.sums)) sums[key as keyof typeof sums] += count;
    if ((at / batchSize) % 50 === 49) console.log(`seed ${seed}, so far: ${JSON.stringify(sums)}`); // a long run that is stopped has said what it has seen
    if (checked.problems.length) found.push(...checked.problems, ...(await blame(batch)));
  }
  console.log(`seed ${seed}: ${JSON.stringify(sums)}`);
  return {found, sums};
}

/** A carriage return at the very end, a space before a quote, a last byte that begins no character, a quote that the header leaves open, a header on a last line that does not end, and a heading twice in DistroKid's file: the page and the loaders once disagreed on them. */
const once: StatementCase[] = [
  {distributor: "cdbaby", times: 1, shape: 833, steps: [{mutation: "a lost byte", share: 0.998, pick: 192}, {mutation: "a byte order mark before a line", share: 0.1, pick: 175}]},
  {distributor: "tunecore", times: 6, shape: 718, steps: [{mutation: "another cell", share: 0.985, pick: 22}, {mutation: "a line again", share: 0.93, pick: 187}]},
  {distributor: "believe", times: 1, shape: 290, steps: [{mutation: "a wrong byte", share: 0.998, pick: 249}, {mutation: "wrong delimiter in the header", share: 0.997, pick: 169}]},
  {distributor: "bandcamp", times: 2, shape: 677, steps: [{mutation: "another cell in every line", share: 0.251, pick: 186}, {mutation: "a quote", share: 0.165, pick: 56}, {mutation: "a summary below the lines", share: 0.204, pick: 105}]},
  {distributor: "orchard", times: 1, shape: 0, steps: [{mutation: "bare carriage returns", share: 0.894, pick: 196}, {mutation: "a wrong byte", share: 0.006, pick: 10}]},
  {distributor: "distrokid", times: 2, shape: 950, steps: [{mutation: "header twice", share: 0.5, pick: 80}, {mutation: "every line in its own way", share: 0.286, pick: 119}, {mutation: "a heading twice", share: 0.616, pick: 205}]}
];

test("what once went wrong", async () => {
  expect((await run(once, BATCH)).found.join("\n")).toBe("");
}, 60_000);

test(`${FILES} damaged statements are loaded as they are previewed (seed ${seed})`, async () => {
  const {found, sums} = await run(fc.sample(statementCase, {numRuns: FILES, seed}), BATCH);
  expect(found.join("\n")).toBe("");
  expect(sums.amounts).toBeGreaterThan(sums.files / 2);
}, 60_000 + FILES * 2000);

test(`${LONG_FILES} statements of which every line is damaged are loaded as they are previewed (seed ${seed})`, async () => {
  const {found, sums} = await run(fc.sample(longCase, {numRuns: LONG_FILES, seed}), 8);
  expect(found.join("\n")).toBe("");
  expect(sums.rows).toBeGreaterThan(LONG_FILES * 150);
}, 60_000 + LONG_FILES * 60_000);
