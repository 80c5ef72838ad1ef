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

describe.each(["", "revenue.html", "reconciliation.html", "payments.html", "quality.html"])("an empty folder, /%s", (path) => {
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

test("without the daily feed the statements still speak, and nothing is called 0", async () => {
  await using opened = await openPage("", {url: served.statements.url});
  await opened.settled();
  expect(await opened.page.locator(".notice").first().innerText()).toContain("tidy_daily_streams.csv is not in the data folder");
  expect(await kpi(opened.page, "Total revenue")).toMatch(/^USD/);
  for (const label of ["Total streams", "Revenue per stream", "Outstanding"]) expect([label, await kpi(opened.page, label)]).toEqual([label, "—"]);
  expect(opened.problems()).toEqual([]);
});
