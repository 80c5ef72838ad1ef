/** The data page beside the files themselves. */
import {createHash} from "node:crypto";
import {readFileSync} from "node:fs";
import {join} from "node:path";
import {describe, expect, inject, test} from "vitest";
import {sumAmounts} from "../../src/model/statement-amounts.js";
import {StatementMapping} from "../../src/model/statement-mapping.js";
import {BUYER_SECRETS, writeBandcamp} from "../fixtures/statements/bandcamp.js";
import {writeBelieve} from "../fixtures/statements/believe.js";
import {TOOLOST_HEADINGS, TOOLOST_ROWS, writeToolost} from "../fixtures/statements/toolost.js";
import {writeTunecore} from "../fixtures/statements/tunecore.js";
import {writeWorkbook, writeZip} from "../fixtures/workbook.js";
import {axe, openPage, type Opened} from "../harness/browser.js";
import {figure, tableRows} from "../harness/figures.js";

const read = (name: string): Buffer => readFileSync(join(inject("workspace"), "data/curated", name));

test("each file with its rows and hash", async () => {
  const bytes = read("dk_bank_details.csv");
  const lines = bytes.toString("utf8").trimEnd().split("\n").length - 1;
  await using opened = await openPage("data.html");
  await opened.settled();
  const row = (await tableRows(opened.page, "Input files")).find(([file]) => file === "dk_bank_details.csv")!;
  expect(row[1]).toBe("loaded");
  expect(row.slice(2, 5).map(figure)).toEqual([lines, lines, 0]);
  const hash = createHash("sha256").update(bytes).digest("hex");
  const button = opened.page.locator(".hash", {hasText: hash.slice(0, 10)});
  expect(await button.getAttribute("title")).toContain(hash);
  expect(await opened.page.locator(".problem-list li", {hasText: 'artist "Zone A-0" is not in artist_aliases.csv'}).count()).toBe(1);
  expect(await axe(opened.page)).toEqual([]);
  expect(opened.problems()).toEqual([]);
});

test("a table unfolds to its columns and first rows, and the link remembers it", async () => {
  await using opened = await openPage("data.html");
  await opened.settled();
  await opened.page.locator("#table-statement_lines summary").click();
  await opened.page.locator('table[aria-label="First rows of statement_lines"]').waitFor();
  expect(new URL(opened.page.url()).searchParams.get("table")).toBe("statement_lines");
  expect(await tableRows(opened.page, "First rows of statement_lines")).toHaveLength(20);
  expect((await tableRows(opened.page, "Columns of statement_lines")).map(([name]) => name)).toContain("earnings");
  await opened.page.reload();
  await opened.page.locator('table[aria-label="First rows of statement_lines"]').waitFor();
  expect(opened.problems()).toEqual([]);
});

test("files that were not loaded, on a phone, and the way to the definitions", async () => {
  await using opened = await openPage("data.html?files=other", {width: 390, colorScheme: "dark"});
  await opened.settled();
  expect(await opened.page.locator('main a[href="./definitions.html"]').count()).toBe(1);
  expect((await tableRows(opened.page, "Input files")).some((row) => row[1] === "loaded")).toBe(false);
  expect(await opened.page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0);
  expect(await axe(opened.page)).toEqual([]);
  expect(opened.problems()).toEqual([]);
});

describe("a statement before it is imported", () => {
  const file = (name: string, buffer: Buffer) => ({name, mimeType: "application/octet-stream", buffer});
  const lastCard = (opened: Opened, name: string) => opened.page.locator(".import-card", {hasText: name});

  test("previews of several files, with no request to anywhere", async () => {
    await using opened = await openPage("data.html");
    await opened.settled();
    const input = opened.page.getByLabel("Drop statements here, or choose files");
    const bandcamp = writeBandcamp();
    const workbook = writeWorkbook({Sales: [TOOLOST_HEADINGS, ...TOOLOST_ROWS.map((row) => TOOLOST_HEADINGS.map((heading) => row[heading] ?? null))]});
    const archive = writeZip({"one/tunecore.csv": writeTunecore(), "toolost.csv": writeToolost()});
    const owned = read("dk_bank_details.csv");
    await input.setInputFiles([file("bandcamp.csv", bandcamp), file("believe.csv", writeBelieve()), file("sales.xlsx", workbook), file("all.zip", archive), file("mine.csv", owned), file("nothing.csv", Buffer.from(""))]);
    await lastCard(opened, "nothing.csv").waitFor();
    const bandcampCard = await lastCard(opened, "bandcamp.csv").innerText();
    expect(bandcampCard).toContain(createHash("sha256").update(bandcamp).digest("hex"));
    expect(bandcampCard).toMatch(/4 lines: 3 would load, 1 would go to quarantine[^]*GBP 3\.2[^]*USD 6\.26[^]*2026-04 to 2026-05/);
    expect(bandcampCard).toContain("npm run import -- bandcamp.csv");
    const page = await opened.page.locator("body").innerText();
    expect([...BUYER_SECRETS, "buyer name", "ship to street"].filter((secret) => page.includes(secret))).toEqual([]);
    expect(await lastCard(opened, "believe.csv").innerText()).toContain("EUR 1234.069034567");
    expect(await lastCard(opened, "sales.xlsx").innerText()).toContain("USD 3.617823456789");
    expect(await lastCard(opened, "all.zip").innerText()).toContain(`USD ${sumAmounts(["15.7509345", "3.617823456789"])}`);
    expect(await lastCard(opened, "mine.csv").innerText()).toContain("Already in your folder as dk_bank_details.csv");
    expect(await lastCard(opened, "nothing.csv").innerText()).toContain("nothing.csv is empty");
    expect(await axe(opened.page)).toEqual([]);
    expect(opened.problems()).toEqual([]);
  });

  test("unknown columns are mapped, previewed and saved as a mapping, on a phone too", async () => {
    await using opened = await openPage("data.html", {width: 390, colorScheme: "dark"});
    await opened.settled();
    await opened.page.locator(".drop-zone input").setInputFiles([file("Kiosk 7.csv", Buffer.from("Monat;Shop;Netto\n03.2024;Spotify;1.234,5\n04.2024;Deezer;0,000001\n04.2024;Deezer;bald\n"))]);
    const card = lastCard(opened, "Kiosk 7.csv");
    await card.getByRole("button", {name: "Preview with this mapping"}).waitFor();
    await card.getByLabel("month or period in which it was streamed or sold (needed)").selectOption("Monat");
    await card.getByLabel("what you earned: your share, after fees (needed)").selectOption("Netto");
    await card.getByLabel("or one code for every line").fill("eur");
    await card.getByRole("button", {name: "Preview with this mapping"}).click();
    await card.getByText("EUR 1234.500001").waitFor();
    const text = await card.innerText();
    expect(text).toMatch(/3 lines: 2 would load, 1 would go to quarantine/);
    expect(text).toContain("npm run import -- 'Kiosk 7.csv' --map kiosk-7.json");
    const [saved] = await Promise.all([opened.page.waitForEvent("download"), card.getByRole("button", {name: "Download the mapping"}).click()]);
    expect(saved.suggestedFilename()).toBe("kiosk-7.json");
    expect(StatementMapping.parse(JSON.parse(readFileSync((await saved.path())!, "utf8")))).toMatchObject({distributor: "kiosk-7", currency: "EUR", columns: {usage_month: "Monat", earnings: "Netto"}});
    expect(await opened.page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0);
    expect(await axe(opened.page)).toEqual([]);
    expect(opened.problems()).toEqual([]);
  });
});
