/** Every page of the built site, in both schemes and widths: it runs, asks nobody else and is accessible. */
import {readFileSync, readdirSync} from "node:fs";
import {join} from "node:path";
import {describe, expect, inject, test} from "vitest";
import {axe, openPage} from "../harness/browser.js";
import {serve} from "../harness/serve.js";

const pages = ["", "ask.html", "revenue.html", "streaming.html", "reconciliation.html", "settlement.html", "payments.html", "forecast.html", "alerts.html", "goals.html", "quality.html", "sql.html", "notebook.html", "analyses.html", "data.html", "definitions.html"];
/** Those that are published; analyses.test.ts opens them. */
const analyses = ["discovery-mode", "stores-that-pay-late", "a-stream-is-not-a-stream"].map((name) => `analyses/${name}.html`);

describe.each(pages)("page /%s", (path) => {
  test.each([
    {width: 1440, colorScheme: "light"},
    {width: 390, colorScheme: "dark"}
  ] as const)("runs clean at $width px, $colorScheme", async (options) => {
    await using opened = await openPage(path, options);
    await opened.settled();
    expect(opened.problems()).toEqual([]);
    expect(await axe(opened.page)).toEqual([]);
    const overflow = await opened.page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    expect(overflow, "pixels by which the page is wider than the window").toBeLessThanOrEqual(0);
  });
});

test("every built page is one of these", () => {
  const built = readdirSync(inject("site"), {recursive: true, encoding: "utf8"}).filter((file) => file.endsWith(".html"));
  expect(built.map((file) => file.replace(/^index\.html$/, "")).filter((file) => !pages.includes(file)).sort()).toEqual([...analyses].sort());
});

test("pages link to each other with relative addresses that exist", async () => {
  for (const path of pages) {
    const html = readFileSync(join(inject("site"), path || "index.html"), "utf8");
    const links = [...html.matchAll(/(?:href|src)="([^"#?]*)[^"]*"/g)].map(([, link]) => link).filter((link) => link && !link.startsWith("data:"));
    expect(links.filter((link) => !link.startsWith("./") && link !== ".")).toEqual([]);
    for (const link of links) expect((await fetch(new URL(link, inject("url")))).status, `${path}: ${link}`).toBe(200);
  }
});

test("a host that ignores Range serves the same figures", async () => {
  const served = await serve(inject("site"), {ranges: false});
  try {
    await using plain = await openPage("reconciliation.html", {url: served.url});
    await using ranged = await openPage("reconciliation.html");
    for (const opened of [plain, ranged]) await opened.settled();
    expect(plain.problems()).toEqual([]);
    const figures = async (opened: typeof plain) => (await opened.page.locator("main").innerText()).replace(/\s+/g, " ");
    expect(await figures(plain)).toBe(await figures(ranged));
  } finally {
    await served.close();
  }
});
