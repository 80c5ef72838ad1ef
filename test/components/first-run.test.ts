import {readFileSync} from "node:fs";
import {afterAll, beforeAll, expect, test} from "vitest";
import {knownFiles} from "../../src/model/known-files.js";
import {axe} from "../harness/browser.js";
import {stage, type Stage} from "./open.js";

let components: Stage;
beforeAll(async () => void (components = await stage(["components/first-run", "components/own-total-list"])));
afterAll(() => components.close());

test("every known file is named, and a template is saved with its example", async () => {
  const page = await components.open();
  await page.evaluate(() => document.querySelector("main")!.append(ledgerline.firstRun()));
  const files = knownFiles.flatMap((group) => group.files);
  expect(await page.locator("tbody th code").allInnerTexts()).toEqual(files.map(({file}) => file));
  const [saved] = await Promise.all([page.waitForEvent("download"), page.getByRole("button", {name: "Download a template of payouts.csv"}).click()]);
  const payouts = files.find(({file}) => file === "payouts.csv")!;
  expect([saved.suggestedFilename(), readFileSync((await saved.path())!, "utf8")]).toEqual(["payouts.csv", `\ufeff${payouts.columns}\n${payouts.example}\n`]);
  expect(await axe(page)).toEqual([]);
});

test("what a statement says of its sum is told by sign and word", async () => {
  const page = await components.open();
  const check = (status: string, value: number | null, sentence: string) => ({dataset: "x", check_id: "own_total", severity: "mark", action: "", status, value, sentence});
  await page.evaluate((checks) => document.querySelector("main")!.append(ledgerline.ownTotalList(checks)), [check("healthy", 0, "a."), check("failing", 3, "b."), check("healthy", null, "c.")]);
  expect((await page.locator("li").allInnerTexts()).map((text) => text.replace(/\s+/g, " "))).toEqual(["✓ agrees: a.", "✕ off: b.", "not printed: c."]);
  expect(await axe(page)).toEqual([]);
});
