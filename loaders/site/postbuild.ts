/**
 * Finishes the built pages: language, labels for assistive technology, a zoomable viewport, and a content security
 * policy under which a page runs its own scripts and nothing else.
 */
import {createHash} from "node:crypto";
import {readFileSync, readdirSync, writeFileSync} from "node:fs";
import {join} from "node:path";
import {engineFiles, headStart, runEngineEarly, type EngineFiles} from "./head-start.js";

type Edit = [what: string, pattern: string | RegExp, replacement: string];

/** Framework 1.13.4's markup; an edit whose pattern is gone is reported, so that an upgrade is noticed. */
const EDITS: readonly Edit[] = [
  ["page language", "<html>", '<html lang="en">'],
  ["zoomable viewport", ", maximum-scale=1", ""]
];

/** Only on pages that have a sidebar or a table of contents. */
const OPTIONAL_EDITS: readonly Edit[] = [
  ["sidebar toggle", 'type="checkbox" title="Toggle sidebar"', 'type="checkbox" aria-label="Toggle sidebar" title="Toggle sidebar"'],
  ["sidebar", '<nav id="observablehq-sidebar">', '<nav id="observablehq-sidebar" aria-label="Pages">'],
  ["sidebar list", /<ol>\s*(<label id="observablehq-sidebar-close"[^>]*><\/label>)/, "$1<ol>"],
  ["contents", /(<aside id="observablehq-toc"[^>]*>\s*)<nav>/, '$1<nav aria-label="On this page">']
];

const sourceHash = (text: string) => `'sha256-${createHash("sha256").update(text).digest("base64")}'`;

/**
 * htl, which draws the inputs, writes `onclick=::3` before it puts the function there. Only these placeholders may
 * stand in event attributes; anything else that finds its way into one is refused.
 */
const PLACEHOLDERS = Array.from({length: 48}, (_, i) => sourceHash(`::${i}`)).join(" ");

/** The policy of a page; `hashes` are those of its inline scripts. Frames and plug-ins are off, workers are the site's own. */
export function contentPolicy(hashes: readonly string[]): string {
  return [
    "default-src 'self'",
    `script-src 'self' 'wasm-unsafe-eval' ${hashes.join(" ")}`.trim(),
    `script-src-attr 'unsafe-hashes' ${PLACEHOLDERS}`,
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data: blob:",
    "worker-src 'self'",
    "object-src 'none'",
    "base-uri 'self'"
  ].join("; ");
}

/** One page finished; throws `markup not found` when Framework's markup is not the expected one. `engine`: see head-start.ts. */
export function finishPage(html: string, engine?: EngineFiles): string {
  for (const [what, pattern, replacement] of EDITS) {
    const edited = html.replace(pattern, replacement);
    if (edited === html) throw new Error(`markup not found: ${what}`);
    html = edited;
  }
  for (const [, pattern, replacement] of OPTIONAL_EDITS) html = html.replace(pattern, replacement);
  const first = headStart(html, engine);
  html = runEngineEarly(html);
  const inline = [...(first + html).matchAll(/<script(?![^>]*\bsrc=)[^>]*>([\s\S]*?)<\/script>/g)].map(([, text]) => sourceHash(text));
  const policy = `<meta http-equiv="Content-Security-Policy" content="${contentPolicy([...new Set(inline)])}">`;
  const charset = '<meta charset="utf-8">';
  if (!html.includes(charset)) throw new Error("markup not found: character set");
  return html.replace(charset, () => `${charset}\n${policy}\n${first}`);
}

/** Finishes every page of a built site; returns how many. */
export function finishSite(dir: string): number {
  const engine = engineFiles(dir);
  const pages = readdirSync(dir, {recursive: true, encoding: "utf8"}).filter((file) => file.endsWith(".html"));
  for (const page of pages) {
    const path = join(dir, page);
    try {
      writeFileSync(path, finishPage(readFileSync(path, "utf8"), engine));
    } catch (cause) {
      throw new Error(`page not finished: ${page}`, {cause});
    }
  }
  return pages.length;
}
