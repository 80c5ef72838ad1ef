import {spawnSync} from "node:child_process";
import {createHash} from "node:crypto";
import {appendFileSync, mkdirSync, readFileSync, writeFileSync} from "node:fs";
import {join} from "node:path";
import {describe, expect, test} from "vitest";
import {sumAmounts} from "../../src/model/statement-amounts.js";
import {importFile} from "../../loaders/import/import-file.js";
import {saveMapping} from "../../loaders/mappings.js";
import {parseMapping, type StatementMapping} from "../../src/model/statement-mapping.js";
import {EXAMPLE_LINES, getUsualShape, writeDistrokid} from "../fixtures/distrokid.js";
import {writeBandcamp} from "../fixtures/statements/bandcamp.js";
import {writeBelieve} from "../fixtures/statements/believe.js";
import {writeCdbaby} from "../fixtures/statements/cdbaby.js";
import {writeOrchard} from "../fixtures/statements/orchard.js";
import {writeSymphonic} from "../fixtures/statements/symphonic.js";
import {TOOLOST_HEADINGS, TOOLOST_ROWS, writeToolost} from "../fixtures/statements/toolost.js";
import {TUNECORE_HEADINGS, TUNECORE_ROWS, writeTunecore} from "../fixtures/statements/tunecore.js";
import {writeWorkbook, writeZip} from "../fixtures/workbook.js";
import {query} from "../snapshot/folder.js";
import {importPlace} from "./place.js";

const sha256 = (bytes: Buffer | string) => createHash("sha256").update(bytes).digest("hex");

describe("what an import says and keeps", () => {
  test.for([
    ["distrokid", writeDistrokid(EXAMPLE_LINES, getUsualShape("15")), "DistroKid 15 columns", "USD", sumAmounts(EXAMPLE_LINES.map(({earnings}) => earnings))],
    ["toolost", writeToolost(), "TooLost 21 columns", "USD", "3.617823456789"],
    ["tunecore", writeTunecore(), "TuneCore 21 columns", "USD", "15.7509345"],
    ["cdbaby", writeCdbaby(), "CD Baby 14 columns", "USD", "0.62310125"],
    ["believe", writeBelieve(), "Believe 21 columns", "EUR", "1234.069034567"],
    ["orchard", writeOrchard(), "The Orchard 20 columns", "EUR", "12.7580660001"],
    ["symphonic", writeSymphonic(), "Symphonic 19 columns", "USD", "4.2223456789012"]
  ] as const)("%s", async ([distributor, bytes, layout, currency, total]) => {
    const here = importPlace();
    const report = await here.bring("export.csv", bytes);
    expect(report).toMatchObject({sha256: sha256(bytes), distributor, layout, currency, total, status: "imported", stored: `statements/${distributor}/${sha256(bytes).slice(0, 12)}-export.csv`});
    expect(report.lines).toBe(report.loaded + report.quarantined);
    expect(readFileSync(join(here.dataDir, report.stored!))).toEqual(bytes);
    const {dir, manifest} = await here.snapshot();
    const [row] = await query({dir}, "select distributor, sum(earnings) as total, count(*)::integer as lines from {statement_lines} group by all");
    expect([row.distributor, row.lines, sumAmounts([row.total])]).toEqual([distributor, report.loaded, total]);
    expect(manifest.tables.find(({name}) => name === "payments")!.rows).toBeGreaterThan(0);
  });

  test("Bandcamp: each currency on its own, in every table", async () => {
    const here = importPlace();
    const report = await here.bring("bandcamp.csv", writeBandcamp());
    expect(report).toMatchObject({total: null, currency: "GBP, USD", totals: [{currency: "GBP", total: "3.2"}, {currency: "USD", total: "6.26"}], usage_months: ["2026-04", "2026-05"], quarantined: 1});
    const {dir, manifest} = await here.snapshot();
    for (const table of ["statement_lines", "monthly_revenue", "arrivals", "kpi_monthly"])
      expect([table, await query({dir}, `select currency, sum(earnings)::double as total from {${table}} group by currency order by currency`)]).toEqual([table, [{currency: "GBP", total: 3.2}, {currency: "USD", total: 6.26}]]);
    expect(manifest.problems.map(({sentence}) => sentence).filter((sentence) => /GBP, USD/.test(sentence))).toHaveLength(1);
  });

  test("the same file twice changes nothing, under any name and in an archive", async () => {
    const here = importPlace();
    const first = await here.bring("a.csv", writeToolost());
    const before = here.stored();
    for (const [name, bytes] of [["a.csv", writeToolost()], ["b.csv", writeToolost()], ["c.zip", writeZip({"inner/a.csv": writeToolost()})]] as const)
      expect(await here.bring(name, bytes)).toMatchObject({status: "unchanged", stored: first.stored});
    expect(here.stored()).toEqual(before);
  });

  test("overlapping files are both kept and reported with their lines", async () => {
    const here = importPlace();
    await here.bring("jan.csv", writeTunecore());
    const report = await here.bring("year.csv", writeTunecore([...TUNECORE_ROWS, {...TUNECORE_ROWS[0], "Sales Period": "2024-02-01"}]));
    expect(report.status).toBe("imported");
    expect(report.problems.join("\n")).toMatch(/overlaps .*: 4 lines of statements 2024-03-29 to 2024-03-29, USD 15\.7509345 in all \(lines 2 to 5 here, lines 2 to 5 there\)/);
    const {manifest} = await here.snapshot();
    expect(manifest.tables.find(({name}) => name === "statement_lines")!.rows).toBe(9);
  });
});

