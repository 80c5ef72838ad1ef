/**
 * Damaged statements through the page's own reading (recogniser, records, amounts): no crash, and every line is loaded or rejected with
 * its place and reason. `npm test` reads 1,500; LEDGERLINE_FUZZ=100000 reads as many as you like (minutes); the seed is printed. Totals are
 * held against an independent reader in `test/sources/statement-fuzz.test.ts`, where every file is previewed as well.
 */
import fc from "fast-check";
import {expect, test} from "vitest";
import {runSteps, previewText} from "../../src/model/statement-preview.js";
import {firstLines, headOf} from "../../src/model/statement-preamble.js";
import {decodeStatement} from "../../src/model/statement-text.js";
import {damagedStatement, fuzzSeed, statementCase} from "../fixtures/statement-cases.js";

const FILES = Number(process.env.LEDGERLINE_FUZZ ?? 1500);
const seed = fuzzSeed();

test(`${FILES} damaged statements are previewed (seed ${seed})`, () => {
  const seen = {recognised: 0, refused: 0, unknown: 0, quarantined: 0};
  fc.assert(fc.property(statementCase, (one) => {
    const input = runSteps(decodeStatement(`${one.distributor}.csv`, damagedStatement(one)));
    const shown = runSteps(previewText(input));
    ++seen[shown.status];
    seen.quarantined += shown.quarantined;
    if (shown.status !== "recognised") return void expect(shown.problems).toEqual([expect.stringMatching(/^\w+\.csv line \d+: ./)]);
    expect(shown.lines).toBe(shown.loaded + shown.quarantined);
    // A record is at least one line that is not blank; only a line break within quotes makes it more.
    const filled = input.text.split("\n").slice(headOf(firstLines(input.text)).headerLine).filter((line) => line.replace(/\r$/, "") !== "").length;
    if (!input.text.includes('"')) expect(shown.lines).toBe(filled);
    else expect(shown.lines).toBeLessThanOrEqual(filled);
    if (shown.quarantined) expect(shown.problems.some((sentence) => /^\w+\.csv line \d+[,:] ?./.test(sentence))).toBe(true);
    for (const {line, reason} of shown.rejects) expect([line >= 2, reason.length > 5]).toEqual([true, true]);
  }), {numRuns: FILES, seed});
  console.log(`${FILES} damaged statements previewed, seed ${seed}: ${JSON.stringify(seen)}`);
  expect(seen.recognised).toBeGreaterThan(FILES / 4);
  expect(seen.quarantined).toBeGreaterThan(FILES / 10);
}, 60_000 + FILES * 10);
