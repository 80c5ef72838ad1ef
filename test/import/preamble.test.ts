/** Statements with lines above their header or a summary below their lines: read as those without, nothing of them lost or loaded, their totals held against the lines. */
import {writeFileSync} from "node:fs";
import {join} from "node:path";
import {expect, test} from "vitest";
import {readQuality} from "../../loaders/quality/report.js";
import {saveMapping} from "../../loaders/mappings.js";
import {statedTotal} from "../../src/model/own-total.js";
import {mappedLayout, parseMapping, type StatementMapping} from "../../src/model/statement-mapping.js";
import {previewFile} from "../../src/model/import-preview.js";
import {runSteps} from "../../src/model/statement-preview.js";
import {decodeStatement} from "../../src/model/statement-text.js";
import {EXAMPLE_LINES, getUsualShape, writeDistrokid} from "../fixtures/distrokid.js";
import {BUYER_SECRETS, writeBandcamp} from "../fixtures/statements/bandcamp.js";
import {writeBelieve} from "../fixtures/statements/believe.js";
import {TOOLOST_HEADINGS, TOOLOST_ROWS} from "../fixtures/statements/toolost.js";
import {writeTunecore} from "../fixtures/statements/tunecore.js";
import {writeWorkbook} from "../fixtures/workbook.js";
import {query} from "../snapshot/folder.js";
import {importPlace} from "./place.js";

const preview = (bytes: Buffer, mapping?: StatementMapping) => runSteps(previewFile("x.csv", "", [runSteps(decodeStatement("x.csv", bytes))], {mapped: mapping ? [mappedLayout(mapping)] : []}));
/** Sentences of the import that the page has to say too. */
const said = (problems: readonly string[]) => problems.map((sentence) => sentence.replace(/\. Map them with .*/, ""));
const under = (lines: readonly string[], bytes: Buffer, end = "\n") => Buffer.concat([Buffer.from(lines.map((line) => line + end).join("")), bytes]);
const dk = writeDistrokid(EXAMPLE_LINES, getUsualShape("13"));
const withoutMark = (bytes: Buffer) => bytes.subarray(3);

const cases: [string, Buffer, number, string][] = [
  ["one line", under(["Sales report"], writeTunecore()), 1, 'line 1 above the header was skipped: "Sales report"'],
  ["blank lines", under(["", ""], writeTunecore()), 2, "lines 1 to 2 above the header were skipped: blank"],
  ["five lines, padded as Excel writes them", under(["Statement,,,,,", "Account,Own Sound,,,", ",,,", "Period,2024-01,,,", "Generated,2024-02-01,,,"], writeTunecore(undefined, {lineEnd: "\r\n"}), "\r\n"), 5, 'lines 1 to 5 above the header were skipped: "Statement", "Account, Own Sound", "Period, 2024-01", "Generated, 2024-02-01"'],
  ["tabs and bare carriage returns", under(["DistroKid", "Bank details"], Buffer.from(dk.toString("latin1").replace(/\r?\n/g, "\r"), "latin1"), "\r"), 2, 'lines 1 to 2 above the header were skipped: "DistroKid", "Bank details"'],
  ["a byte order mark on the first of them", Buffer.concat([Buffer.from("\ufeffRelevé de ventes\r\nCompte;Own Sound\r\n"), withoutMark(writeBelieve())]), 2, 'lines 1 to 2 above the header were skipped: "Relevé de ventes", "Compte, Own Sound"'],
  ["UTF-16", Buffer.from(`\ufeffSales report\n\n${writeTunecore().toString()}`, "utf16le"), 2, 'lines 1 to 2 above the header were skipped: "Sales report"'],
  ["a repaired text", under(["Sales report"], Buffer.from(`${writeTunecore().toString()}2024-01-01,"open\n`)), 1, 'line 1 above the header was skipped: "Sales report"']
];