describe("containers", () => {
  test("a zip of several statements", async () => {
    const here = importPlace();
    const report = await here.bring("all.zip", writeZip({"one/tunecore.csv": writeTunecore(), "toolost.csv": writeToolost(), "__MACOSX/._x.csv": "x", "readme.pdf": "no"}));
    expect(report).toMatchObject({status: "imported", distributor: "toolost, tunecore", lines: 8, total: sumAmounts(["15.7509345", "3.617823456789"])});
    const {manifest} = await here.snapshot();
    expect(manifest.inputs.filter(({status}) => status === "loaded").map(({file}) => file)).toEqual([`${report.stored}/one/tunecore.csv`, `${report.stored}/toolost.csv`]);
  });

  test("an Excel file keeps its digits and says where Excel stored binary doubles", async () => {
    const here = importPlace();
    const rows = TOOLOST_ROWS.map((row) => TOOLOST_HEADINGS.map((heading) => (heading === "net_amount" ? {number: String(Number(row[heading]))} : heading === "upc" ? {number: row[heading]} : heading === "sale_date" ? {day: 45777} : (row[heading] ?? null))));
    rows[2][TOOLOST_HEADINGS.indexOf("net_amount")] = {number: "2.1933679000000001E-4"};
    const report = await here.bring("sales.xlsx", writeWorkbook({Notes: [], Sales: [TOOLOST_HEADINGS, ...rows]}));
    expect(report).toMatchObject({status: "imported", lines: 4, loaded: 4, total: "3.617823456789", usage_months: ["2025-04"]});
    expect(report.problems.join()).toContain("Excel stored 3 numbers as binary doubles: each was read as the shortest decimal that it stands for");
  });

  test.for([["x.zip", "PK", "is no zip file"], ["x.xlsx", "hello", "is no xlsx file"], ["x.zip", writeZip({"a.csv": writeToolost()}).subarray(0, 90), "cannot be unpacked"], ["x.zip", writeZip({"a.pdf": "b"}), "holds no csv"], ["x.csv", "", "is empty"]] as const)("%s that cannot be opened is a sentence (%#)", async ([name, content, says]) => {
    const here = importPlace();
    const report = await here.bring(name, content as Buffer);
    expect([report.status, report.problems.join()]).toEqual(["refused", expect.stringContaining(says)]);
    expect(here.stored()).toEqual([]);
  });
});

test("a file that grows while it is read is refused, and imported once it is complete", async () => {
  const here = importPlace();
  const whole = writeTunecore();
  const path = here.download("x.csv", whole.subarray(0, 700));
  const reading = importFile(here.dataDir, path, []);
  appendFileSync(path, whole.subarray(700));
  const report = await reading;
  expect([report.status, report.problems.at(-1), here.stored()]).toEqual(["refused", `${path} changed while it was read: run this again when it is complete`, []]);
  expect(report.lines).toBe(report.loaded + report.quarantined);
  expect(await importFile(here.dataDir, path, [])).toMatchObject({status: "imported", loaded: 4, quarantined: 0, total: "15.7509345"});
});

test("The Orchard's newer headings", async () => {
  const text = "STATEMENT PERIOD,TRANSACTION DATE,SALE COUNTRY,STORE,PRODUCT ARTIST,PRODUCT,TRACK ARTIST,TRACK,DISPLAY UPC,ISRC,TRANSACTION TYPE,QUANTITY,ACCOUNT CURRENCY,NET SHARE ACCOUNT CURRENCY\nJanuary 2025,2024-11-01,ZA,Spotify,Zone A0,Tide,Zone A0,Glass Kraal,012345678905,QZSG92400017,Streams,1200,EUR,3.141592653589\nJanuary 2025,2024-12-01,NA,Deezer,Zone A0,Tide,Zone A0,Glass Kraal,012345678905,QZSG92400017,Streams,7,EUR,-0.05\n";
  expect(await importPlace().bring("x.csv", text)).toMatchObject({status: "imported", distributor: "orchard", loaded: 2, total: "3.091592653589", currency: "EUR", usage_months: ["2024-11", "2024-12"], statement_months: ["2025-01"], columns_not_loaded: ["PRODUCT ARTIST"]});
});

