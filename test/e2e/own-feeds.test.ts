/** A label's own folder with a past: what its statements said before, what they say of themselves, and its own mappings in the drop zone. */
import {spawnSync} from "node:child_process";
import {copyFileSync, mkdirSync, readdirSync, readFileSync, writeFileSync} from "node:fs";
import {join} from "node:path";
import {afterAll, beforeAll, expect, test} from "vitest";
import {formatAmount} from "../../src/model/format.js";
import {sumAmounts} from "../../src/model/statement-amounts.js";
import {parseCsv} from "../fixtures/parse-csv.js";
import {TUNECORE_ROWS, writeTunecore} from "../fixtures/statements/tunecore.js";
import {axe, openPage, type Opened} from "../harness/browser.js";
import {buildSite} from "../harness/build-site.js";
import {csvLines, tableRows} from "../harness/figures.js";
import {serve, type Served} from "../harness/serve.js";
import {folderIn, makeWorkspace} from "../harness/workspace.js";

const workspace = makeWorkspace("own-feeds");
const data = folderIn(workspace.dir, "folder");
const env = {LEDGERLINE_DATA: data, LEDGERLINE_OUT: join(workspace.dir, "dist-feeds")};
let served: Served;

/** Records of the sample's statement before and after: one line of March 2025 is gone, one of May has another amount. */
const before = parseCsv(readFileSync("data/curated/dk_bank_details.csv", "utf8").trimEnd());
const lineOf = (month: string, skip: number): number => before.map((_, at) => at).filter((at) => before[at][1] === month && Number(before[at][12]) > 0)[skip];
const [gone, changed] = [lineOf("2025-03", 3), lineOf("2025-05", 5)];
const sumOf = (records: string[][], month: string): string => sumAmounts(records.filter(([, sold]) => sold === month).map((cells) => cells[12]));
const after = before.map((cells, at) => (at === changed ? cells.with(12, "7.654321") : cells)).filter((_, at) => at !== gone);
const write = (records: string[][]) => writeFileSync(join(data, "dk_bank_details.csv"), records.map((cells) => cells.map((cell) => (/[",\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell)).join(",")).join("\n") + "\n");

beforeAll(async () => {
  for (const name of readdirSync("data/curated").filter((name) => !/^dk_bank/.test(name))) copyFileSync(join("data/curated", name), join(data, name));
  write(before);
  writeFileSync(join(data, "approvals.csv"), `usage_month,distributor,approved_on,approved_total,note\n2025-03,distrokid,2025-08-01,${sumOf(before, "2025-03")},\n2025-05,distrokid,2025-08-01,,\n2025-04,distrokid,2025-08-01,${sumOf(before, "2025-04")},\n`);
  writeFileSync(join(data, "tc.csv"), writeTunecore([...TUNECORE_ROWS, {Artist: "Total", "Total Earned": "16.75"}]));
  mkdirSync(join(data, "mappings"));
  writeFileSync(join(data, "mappings/kiosk.json"), JSON.stringify({distributor: "kiosk", columns: {usage_month: "Monat", store: "Shop", earnings: "Netto"}, currency: "EUR"}));
  const {status, stderr} = spawnSync(process.execPath, ["loaders/site/run.mjs", "snapshot"], {cwd: workspace.dir, env: {...process.env, ...env}, encoding: "utf8"});
  if (status) throw new Error(stderr);
  write(after);
  await buildSite(workspace.dir, env);
  served = await serve(env.LEDGERLINE_OUT);
}, 300_000);
afterAll(async () => {
  await served?.close();
  workspace.remove();
});

const settled = async (path: string, options = {}): Promise<Opened> => {
  const opened = await openPage(path, {url: served.url, ...options});
  await opened.settled();
  return opened;
};

test("restatements: the months, stores and amounts that changed, and the approved months among them", async () => {
  await using opened = await settled("quality.html");
  const rows = await tableRows(opened.page, "Changed months by store and artist");
  const expected = [changed, gone].map((at) => {
    const [, month, store] = before[at];
    const change = sumAmounts(at === gone ? [`-${before[at][12]}`] : ["7.654321", `-${before[at][12]}`]);
    return [month === "2025-05" ? "May 2025" : "Mar 2025", "distrokid", store, "restated", "USD", `${change.startsWith("-") ? "" : "+"}${formatAmount(change, Math.abs(Number(change)) < 0.005 ? 6 : 2)}`, at === gone ? "0" : "1", "1"];
  });
  expect(rows.map(([month, distributor, store, , kind, currency, , , change, added, removed]) => [month, distributor, store, kind, currency, change, added, removed])).toEqual(expected);
  const sentences = await opened.page.locator(".restatements .problem-list li").allInnerTexts();
  expect(sentences).toHaveLength(2);
  expect(sentences[1].replaceAll("\u00a0", " ")).toContain(`Mar 2025 (distrokid) was restated: USD ${formatAmount(sumOf(before, "2025-03"))} → USD ${formatAmount(sumOf(after, "2025-03"))}`);
  const alerts = await opened.page.locator(".restatements .notice").allInnerTexts();
  expect(alerts.map((text) => /(\w+ 2025) of distrokid was approved/.exec(text)?.[1])).toEqual(["Mar 2025", "May 2025"]);
  expect(await csvLines(opened.page, "Download Changed months by store and artist as CSV")).toHaveLength(3);
  expect(await axe(opened.page)).toEqual([]);
  expect(opened.problems()).toEqual([]);
});

test("what each statement says of its own sum", async () => {
  await using opened = await settled("quality.html", {width: 390, colorScheme: "dark"});
  const texts = (await opened.page.locator(".own-totals li").allInnerTexts()).map((text) => text.replaceAll("\u00a0", " ").replace(/\s+/g, " "));
  expect(texts).toEqual([
    "not printed: DistroKid statements: 1 file (dk_bank_details.csv) prints no total of its own; payouts.csv names the statements that its deposits pay, so those are compared under Payouts.",
    "✕ off: TuneCore statements: tc.csv: its own total on line 6 is USD 16.75, but its loaded lines add up to USD 15.7509345 (−USD 0.9990655 off)."
  ]);
  const history = opened.page.locator(".score-history .table-scroll");
  expect(await history.evaluate((element) => element.scrollLeft + element.clientWidth >= element.scrollWidth - 1)).toBe(true);
  const [name, scroller] = [await history.locator("tbody th").first().boundingBox(), await history.boundingBox()];
  expect(Math.abs(name!.x - scroller!.x)).toBeLessThan(3);
  expect(await opened.page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0);
  expect(await axe(opened.page)).toEqual([]);
  expect(opened.problems()).toEqual([]);
});

test("a statement of a mapping of the folder is recognised where it is dropped", async () => {
  await using opened = await settled("data.html");
  await opened.page.getByLabel("Drop statements here, or choose files").setInputFiles([{name: "march.csv", mimeType: "text/csv", buffer: Buffer.from("Monat;Shop;Netto\n03.2024;Spotify;1.234,5\n04.2024;Deezer;0,000001\n")}]);
  const card = opened.page.locator(".import-card", {hasText: "march.csv"});
  await card.getByText("EUR 1234.500001").waitFor();
  expect(await card.innerText()).toMatch(/kiosk 3 columns[^]*2 lines: 2 would load, 0 would go to quarantine[^]*npm run import -- march\.csv\n/);
  expect(await card.locator(".import-mapper").count()).toBe(0);
  expect(opened.problems()).toEqual([]);
});
