/** The components in a real browser: bundled once, on an address of their own, without the site around them. */
import {fileURLToPath} from "node:url";
import {build, type Plugin} from "esbuild";
import type {Page} from "playwright-core";
import {launch} from "../harness/browser.js";

const root = fileURLToPath(new URL("../../", import.meta.url));
const ADDRESS = "http://components.test/";

/** Framework's `npm:name` is the package of that name. */
const npm: Plugin = {
  name: "npm",
  setup(bundler) {
    bundler.onResolve({filter: /^npm:/}, ({path}) => bundler.resolve(path.slice(4), {kind: "import-statement", resolveDir: root}));
  }
};

async function bundle(modules: readonly string[]): Promise<string> {
  const contents = modules.map((name) => `export * from ${JSON.stringify(`./src/${name}.ts`)};`).join("\n");
  const {outputFiles} = await build({
    stdin: {contents, resolveDir: root, loader: "ts"}, bundle: true, format: "iife", globalName: "ledgerline", write: false, plugins: [npm], logLevel: "silent", target: "es2022"
  });
  return outputFiles[0].text;
}

export interface Stage {
  /** A fresh page (the one before is closed) with the modules as the global `ledgerline` and an empty `<main>`; `query` starts with "?". */
  open(query?: string): Promise<Page>;
  close(): Promise<void>;
}

/** Bundles modules of `src` (without ".ts") for pages in Chromium. Errors of a page fail the call that meets them. */
export async function stage(modules: readonly string[]): Promise<Stage> {
  const [browser, script] = await Promise.all([launch(), bundle(modules)]);
  const context = await browser.newContext({timezoneId: "America/Los_Angeles"}); // west of UTC, where a day shown in local time would be wrong
  let page: Page | undefined;
  return {
    async open(query = "") {
      await page?.close();
      page = await context.newPage();
      await page.route(`${ADDRESS}**`, (route) => route.fulfill({contentType: "text/html", body: "<!doctype html><html lang=en><title>Components</title><main></main>"}));
      await page.goto(ADDRESS + query);
      await page.addScriptTag({content: script});
      return page;
    },
    close: () => browser.close()
  };
}

declare global {
  /** The components, inside `page.evaluate`; loosely typed, because they live in another process. */
  var ledgerline: Record<string, (...args: any[]) => any>;
}