describe("an unknown layout", () => {
  const text = "Monat;Shop;Lied;Netto;Stück\n03.2024;Spotify;Café;1.234,5;10\n04.2024;Deezer;Café;0,000001;1\n";
  const mapping = parseMapping("distributor=kiosk,usage_month=Monat,store=Shop,title=Lied,earnings=Netto,quantity=Stück,currency=EUR") as StatementMapping;

  test("is refused with its columns, then read by a mapping that later snapshots use too", async () => {
    const here = importPlace();
    const refused = await here.bring("kiosk.csv", text);
    expect(refused).toMatchObject({status: "refused", problems: [expect.stringMatching(/line 1: no known statement has these columns; found Monat, Shop, Lied, Netto, Stück\. Map them with --map/)]});
    expect(saveMapping(here.dataDir, mapping)).toBe("mappings/kiosk.json");
    expect(await here.bring("kiosk.csv", text)).toMatchObject({status: "imported", distributor: "kiosk", total: "1234.500001", currency: "EUR", usage_months: ["2024-03", "2024-04"]});
    writeFileSync(join(here.dataDir, "dropped.csv"), text.replace("0,000001", "7"));
    const {dir} = await here.snapshot();
    expect(await query({dir}, "select distributor, count(*)::integer as lines from {statement_lines} group by all")).toEqual([{distributor: "kiosk", lines: 4}]);
  });

  test("a mapping that cannot be used is a sentence", async () => {
    expect(parseMapping("distributor=Kiosk!,store=Shop")).toContain("distributor: use lower case letters, digits and hyphens");
    expect(parseMapping("distributor=kiosk,usage_month=Monat,store=Shop,currency=EUR")).toBe("columns: columns need usage_month and earnings");
    const here = importPlace();
    mkdirSync(join(here.dataDir, "mappings"));
    writeFileSync(join(here.dataDir, "mappings/bad.json"), '{"distributor": 1}');
    await expect(here.snapshot()).rejects.toThrow(/^mappings\/bad\.json cannot be used: distributor: /);
  });
});

describe("headers", () => {
  test.for([
    ["nearly", writeTunecore().toString().replace("Total Earned", "Totally Earned"), /line 1: looks like TuneCore, but column "Total Earned" is missing/],
    ["twice the same column", writeTunecore().toString().replace("Net Sales,", "Total Earned,"), /line 1: TuneCore's column "Total Earned" stands more than once: which one counts cannot be told/],
    ["two distributors", `${[...TUNECORE_HEADINGS, "Report Date", "Sales Date", "Subtotal", "Partner Name"].join()}\n`, /line 1: the header fits TuneCore and CD Baby: which it is cannot be told/]
  ] as const)("%s: a sentence, and no snapshot replaces the last good one", async ([, text, says]) => {
    const here = importPlace();
    const good = await here.snapshot();
    const report = await here.bring("x.csv", text);
    expect([report.status, report.problems.join()]).toEqual(["refused", expect.stringMatching(says)]);
    writeFileSync(join(here.dataDir, "x.csv"), text);
    await expect(here.snapshot()).rejects.toThrow(says);
    expect(readFileSync(join(here.outDir, "current"), "utf8").trim()).toBe(good.id);
  });
});

test("npm run import --json prints one object per file and nothing else", () => {
  const here = importPlace();
  const files = [here.download("a.csv", writeToolost()), here.download("b.txt", "what,is,this\n1,2,3\n"), here.download("c.csv/keep", "x").replace(/\/keep$/, "")];
  const {stdout, stderr, status} = spawnSync(process.execPath, ["loaders/site/run.mjs", "import", ...files, "--json"], {encoding: "utf8", env: {...process.env, LEDGERLINE_DATA: here.dataDir}});
  const reports = stdout.trim().split("\n").map((line) => JSON.parse(line));
  expect([status, stderr]).toEqual([1, ""]);
  expect(reports.map(({file, distributor, status, total}) => [file, distributor, status, total])).toEqual([[files[0], "toolost", "imported", "3.617823456789"], [files[1], null, "refused", null], [files[2], null, "refused", null]]);
  expect(reports[2].problems).toEqual([`${files[2]} is a folder, not a file`]);
});

describe("a DistroKid statement that a spreadsheet has saved again", () => {
  const again = (change: (text: string) => string) => Buffer.from(change(writeDistrokid(EXAMPLE_LINES, {...getUsualShape("13"), delimiter: "semicolon", quotes: "needed", lineEnd: "crlf"}).toString()));
  const total = sumAmounts(EXAMPLE_LINES.map(({earnings}) => earnings));
  test.for([
    ["decimal commas", again((text) => text.replace(/(\d)\.(\d+)(\r?)$/gm, "$1,$2$3"))],
    ["days first", again((text) => text.replace(/^(\d{4})-(\d\d)-(\d\d);/gm, "$3.$2.$1;"))],
    ["a minus sign", again((text) => text.replace(/;-([\d.]+)(\r?)$/gm, ";−$1$2"))]
  ] as const)("%s", async ([, bytes]) => {
    const here = importPlace();
    expect(await here.bring("x.csv", bytes)).toMatchObject({status: "imported", distributor: "distrokid", quarantined: 0, loaded: EXAMPLE_LINES.length, total});
    const {dir} = await here.snapshot();
    expect(sumAmounts([(await query({dir}, "select sum(earnings) as total from {statement_lines}"))[0].total])).toBe(total);
  });
});
