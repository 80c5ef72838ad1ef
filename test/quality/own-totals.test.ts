/** A statement's own total against its lines: recognised as none of them, compared exactly, and said where there is none. */
import {expect, test} from "vitest";
import fc from "fast-check";
import {readQuality, reportLines} from "../../loaders/quality/report.js";
import {isSameTotal, namesTotal, ownTotalDifference} from "../../src/model/own-total.js";
import {attoText, sumAmounts} from "../../src/model/statement-amounts.js";
import {EXAMPLE_LINES, getUsualShape, writeDistrokid} from "../fixtures/distrokid.js";
import {BANDCAMP_ROWS, writeBandcamp} from "../fixtures/statements/bandcamp.js";
import {BELIEVE_ROWS, writeBelieve} from "../fixtures/statements/believe.js";
import {TUNECORE_ROWS, writeTunecore} from "../fixtures/statements/tunecore.js";
import {importPlace} from "../import/place.js";
import {place, query} from "../snapshot/folder.js";

async function totals(files: Record<string, Buffer | string>) {
  const here = place();
  for (const [name, content] of Object.entries(files)) here.write(name, content);
  const snapshot = await here.build("2024-06-01");
  const report = await readQuality(snapshot);
  const checks = report.datasets.flatMap(({checks}) => checks).filter(({check_id}) => check_id.startsWith("own_total"));
  return {snapshot, report, lines: reportLines(report, snapshot.manifest), checks: checks.map(({dataset, check_id, status, value, sentence}) => ({dataset, check_id, status, value, sentence}))};
}

test("a total that the lines add up to, with decimal commas and rounded to cents; the row is no line and nothing is wrong with it", async () => {
  const {checks, report, snapshot} = await totals({"believe.csv": writeBelieve([...BELIEVE_ROWS, {"Reporting month": "Total", "Net Revenue": "1.234,07"}])});
  expect(checks).toEqual([{dataset: "believe_statements", check_id: "own_total.believe.csv EUR", status: "healthy", value: expect.closeTo(0.000078, 5), sentence: "Believe statements: believe.csv: its own total on line 5 is EUR\u00a01,234.07, and so is the sum of its lines."}]);
  expect(await query(snapshot, "select column_name, value, reason from {quarantine}")).toEqual([{column_name: "Net Revenue", value: "1234.07", reason: "is the statement's own total: it repeats the lines and is none of them"}]);
  expect(report.datasets.find(({dataset}) => dataset === "believe_statements")).toMatchObject({validity_score: 100, consistency_score: 100});
});

test("lines that are missing are said with how much, and how many rows are in quarantine", async () => {
  const rows = [TUNECORE_ROWS[0], {...TUNECORE_ROWS[1], "Total Earned": "n/a"}, ...TUNECORE_ROWS.slice(2), {Artist: "Grand Total", "Total Earned": "15.7509345", Currency: "USD"}];
  const {checks, report} = await totals({"tc.csv": writeTunecore(rows)});
  expect(checks).toEqual([{
    dataset: "tunecore_statements", check_id: "own_total.tc.csv USD", status: "failing", value: expect.closeTo(93.65, 2),
    sentence: "TuneCore statements: tc.csv: its own total on line 6 is USD\u00a015.7509345, but its loaded lines add up to USD\u00a00.9997 (−USD\u00a014.7512345 off). 1 row of it is in quarantine."
  }]);
  expect(report.datasets[0]).toMatchObject({consistency_score: 0, status: "failing"});
});

test("a total for each currency; one that names none cannot be compared", async () => {
  const {checks} = await totals({"bc.csv": writeBandcamp([...BANDCAMP_ROWS, {"item name": "Total", currency: "USD", "net amount": "6.26"}, {"item name": "Total", currency: "GBP", "net amount": "3.19"}, {"item name": "Total", "net amount": "9.46"}])});
  expect(checks.map(({check_id, status, sentence}) => [check_id, status, sentence])).toEqual([
    ["own_total.bc.csv", "healthy", "Bandcamp statements: bc.csv: its own total on line 8 is 9.46, which names no currency while its lines have several: it cannot be compared."],
    ["own_total.bc.csv GBP", "failing", "Bandcamp statements: bc.csv: its own total on line 7 is GBP\u00a03.19, but its loaded lines add up to GBP\u00a03.20 (GBP\u00a00.01 off). 1 row of it is in quarantine."],
    ["own_total.bc.csv USD", "healthy", "Bandcamp statements: bc.csv: its own total on line 6 is USD\u00a06.26, and so is the sum of its lines."]
  ]);
});

test("files without a total say so, and count for nothing; npm run quality prints it", async () => {
  const {checks, report, lines} = await totals({"dk.csv": writeDistrokid(EXAMPLE_LINES, getUsualShape("15"))});
  expect(checks).toEqual([{dataset: "distrokid_statements", check_id: "own_total", status: "healthy", value: null, sentence: "DistroKid statements: 1 file (dk.csv) prints no total of its own, and payouts.csv has no deposit that names its statements, so there is nothing to compare with."}]);
  expect(report.datasets.find(({dataset}) => dataset === "distrokid_statements")?.consistency_score).toBe(null);
  expect(lines.slice(lines.indexOf("Statements against their own totals:")).slice(0, 2)).toEqual(["Statements against their own totals:", `  ${checks[0].sentence}`]);
});

test("an import names the total as what it is", async () => {
  const report = await importPlace().bring("tc.csv", writeTunecore([...TUNECORE_ROWS, {Artist: "Totals:", "Total Earned": "15.75"}]));
  expect(report).toMatchObject({lines: 5, loaded: 4, quarantined: 1, total: "15.7509345"});
  expect(report.problems).toEqual(['tc.csv line 6, column "Total Earned": found "15.75", is the statement\'s own total: it repeats the lines and is none of them', "tc.csv: its own total on line 6 is USD\u00a015.75, and so is the sum of its lines"]);
});

test("what names a total, and what does not", () => {
  for (const text of ["Total", "TOTALS", "Grand total:", "Total (EUR)", "Total USD", "Gesamtsumme", "Total général", "Итого"]) expect([text, namesTotal(`a;${text};1`, ";")]).toEqual([text, true]);
  for (const text of ["Totally", "Subtotal", "Total Eclipse of the Heart", "The Total", "", "Sum 41"]) expect([text, namesTotal(`a;${text};1`, ";")]).toEqual([text, false]);
});

test("a sum agrees with its own rounding to cents or finer, and with nothing a cent away", () => {
  fc.assert(fc.property(fc.bigInt(-(10n ** 27n), 10n ** 27n), fc.integer({min: 2, max: 12}), (atto, decimals) => {
    const step = 10n ** BigInt(18 - decimals);
    const half = atto < 0n ? -(step / 2n) : step / 2n;
    const total = attoText(((atto + half) / step) * step);
    expect(isSameTotal(total, attoText(atto))).toBe(true);
    expect(isSameTotal(sumAmounts([total, "0.01"]), attoText(atto))).toBe(false);
    expect(sumAmounts([total, ownTotalDifference(total, attoText(atto))])).toBe(attoText(atto));
  }));
});