test.for(cases)("%s", async ([, bytes, above, note]) => {
  const [plain, report] = [await importPlace().bring("x.csv", bytes.includes("DistroKid") ? dk : bytes.includes("Relevé") ? writeBelieve() : writeTunecore()), await importPlace().bring("x.csv", bytes)];
  expect(report).toMatchObject({status: "imported", distributor: plain.distributor, layout: plain.layout, loaded: plain.loaded, total: plain.total, currency: plain.currency});
  expect(report.lines).toBe(report.loaded + report.quarantined);
  expect(said(report.problems)).toContain(`x.csv: ${note}`);
  for (const sentence of report.problems.filter((text) => text.includes("not closed"))) expect(sentence).toMatch(new RegExp(`^x.csv line ${plain.lines + 2 + above}:`));
  expect(said(preview(bytes).problems)).toEqual(said(report.problems));
  expect(preview(bytes)).toMatchObject({lines: report.lines, loaded: report.loaded, quarantined: report.quarantined, total: report.total});
});

test("a workbook whose table begins below its title", async () => {
  const rows = TOOLOST_ROWS.map((row) => TOOLOST_HEADINGS.map((heading) => row[heading] ?? null));
  const report = await importPlace().bring("x.xlsx", writeWorkbook({Sales: [["Sales report"], [], ["Total earnings", {number: "3.62"}, "USD"], TOOLOST_HEADINGS, ...rows]}));
  expect(report).toMatchObject({status: "imported", lines: 4, loaded: 4, total: "3.617823456789"});
  expect(report.problems).toContain("x.xlsx: its own total on line 3 is USD\u00a03.62, and so is the sum of its lines");
});

test("a total above the lines is held against them, in the import, on the page and in the quality report", async () => {
  const here = importPlace();
  const [right, wrong] = ["15.75", "16.75"].map((total) => under(["Statement of Own Sound", `Total earnings,${total} USD`, ""], writeTunecore()));
  const report = await here.bring("x.csv", right);
  expect(report).toMatchObject({lines: 4, loaded: 4, quarantined: 0, total: "15.7509345"});
  expect(report.problems).toEqual(["x.csv: its own total on line 2 is USD\u00a015.75, and so is the sum of its lines", 'x.csv: lines 1 to 3 above the header were skipped: "Statement of Own Sound", "Total earnings, 15.75 USD"']);
  expect(preview(right).problems).toEqual(report.problems);
  expect((await importPlace().bring("x.csv", wrong)).problems[0]).toBe("x.csv: its own total on line 2 is USD\u00a016.75, but its loaded lines add up to USD\u00a015.7509345 (−USD\u00a00.9990655 off)");
  const snapshot = await here.snapshot();
  expect(await query(snapshot, "select count(*)::integer as lines, min(line)::integer as first from {statement_lines}")).toEqual([{lines: 4, first: 5}]);
  const checks = (await readQuality(snapshot)).datasets.flatMap(({checks}) => checks).filter(({check_id}) => check_id.startsWith("own_total."));
  expect(checks.map(({status, sentence}) => [status, sentence])).toEqual([["healthy", expect.stringContaining("its own total on line 2 is USD\u00a015.75, and so is the sum of its lines.")]]);
});

test("a summary below the lines is kept out as what it is", async () => {
  const bytes = Buffer.concat([writeTunecore(), Buffer.from("\nLines,4\nTotal units,1213\nTotal payable,15.75,USD\n")]);
  const report = await importPlace().bring("x.csv", bytes);
  expect(report).toMatchObject({lines: 7, loaded: 4, quarantined: 3, total: "15.7509345"});
  expect(report.problems).toEqual([
    "x.csv line 7: the line has 2 of 21 columns: cut off? (and 1 more)", "x.csv line 9: found \"15.75\", is the statement's own total in USD: it repeats the lines and is none of them",
    "x.csv: its own total on line 9 is USD\u00a015.75, and so is the sum of its lines"
  ]);
  expect(preview(bytes).problems).toEqual(report.problems);
});

test("a total in a currency that no line has says nothing about them", async () => {
  const report = await importPlace().bring("x.csv", under(["Total payable,14.20 EUR"], writeTunecore()));
  expect(report.problems).toEqual(['x.csv: line 1 above the header was skipped: "Total payable, 14.20 EUR"']);
});

test("lines of a table above a header are never skipped", async () => {
  const text = writeTunecore().toString();
  const glued = Buffer.from(text.replace("Sales Period", "S").replace("Store Name", "X").replace("Total Earned", "Y").replace("Posted Date", "Z") + text);
  const report = await importPlace().bring("x.csv", glued);
  expect([report.status, report.problems]).toEqual(["refused", [expect.stringMatching(/^x\.csv line 1: no known statement has these columns/)]]);
  expect(said(preview(glued).problems)).toEqual(said(report.problems));
});

