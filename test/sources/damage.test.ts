/** Damaged feeds: whatever happens to a file, every row is accounted for or the file fails with a sentence. */
import {readFileSync, readdirSync} from "node:fs";
import {join} from "node:path";
import fc from "fast-check";
import {expect, test} from "vitest";
import {CURATED} from "../data/sample.js";
import {withFolder} from "./workbench.js";

/** Header and the first rows of each file of the sample besides the statements. */
const files = readdirSync(CURATED).filter((name) => name.endsWith(".csv") && name !== "dk_bank_details.csv").map((name) => [name, readFileSync(join(CURATED, name), "utf8").split("\n").slice(0, 12).join("\n") + "\n"] as const);

const insert = fc.constantFrom("\0", '"', '""', ",", ";", "\t", "\n", "\r\n", "\r", "\ufeff", "é", "-1", "1e400", "All", "99999999999999999999", "2025-02-30", "'", "x".repeat(5000));
/** Cut, repeat or replace at a place given as a share of the text. */
const damage = fc.oneof(
  {weight: 4, arbitrary: fc.tuple(fc.double({min: 0, max: 1, noNaN: true}), fc.nat(3), insert).map(([at, gone, put]) => (text: string) => text.slice(0, at * text.length) + put + text.slice(at * text.length + gone))},
  fc.double({min: 0, max: 1, noNaN: true}).map((at) => (text: string) => text.slice(0, at * text.length)),
  fc.constant((text: string) => text + text)
);

test("rows in = loaded + quarantined + superseded + totals, or a sentence that says why not", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.tuple(fc.nat(files.length - 1), damage), {minLength: 3, maxLength: 10}), async (damages) => {
      const texts = Object.fromEntries(files);
      for (const [i, change] of damages) texts[files[i][0]] = change(texts[files[i][0]]);
      await withFolder(texts, async ({datasets, problems, quarantine}) => {
        for (const {file, file_id, status, rows_in, rows_loaded, rows_quarantined, rows_superseded, rows_left_out} of datasets) {
          if (status === "failed") expect(problems.some((problem) => problem.severity === "fail" && problem.file === file && problem.sentence.startsWith(file))).toBe(true);
          if (status !== "loaded") continue;
          expect([file, rows_loaded + rows_quarantined + rows_superseded + rows_left_out]).toEqual([file, rows_in]);
          expect([file, new Set(quarantine.filter((row) => row.file_id === file_id).map(({line}) => line)).size]).toEqual([file, rows_quarantined]);
          expect([file, rows_loaded >= 0]).toEqual([file, true]);
        }
      });
    }),
    {numRuns: Number(process.env.FUZZ_RUNS ?? 15)}
  );
});
