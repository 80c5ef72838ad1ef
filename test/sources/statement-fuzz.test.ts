/**
 * Damaged statements through the loaders: no crash, no silent loss. `npm test` damages about a hundred files;
 * LEDGERLINE_FUZZ=100000 damages as many as you like (some hours), LEDGERLINE_FUZZ_LOG=1 prints each.
 */
import {appendFileSync, mkdtempSync, rmSync, writeFileSync} from "node:fs";
import {tmpdir} from "node:os";
import {join} from "node:path";
import fc from "fast-check";
import {expect, test} from "vitest";
import {recordStarts, splitRecord} from "../../loaders/csv-layout.js";
import {openDatabase} from "../../loaders/duckdb.js";
import {readInputs} from "../../loaders/inputs.js";
import {loadInputs} from "../../loaders/sources/load.js";
import {sourceOf} from "../../loaders/sources/index.js";
import {decimalMark, plainAmount, sumAmounts} from "../../src/model/statement-amounts.js";
import {findColumns} from "../../src/model/recognise-statement.js";
import type {DistributorId} from "../../src/model/statement-fields.js";
import {statementLayouts} from "../../src/model/statement-layouts.js";
import {EXAMPLE_LINES, getUsualShape, writeDistrokid} from "../fixtures/distrokid.js";
import {type Damage, damage, damaged} from "../fixtures/mutate.js";
import {writeBandcamp} from "../fixtures/statements/bandcamp.js";
import {writeBelieve} from "../fixtures/statements/believe.js";
import {writeCdbaby} from "../fixtures/statements/cdbaby.js";
import {writeOrchard} from "../fixtures/statements/orchard.js";
import {writeSymphonic} from "../fixtures/statements/symphonic.js";
import {writeToolost} from "../fixtures/statements/toolost.js";
import {writeTunecore} from "../fixtures/statements/tunecore.js";
import {type LoadedFolder, withFolder} from "./workbench.js";

const FILES = Number(process.env.LEDGERLINE_FUZZ ?? 96);
/** Files of one folder: a database for each would take most of the time. */
const BATCH = 16;

const good: Record<DistributorId, Buffer> = {
  distrokid: writeDistrokid(EXAMPLE_LINES, getUsualShape("15")), toolost: writeToolost(), tunecore: writeTunecore(), cdbaby: writeCdbaby(), believe: writeBelieve(),
  orchard: writeOrchard(), symphonic: writeSymphonic(), bandcamp: writeBandcamp()
};
const distributors = Object.keys(good) as DistributorId[];

interface Case {
  distributor: DistributorId;
  steps: Damage;
}

/** Plain text of the loaded lines' amounts, read again without DuckDB; null where a quote makes the line hard to split. */
function amountsOf(distributor: DistributorId, text: Buffer, header: string[], delimiter: "," | "\t" | ";", loaded: ReadonlySet<number>): Map<number, string | null> {
  const position = findColumns(statementLayouts[distributor], header).get("earnings")!;
  const lines = text.toString("utf8").split("\n");
  const cells = recordStarts(text, delimiter).slice(1).map(({line}) => [line, lines[line - 1].includes('"') ? null : (splitRecord(lines[line - 1].replace(/\r$/, ""), delimiter)[position] ?? "")] as const);
  const mark = distributor === "distrokid" ? "point" : decimalMark(cells.flatMap(([, cell]) => (cell ? [cell] : [])), statementLayouts[distributor].decimalMark);
  return new Map(cells.filter(([line]) => loaded.has(line)).map(([line, cell]) => [line, cell === null ? null : plainAmount(cell, mark)]));
}

async function checkFolder({datasets, problems, rows, quarantine}: LoadedFolder, inputs: {name: string; text: Buffer; header: string[]; delimiter: "," | "\t" | ";"; distributor: DistributorId}[]): Promise<void> {
  for (const {name, text, header, delimiter, distributor} of inputs) {
    const dataset = datasets.find(({file}) => file === name)!;
    if (dataset.status === "failed") {
      expect(problems.filter(({file, severity, sentence}) => file === name && severity === "fail" && sentence.includes(name))).not.toEqual([]);
      continue;
    }
    if (dataset.status !== "loaded") continue;
    const records = recordStarts(text, delimiter).slice(1);
    // Read line by line, an open quote swallows nothing.
    expect([name, dataset.note ? Math.max(dataset.rows_in, records.length) : records.length]).toEqual([name, dataset.rows_in]);
    expect(dataset.rows_in).toBe(dataset.rows_loaded + dataset.rows_quarantined);
    const lines = await rows(`select line::integer as line, earnings from staged_lines where file_id = '${dataset.file_id}'`);
    const out = quarantine.filter(({file}) => file === name);
    expect([name, lines.length, new Set(out.map(({line}) => Number(line))).size]).toEqual([name, dataset.rows_loaded, dataset.rows_quarantined]);
    expect(out.filter(({reason, line}) => !reason || Number(line) < 2)).toEqual([]);
    if (out.length) expect(problems.some(({file, line, sentence}) => file === name && line! >= 2 && sentence.startsWith(`${name} line `))).toBe(true);
    if (distributor !== sourceOf({name, header})?.feed.replace("_statements", "")) continue;
    const again = amountsOf(distributor, text, header, delimiter, new Set(lines.map(({line}) => line as number)));
    const sure = lines.filter(({line}) => again.get(line) !== null);
    expect([name, sumAmounts(sure.map(({earnings}) => earnings))]).toEqual([name, sumAmounts(sure.map(({line}) => again.get(line) ?? `no line ${line}`))]);
  }
}