test("a header below other lines that lacks a column is refused by its own line", async () => {
  const bytes = under(["Sales report", ""], Buffer.from(writeTunecore().toString().replace("Total Earned", "Totally Earned")));
  expect((await importPlace().bring("x.csv", bytes)).problems).toEqual(['x.csv line 3: looks like TuneCore, but column "Total Earned" is missing']);
  expect(preview(bytes).problems).toEqual(['x.csv line 3: looks like TuneCore, but column "Total Earned" is missing']);
});

test("nothing of a person above Bandcamp's header is shown", async () => {
  const bytes = Buffer.from(`\ufeffRaw sales report\n${BUYER_SECRETS[0]}\n${writeBandcamp().subarray(2).toString("utf16le")}`, "utf16le");
  const report = await importPlace().bring("x.csv", bytes);
  expect(report.problems).toContain("x.csv: lines 1 to 2 above the header were skipped: not shown, they may hold personal data");
  expect(JSON.stringify([report, preview(bytes)])).not.toContain(BUYER_SECRETS[0]);
});

test("nothing of a person is shown where the header is missing", async () => {
  const text = writeBandcamp().subarray(2).toString("utf16le");
  const bytes = Buffer.from(`\ufeff${text.slice(text.indexOf("\n") + 1)}`, "utf16le");
  const here = importPlace();
  const report = await here.bring("x.csv", bytes);
  expect(report.problems).toEqual([expect.stringMatching(/^x\.csv line 1: no known statement has these columns; found a line of \d+ cells that are no headings \(not shown\)/)]);
  expect(said(preview(bytes).problems)).toEqual(said(report.problems));
  writeFileSync(join(here.dataDir, "x.csv"), bytes);
  const {manifest} = await here.snapshot();
  for (const secret of BUYER_SECRETS) expect(JSON.stringify([report, preview(bytes).problems, manifest])).not.toContain(secret);
});

test("the folder's own layouts have headers below other lines too", async () => {
  const mapping = parseMapping("distributor=kiosk,usage_month=Monat,store=Shop,earnings=Netto,currency=EUR,decimal_mark=comma") as StatementMapping;
  const here = importPlace();
  saveMapping(here.dataDir, mapping);
  const bytes = Buffer.from("Abrechnung\nSumme: 1.234,51 EUR\nMonat;Shop;Netto\n03.2024;Spotify;1.234,5\n04.2024;Deezer;0,01\n");
  const report = await here.bring("x.csv", bytes);
  expect(report).toMatchObject({status: "imported", distributor: "kiosk", lines: 2, total: "1234.51"});
  expect(report.problems[0]).toBe("x.csv: its own total on line 2 is EUR\u00a01,234.51, and so is the sum of its lines");
  expect(preview(bytes, mapping).problems).toEqual(report.problems);
  await here.snapshot();
});

test("what states a total, and what does not", () => {
  const total = (line: string, delimiter = ",") => statedTotal(line, delimiter);
  for (const line of ["Total earnings,123.45 EUR", "Total earnings,123.45,EUR", "Total (EUR),123.45", "Total: EUR 123.45", "Net payable,€123.45", "Sum;;123,45;EUR", '"Total earnings: 123.45 EUR",,,', "Total in EUR,123.45"])
    expect([line, total(line, line.includes(";") ? ";" : ",")]).toEqual([line, {total: "123.45", currency: "EUR"}]);
  expect(total("Total payable;1.234.567,80;", ";")).toEqual({total: "1234567.8", currency: null});
  expect(total('Total,"1,234.50"')).toEqual({total: "1234.5", currency: null});
  expect(total("Total earned,(3.50) USD")).toEqual({total: "-3.5", currency: "USD"});
  for (const line of ["Total,3", "Total,1.234", "Total units,123.45", "Subtotal,1.50", "Total,1.50,2.50", "Total,1.50,note", "Totally,1.50", "Total tax,1.50", "Total,1.50,EUR,USD", "Balance,1.50", "1.50", "Total", "Total,1\r2", "Total,1\u20282.50"]) expect([line, total(line)]).toEqual([line, null]);
});
