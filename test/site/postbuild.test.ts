import {createHash} from "node:crypto";
import {expect, test} from "vitest";
import {contentPolicy, finishPage} from "../../loaders/site/postbuild.js";

const page = `<!DOCTYPE html>
<html>
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1, maximum-scale=1">
<script type="module">first("$&");</script>
<script src="./second.js"></script>
</head>
<body>
<input id="observablehq-sidebar-toggle" type="checkbox" title="Toggle sidebar">
<nav id="observablehq-sidebar">
  <ol>
    <label id="observablehq-sidebar-close" for="observablehq-sidebar-toggle"></label>
  </ol></nav>
<aside id="observablehq-toc" data-selector="h2">
<nav></nav></aside>
</body></html>`;

test("a page gets its language, labels, zoom and policy", () => {
  const finished = finishPage(page);
  expect(finished).toContain('<html lang="en">');
  expect(finished).toContain('content="width=device-width, initial-scale=1"');
  expect(finished).toContain('aria-label="Toggle sidebar"');
  expect(finished).toContain('<nav id="observablehq-sidebar" aria-label="Pages">');
  expect(finished).toContain('<nav aria-label="On this page">');
  expect(finished).toMatch(/<\/label><ol>/);
  expect(finished.indexOf("Content-Security-Policy")).toBeLessThan(finished.indexOf("<script"));
});

test("the policy names exactly the page's inline scripts", () => {
  const hash = `'sha256-${createHash("sha256").update('first("$&");').digest("base64")}'`;
  const [, policy] = /Content-Security-Policy" content="([^"]+)"/.exec(finishPage(page))!;
  expect(policy).toBe(contentPolicy([hash]));
  expect(policy).not.toContain("'unsafe-eval'");
  expect(policy).not.toMatch(/script-src[^;]*'unsafe-inline'/);
  expect(policy).not.toMatch(/https?:/);
});

test("a page that queries starts its engine before its other scripts", () => {
  const preload = '<link rel="modulepreload" href="./_import/shared/engine.eb9d20ee.js">';
  const finished = finishPage(page.replace("<script", `${preload}\n<script`));
  const [first] = [...finished.matchAll(/<script[^>]*>([^<]*)<\/script>/g)].map(([, text]) => text);
  expect(first).toBe('import "./_import/shared/engine.eb9d20ee.js";');
  expect(finished).toContain(createHash("sha256").update(first).digest("base64"));
  expect(finishPage(page)).not.toContain("/engine.");
});

test("a page that queries starts its engine in its head, by its own address of the files", () => {
  const preload = '<link rel="modulepreload" href="../_import/shared/engine.eb9d20ee.js">';
  const engine = {worker: "_file/duckdb/w.1.js", wasm: "_file/duckdb/e.2.wasm"};
  const finished = finishPage(page.replace("<script", `${preload}\n<script`), engine);
  const [first] = [...finished.matchAll(/<script[^>]*>([^<]*)<\/script>/g)].map(([, text]) => text);
  expect(first).toContain('new Worker("../_file/duckdb/w.1.js")');
  expect(first).toContain('new URL("../_file/duckdb/e.2.wasm", document.baseURI)');
  expect(finished).toContain(createHash("sha256").update(first).digest("base64"));
  expect(finished.indexOf("Content-Security-Policy")).toBeLessThan(finished.indexOf(first));
  expect(finished.indexOf(first)).toBeLessThan(finished.indexOf("modulepreload"));
  expect(finishPage(page, engine)).not.toContain("new Worker");
});

test("the JSON that a cell reads is asked for in the head, that of a module is not", () => {
  const files = ["overview", "other"].map((name) => `registerFile("./data/${name}.json", {"name":"./data/${name}.json","mimeType":"application/json","path":"./_file/data/${name}.1a.json","size":1});`).join("\n");
  const finished = finishPage(page.replace('first("$&");', () => `${files}\nFileAttachment("./data/overview.json").json();`));
  expect(finished).toContain('<link rel="preload" as="fetch" crossorigin href="./_file/data/overview.1a.json">');
  expect(finished).not.toContain('href="./_file/data/other.1a.json"');
});

test("markup of another Framework is noticed", () => {
  expect(() => finishPage("<!DOCTYPE html><html lang='x'>")).toThrow("markup not found: page language");
});
