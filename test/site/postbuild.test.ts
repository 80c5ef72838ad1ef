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

test("markup of another Framework is noticed", () => {
  expect(() => finishPage("<!DOCTYPE html><html lang='x'>")).toThrow("markup not found: page language");
});
