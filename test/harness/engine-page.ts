/** Calls modules of the built site from a test, for instance the engine that pages get `sql` and `query` from. */
import {readdirSync} from "node:fs";
import {join} from "node:path";
import type {Page} from "playwright-core";
import {inject} from "vitest";

/** Address of a module of the built site, by its path in `src/` without extension ("engine/sql"). */
export function moduleUrl(name: string, url = inject("url")): string {
  const parts = name.split("/");
  const base = parts.pop();
  const folder = join(inject("site"), "_import", ...parts);
  const file = readdirSync(folder).find((entry) => new RegExp(`^${base}\\.[0-9a-f]{8}\\.js$`).test(entry));
  if (!file) throw new Error(`module not in the built site: ${name}`);
  return new URL(["_import", ...parts, file].join("/"), url).href;
}

/**
 * Runs `use(module, argument)` in the page and returns what it resolves to, as JSON (Dates as ISO text).
 * `use` is sent as text: it may name nothing but its own parameters and the browser's globals.
 */
export function withModule<T>(page: Page, module: string, use: (module: any, argument: any) => unknown, argument: unknown = null): Promise<T> {
  // As text, because the test runner rewrites import() in code.
  const code = `import(${JSON.stringify(module)}).then((m) => (${use})(m, ${JSON.stringify(argument)})).then((x) => JSON.stringify(x ?? null))`;
  return page.evaluate<string>(code).then((text) => JSON.parse(text) as T);
}

/** Rows of a query in a page of the built site; rejects with the page's error message. */
export function queryInPage(page: Page, text: string, params: readonly unknown[] = [], url?: string): Promise<Record<string, any>[]> {
  return withModule(page, moduleUrl("engine/sql", url), (engine, {text, params}) => engine.query(text, params), {text, params});
}
