/** The overview and revenue pages on folders where files are missing: they say which, and the rest works. */
import {copyFileSync} from "node:fs";
import {join} from "node:path";
import {afterAll, beforeAll, describe, expect, test} from "vitest";
import {axe, openPage} from "../harness/browser.js";
import {buildSite} from "../harness/build-site.js";
import {kpi} from "../harness/figures.js";
import {serve, type Served} from "../harness/serve.js";
import {folderIn, makeWorkspace} from "../harness/workspace.js";

const workspace = makeWorkspace("own-folder");
const served: Record<string, Served> = {};

/** Builds the site on a folder that holds only these files of the sample. */
async function build(name: string, files: readonly string[]): Promise<void> {
  const data = folderIn(workspace.dir, `folder-${name}`);
  for (const file of files) copyFileSync(join("data/curated", file), join(data, file));
  await buildSite(workspace.dir, {LEDGERLINE_DATA: data, LEDGERLINE_OUT: join(workspace.dir, `dist-${name}`)});
  served[name] = await serve(join(workspace.dir, `dist-${name}`));
}

beforeAll(async () => {
  await build("empty", []);
  await build("streams", ["tidy_daily_streams.csv"]);
  await build("statements", ["dk_bank_details.csv"]);
}, 300_000);
afterAll(async () => {
  for (const site of Object.values(served)) await site.close();
  workspace.remove();
});

describe.each(["", "revenue.html", "streaming.html", "reconciliation.html", "settlement.html", "payments.html", "forecast.html", "quality.html"])("an empty folder, /%s", (path) => {
  test("says what to put where, and nothing else", async () => {
    await using opened = await openPage(path, {url: served.empty.url});
    await opened.settled();
    expect(await opened.page.locator(".first-run").innerText()).toContain("tidy_daily_streams.csv");
    expect(await opened.page.locator(".period-picker:visible, .switch:visible, .data-table:visible").count()).toBe(0);
    expect(await axe(opened.page)).toEqual([]);
    expect(opened.problems()).toEqual([]);
  });
});

test("without statements everything is an estimate, and the missing file is named", async () => {
  await using opened = await openPage("", {url: served.streams.url});
  await opened.settled();
  expect(await opened.page.locator(".notice").first().innerText()).toContain("dk_bank_details.csv is not in the data folder");
  expect(await kpi(opened.page, "Total revenue")).toMatch(/^≈/);
  expect(await opened.page.locator(".legend", {hasText: "estimate"}).count()).toBe(1);
  await using revenue = await openPage("revenue.html", {url: served.streams.url});
  await revenue.settled();
  expect([await kpi(revenue.page, "Earnings"), await revenue.page.locator("rect[fill^='url(']").count() > 0]).toEqual(["—", true]);
  expect([...opened.problems(), ...revenue.problems()]).toEqual([]);
});

test("streams alone fill the streaming page; without them it says which file it needs", async () => {
  await using opened = await openPage("streaming.html", {url: served.streams.url});
  await opened.settled();
  expect(await kpi(opened.page, "Compound monthly growth")).toBe("+1.48%");
  expect(await opened.page.locator("table[aria-label='Record days, all distributors'] tbody tr").count()).toBe(10);
  await using statements = await openPage("streaming.html", {url: served.statements.url});
  await statements.settled();
  expect(await statements.page.locator(".notice:visible").allInnerTexts()).toEqual([expect.stringContaining("tidy_daily_streams.csv is not in the data folder. It is needed for everything on this page.")]);
  expect(await statements.page.locator(".kpi:visible").count()).toBe(0);
  expect([...opened.problems(), ...statements.problems()]).toEqual([]);
});

test("without the daily feed the statements still speak, and nothing is called 0", async () => {
  await using opened = await openPage("", {url: served.statements.url});
  await opened.settled();
  expect(await opened.page.locator(".notice").first().innerText()).toContain("tidy_daily_streams.csv is not in the data folder");
  expect(await kpi(opened.page, "Total revenue")).toMatch(/^USD/);
  for (const label of ["Total streams", "Revenue per stream", "Outstanding"]) expect([label, await kpi(opened.page, label)]).toEqual([label, "—"]);
  expect(opened.problems()).toEqual([]);
});

test("settlement without deposits judges nothing and names the file; without statements it has nothing to settle", async () => {
  await using statements = await openPage("settlement.html", {url: served.statements.url});
  await statements.settled();
  expect(await statements.page.locator(".notice", {hasText: "payouts.csv is not in the data folder"}).count()).toBe(1);
  expect([await kpi(statements.page, "Received"), await kpi(statements.page, "Unexplained"), await statements.page.locator(".match-badge", {hasText: "no deposits"}).count() > 0]).toEqual(["—", "—", true]);
  await using streams = await openPage("settlement.html", {url: served.streams.url});
  await streams.settled();
  expect([await kpi(streams.page, "Received"), await streams.page.locator(".match-badge").count()]).toEqual(["—", 0]);
  expect(await streams.page.getByText("No usage month is complete yet").count()).toBe(1);
  expect([...statements.problems(), ...streams.problems()]).toEqual([]);
});

test("the cash forecast without streams or without statements says what it lacks", async () => {
  await using statements = await openPage("forecast.html", {url: served.statements.url});
  await statements.settled();
  expect(await statements.page.locator(".notice", {hasText: "Without daily streams"}).innerText()).toContain("too low");
  expect(await kpi(statements.page, "Outstanding")).toMatch(/^≈/);
  await using streams = await openPage("forecast.html", {url: served.streams.url});
  await streams.settled();
  expect(await kpi(streams.page, "Outstanding")).toBe("—");
  expect(await streams.page.locator('table[aria-label="Refused, and why"]').innerText()).toContain("refused, because no statement of this distributor is in the folder");
  expect(await axe(streams.page)).toEqual([]);
  expect([...statements.problems(), ...streams.problems()]).toEqual([]);
});
