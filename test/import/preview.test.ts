/** The page's preview beside the import itself: the same figures and the same sentences for every distributor's files. */
import {createHash} from "node:crypto";
import {basename} from "node:path";
import fc from "fast-check";
import {expect, test} from "vitest";
import {previewFile} from "../../src/model/import-preview.js";
import {runSteps} from "../../src/model/statement-preview.js";
import {decodeStatement} from "../../src/model/statement-text.js";
import {mappedLayout, parseMapping, type StatementMapping} from "../../src/model/statement-mapping.js";
import {saveMapping} from "../../loaders/mappings.js";
import type {ImportReport} from "../../loaders/import/report.js";
import {EXAMPLE_LINES, getUsualShape, writeDistrokid} from "../fixtures/distrokid.js";
import {BANDCAMP_ROWS, BUYER_SECRETS, writeBandcamp} from "../fixtures/statements/bandcamp.js";
import {writeBelieve} from "../fixtures/statements/believe.js";
import {writeCdbaby} from "../fixtures/statements/cdbaby.js";
import {writeOrchard} from "../fixtures/statements/orchard.js";
import {writeSymphonic} from "../fixtures/statements/symphonic.js";
import {TOOLOST_ROWS, writeToolost} from "../fixtures/statements/toolost.js";
import {TUNECORE_ROWS, writeTunecore} from "../fixtures/statements/tunecore.js";
import {damage, damaged} from "../fixtures/mutate.js";
import {importPlace} from "./place.js";

const sha256 = (bytes: Uint8Array) => createHash("sha256").update(bytes).digest("hex");
const preview = (name: string, bytes: Buffer, mapping?: StatementMapping) =>
  runSteps(previewFile(name, sha256(bytes), [runSteps(decodeStatement(name, bytes))], {mapped: mapping ? [mappedLayout(mapping)] : []}));

/** The documented keys of `--json`, and the totals by currency. */
const figuresOf = (report: Pick<ImportReport, "file" | "sha256" | "distributor" | "layout" | "lines" | "loaded" | "quarantined" | "total" | "currency" | "usage_months" | "statement_months" | "columns_not_loaded" | "totals">) => {
  const {file, sha256, distributor, layout, lines, loaded, quarantined, total, currency, usage_months, statement_months, columns_not_loaded, totals} = report;
  return {file: basename(file), sha256, distributor, layout, lines, loaded, quarantined, total, currency, usage_months, statement_months, columns_not_loaded, totals};
};
/** What `--json` prints, as a program would read it. */
const printed = (report: ImportReport): ImportReport => JSON.parse(JSON.stringify(report)) as ImportReport;

