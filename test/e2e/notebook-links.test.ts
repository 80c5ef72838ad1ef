/** What a link made by a hostile hand does on the Notebook page: nothing. */
import {mkdtempSync, rmSync, writeFileSync} from "node:fs";
import {tmpdir} from "node:os";
import {join} from "node:path";
import {pathToFileURL} from "node:url";
import {afterAll, describe, expect, inject, test} from "vitest";
import {openPage} from "../harness/browser.js";
import {idle, madeLink, saved, status} from "../harness/notebook-page.js";

const folder = mkdtempSync(join(tmpdir(), "ledgerline-links-"));
afterAll(() => rmSync(folder, {recursive: true, force: true}));

/** What a hostile hand may write into every text of a notebook. */
const PAYLOADS = ["<script>window.ran=1</script>", "<img src=x onerror=window.ran=1>", "<svg onload=window.ran=1><script>window.ran=1</script></svg>", "<iframe srcdoc='<script>parent.ran=1</script>'></iframe>",
  "[a](javascript:window.ran=1)", "[b](JaVaScRiPt&colon;window.ran=1)", "[c](data:text/html,<script>opener.ran=1</script>)", "[d](vbscript:x)", "<a href=\"javascript:window.ran=1\">e</a>", "![f](https://host.example/x.png)", "![g](//host.example/y.png)", "[h][r]\n\n[r]: javascript:window.ran=1",
  "<style>@import url(https://host.example/z.css); body{background:url(https://host.example/b.png)}</style>", "<link rel=stylesheet href=https://host.example/l.css>", "<math><mtext></table><mglyph><style><img src=x onerror=window.ran=1>", "${window.ran=1}", "${figure(monthly, \"x\")}", "```js\nwindow.ran=1\n```",
  "<form action=https://host.example><input name=q></form>", "<base href=https://host.example/>", "<meta http-equiv=refresh content='0;url=https://host.example/'>", "<details open ontoggle=window.ran=1>", "<https://host.example/auto>"];

const hostile = {title: PAYLOADS.slice(0, 3).join(" ").slice(0, 200), author: PAYLOADS[1], date: "", description: PAYLOADS.slice(1, 6).join(" "), cells: [
  ...PAYLOADS.map((text, i) => ({id: `m${i}`, kind: "markdown", text})),
  {id: "i1", kind: "input", type: "select", name: "choice", label: PAYLOADS[1], options: PAYLOADS.map((text) => text.replace(/\s+/g, " ").slice(0, 190)), value: ""},
  {id: "i2", kind: "input", type: "text", name: "words", label: PAYLOADS[2], value: "'; attach 'x'; --"},
  {id: "q1", kind: "sql", name: "monthly", title: PAYLOADS[1], text: "select '<img src=x onerror=window.ran=1>' as \"<svg onload=window.ran=1>\", :words as words, 1 as n"},
  {id: "q2", kind: "sql", name: "outside", text: "select * from read_csv_auto('https://host.example/data.csv')"},
  {id: "q3", kind: "sql", name: "outside2", text: "select * from 'https://host.example/data.parquet'"},
  {id: "q4", kind: "sql", name: "outside3", text: "select * from \"https://host.example/data.parquet\""},
  {id: "q5", kind: "sql", name: "outside4", text: "/* /* */ ' */ select * from read_parquet('https://host.example/n.parquet') --'"},
  {id: "q6", kind: "sql", name: "install", text: "install httpfs; load httpfs"},
  {id: "g1", kind: "chart", from: "monthly", spec: {mark: "bar", x: "<svg onload=window.ran=1>", y: "n", title: PAYLOADS[2]}}
]};

describe("a link made by hand", () => {
  test.each([["with the site's policy", true], ["without any policy", false]])("runs nothing and reaches no host, %s", async (_, policy) => {
    await using opened = await openPage("data.html");
    const {page} = opened;
    if (!policy) await page.route("**/notebook.html", async (route) => {
      const response = await route.fetch();
      await route.fulfill({response, body: (await response.text()).replace(/<meta http-equiv="Content-Security-Policy"[^>]*>/, "")});
    });
    await page.goto(new URL(madeLink(hostile), inject("url")).href);
    await idle(page);
    await page.waitForTimeout(500);
    for (const link of await page.locator(".nb-markdown a").all()) expect(await link.getAttribute("href")).not.toMatch(/^\s*(javascript|vbscript|data):/i);
    expect(await page.locator(".nb").locator("script, iframe, img, object, embed, form[action], base, meta, link, style:not(svg style)").count()).toBe(0);
    expect(await page.locator(".nb-markdown svg, .analysis-head svg, .nb-markdown math").count()).toBe(0);
    expect(await page.evaluate(() => (window as unknown as {ran?: number}).ran)).toBeUndefined();
    for (const id of ["q2", "q3", "q4", "q5", "q6"]) expect([id, await status(page, id)]).toEqual([id, "failed"]);
    expect(await status(page, "q1")).toBe("fresh");
    await page.getByRole("button", {name: "Edit a copy"}).click();
    await idle(page);
    await page.getByRole("button", {name: "Publish"}).click();
    const file = join(folder, `hostile-${policy}.html`);
    writeFileSync(file, (await saved(page, "Download file (.html)")).replace(policy ? "" : /<meta http-equiv="Content-Security-Policy"[^>]*>/, ""));
    await using frozen = await openPage(pathToFileURL(file).href);
    await frozen.page.waitForTimeout(300);
    expect(await frozen.page.evaluate(() => (window as unknown as {ran?: number}).ran)).toBeUndefined();
    expect(await page.evaluate(() => (window as unknown as {ran?: number}).ran)).toBeUndefined();
    expect([...opened.problems(), ...frozen.problems()]).toEqual([]);
  });

  test.each(["#n=%3Cscript%3E", "#n=AAAA", "#n="])("and damaged says so: %s", async (hash) => {
    await using opened = await openPage(`notebook.html${hash}`);
    await expect.poll(() => opened.page.locator(".notice").innerText()).toContain("The link is damaged");
    expect(opened.problems()).toEqual([]);
  });
});