const cases = fc.array(fc.record({distributor: fc.constantFrom(...distributors), steps: damage}), {minLength: BATCH, maxLength: BATCH});

test(`${FILES} damaged statements: every row loaded or in quarantine, totals exact, a message with file and line`, async () => {
  await fc.assert(
    fc.asyncProperty(cases, async (batch: Case[]) => {
      const files = Object.fromEntries(batch.map(({distributor, steps}, i) => [`${i}-${distributor}.csv`, damaged(good[distributor], steps)]));
      if (process.env.LEDGERLINE_FUZZ_LOG) console.log(Object.keys(files).map((name, i) => `${name} ${JSON.stringify(batch[i].steps)}`).join("\n"));
      await withFolder(files, async (folder) => {
        const inputs = folder.inputs.map((input) => ({...input, distributor: input.name.replace(/^\d+-|\.csv$/g, "") as DistributorId}));
        expect(inputs).toHaveLength(BATCH);
        await checkFolder(folder, inputs);
      });
    }),
    {numRuns: Math.ceil(FILES / BATCH), endOnFailure: true}
  );
}, 20_000 + FILES * 200);

test.for(distributors)("%s with its columns in another order loads the same lines", async (distributor) => {
  const text = good[distributor];
  const decoded = distributor === "bandcamp" ? text.toString("utf16le").replace("\ufeff", "") : text.toString("utf8").replace("\ufeff", "");
  const delimiter = ({distrokid: "\t", cdbaby: "\t", believe: ";", orchard: ";"} as Record<string, string>)[distributor] ?? ",";
  const table = decoded.trim().split(/\r?\n/).map((line) => splitRecord(line, delimiter));
  const order = [...table[0].keys()].reverse();
  const swapped = table.map((row) => order.map((at) => `"${row[at].replaceAll('"', '""')}"`).join(delimiter)).join("\n");
  const sql = "select distributor, currency, usage_month, store, title, sum(earnings) as total, sum(quantity)::integer as units, count(*)::integer as lines from staged_lines group by all order by all";
  const [before, after] = [await withFolder({"a.csv": text}, ({rows}) => rows(sql)), await withFolder({"a.csv": swapped}, ({rows}) => rows(sql))];
  expect(before.length).toBeGreaterThan(0);
  expect(after).toEqual(before);
});

test("a file that changes while it is read fails with a sentence, and nothing of it is believed", async () => {
  const dir = mkdtempSync(join(tmpdir(), "ledgerline-"));
  const db = await openDatabase();
  try {
    for (const [name, bytes] of [["tc.csv", writeTunecore()], ["dk.csv", good.distrokid]] as const) writeFileSync(join(dir, name), bytes);
    const inputs = [...(await readInputs(dir, "tc.csv", join(dir, ".work"))), ...(await readInputs(dir, "dk.csv", join(dir, ".work")))];
    for (const name of ["tc.csv", "dk.csv"]) appendFileSync(join(dir, name), "one more line\n");
    const {datasets, problems} = await loadInputs(db, inputs, () => {});
    expect(datasets.map(({status}) => status)).toEqual(["failed", "failed"]);
    expect(problems.map(({severity, sentence}) => [severity, sentence])).toEqual(["tc.csv", "dk.csv"].map((name) => ["fail", `${name} changed while it was read: run this again when it is complete`]));
  } finally {
    db.close();
    rmSync(dir, {recursive: true, force: true});
  }
});

test("a folder named like a CSV is walked, not read", async () => {
  await withFolder({"x.csv/toolost.csv": writeToolost()}, async ({datasets}) => expect(datasets.map(({file, rows_loaded}) => [file, rows_loaded])).toEqual([["x.csv/toolost.csv", 4]]));
});