const dk = (shape: Parameters<typeof getUsualShape>[0]) => writeDistrokid(EXAMPLE_LINES, getUsualShape(shape));
const files: [string, Buffer][] = [
  ["distrokid-15.csv", dk("15")], ["distrokid-13.csv", dk("13")], ["toolost.csv", writeToolost()], ["tunecore.csv", writeTunecore()], ["cdbaby.txt", writeCdbaby()], ["believe.csv", writeBelieve()],
  ["orchard.csv", writeOrchard()], ["symphonic.csv", writeSymphonic()], ["bandcamp.csv", writeBandcamp()],
  ["cp1252.csv", writeToolost([{...TOOLOST_ROWS[0], artist: "Café"}], {encoding: "cp1252", lineEnd: "\r\n"})], ["big-endian.csv", writeTunecore(TUNECORE_ROWS, {encoding: "utf-16be"})],
  ["nul-in-heading.csv", Buffer.from(writeToolost().toString().replace("net_amount", "net_amount\0").replace("gross_amount", "gross"))],
  ["two-marks.csv", Buffer.from(`\ufeff\ufeff${writeTunecore(TUNECORE_ROWS, {quoteAll: true}).toString()}`)],
  ["no-mark.csv", writeTunecore(TUNECORE_ROWS, {encoding: "utf-16be"}).subarray(2)], ["no-mark-le.csv", writeTunecore(TUNECORE_ROWS, {encoding: "utf-16le"}).subarray(2)],
  ["separator.csv", Buffer.concat([Buffer.from("sep=;\r\n"), writeBelieve(undefined, {encoding: "utf-8"})])], ["old.xls", Buffer.from("d0cf11e0a1b11ae10000000000", "hex")],
  ["cr.csv", writeToolost(TOOLOST_ROWS, {lineEnd: "\r", encoding: "utf-8-bom", quoteAll: true})],
  ["wrong-cells.csv", writeToolost([...TOOLOST_ROWS, {...TOOLOST_ROWS[0]}, {...TOOLOST_ROWS[1], transaction_id: "x1", net_amount: "1,234"}, {...TOOLOST_ROWS[1], transaction_id: "x2", net_amount: ""}, {...TOOLOST_ROWS[1], transaction_id: "x3", sale_date: "soon", units: "1.5"}, {...TOOLOST_ROWS[1], transaction_id: ""}])],
  ["two-currencies.csv", writeBandcamp([...BANDCAMP_ROWS, {...BANDCAMP_ROWS[0], currency: "dollars"}, {...BANDCAMP_ROWS[0], currency: ""}])],
  ["long-line.csv", Buffer.concat([writeTunecore(), Buffer.from("too,few\n\n")])],
  ["nearly.csv", Buffer.from(writeTunecore().toString().replace("Total Earned", "Totally Earned"))], ["unknown.csv", Buffer.from("Monat;Shop\n03.2024;x\n")]
];

test.for(files)("%s", async ([name, bytes]) => {
  const report = printed(await importPlace().bring(name, bytes));
  const shown = preview(name, bytes);
  expect(figuresOf(shown)).toEqual(figuresOf(report));
  expect(shown.outcome === "import").toBe(report.status === "imported");
  const sentences = (problems: readonly string[]) => problems.filter((sentence) => / line \d+/.test(sentence)).map((sentence) => sentence.replace(/\. Map them with .*/, ""));
  expect(sentences(shown.problems)).toEqual(sentences(report.problems));
});

test("a mapping previews as it would be imported", async () => {
  const text = Buffer.from("Monat;Shop;Lied;Netto;Stück\n03.2024;Spotify;Café;1.234,5;10\n04.2024;Deezer;Café;0,000001;1\n04.2024;Deezer;Café;bald;1\n");
  const mapping = parseMapping("distributor=kiosk,usage_month=Monat,store=Shop,title=Lied,earnings=Netto,quantity=Stück,currency=EUR") as StatementMapping;
  const here = importPlace();
  saveMapping(here.dataDir, mapping);
  expect(figuresOf(preview("kiosk.csv", text, mapping))).toEqual(figuresOf(printed(await here.bring("kiosk.csv", text))));
});

test("nothing of a buyer is in a preview", () => {
  const shown = JSON.stringify(preview("bandcamp.csv", writeBandcamp([...BANDCAMP_ROWS, {...BANDCAMP_ROWS[0], "net amount": "x"}])));
  expect(BUYER_SECRETS.filter((secret) => shown.includes(secret))).toEqual([]);
});

test("damaged files have the same figures", async () => {
  const good: Buffer[] = files.slice(0, 9).map(([, bytes]) => bytes);
  await fc.assert(fc.asyncProperty(fc.constantFrom(...good), damage, async (bytes, steps) => {
    const bad = damaged(bytes, steps);
    if (!bad.length) return;
    const report = printed(await importPlace().bring("damaged.csv", bad));
    expect(figuresOf(preview("damaged.csv", bad))).toEqual(figuresOf(report));
  }), {numRuns: Number(process.env.LEDGERLINE_PREVIEW_FUZZ ?? 15), endOnFailure: true});
});
