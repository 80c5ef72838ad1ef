/** The house rules that a reader relies on: which way imports point, how long files are, what is pinned. */
import {execFileSync} from "node:child_process";
import {readFileSync} from "node:fs";
import {dirname, join, normalize} from "node:path";
import ts from "typescript";
import {expect, test} from "vitest";

const committed = execFileSync("git", ["ls-files"], {encoding: "utf8"}).split("\n").filter(Boolean);
const text = (file: string) => readFileSync(file, "utf8");
const code = committed.filter((file) => /\.(ts|mjs)$/.test(file));

/** The files and packages a module imports, re-exports from or loads with `import()`. */
function importsOf(file: string): string[] {
  const names = ts.preProcessFile(text(file), true, true).importedFiles.map(({fileName}) => fileName);
  return names.map((name) => (name.startsWith(".") ? normalize(join(dirname(file), name)) : name));
}

const part = (file: string) => /^(src\/(?:model|engine|components|workbench|data|duckdb|api)|loaders|publish|data|test)\//.exec(file)?.[1] ?? "pages";

/** What each part may import besides itself and packages. */
const ARROWS: Record<string, string[]> = {
  "src/model": [],
  "src/engine": ["src/model"],
  "src/components": ["src/model"],
  "src/workbench": ["src/model", "src/engine", "src/components"],
  "src/data": ["loaders"],
  "src/duckdb": ["loaders"],
  "src/api": ["loaders", "src/model"],
  loaders: ["src/model"],
  publish: ["src/model", "loaders"],
  data: ["src/model", "loaders"]
};

test.each(Object.keys(ARROWS))("%s imports only what the design allows", (from) => {
  const wrong = code
    .filter((file) => part(file) === from)
    .flatMap((file) => importsOf(file).map((target) => ({file, target})))
    .filter(({target}) => /^(src|loaders|publish|data|test)\//.test(target))
    .filter(({target}) => part(target) !== from && !ARROWS[from].includes(part(target)));
  expect(wrong).toEqual([]);
});

test("src/model imports only zod and itself", () => {
  const packages = code.filter((file) => part(file) === "src/model").flatMap(importsOf).filter((name) => !name.startsWith("src/"));
  expect([...new Set(packages)].filter((name) => name !== "zod")).toEqual([]);
});

test("components know neither SQL nor files", () => {
  const wrong = code.filter((file) => part(file) === "src/components" && /\bFileAttachment\b|\/engine\/|\bsql`/.test(text(file)));
  expect(wrong).toEqual([]);
});

test("only loaders/duckdb.ts opens the native engine, and only src/engine the browser's", () => {
  const importers = (name: string) => code.filter((file) => !file.startsWith("test/") && importsOf(file).some((target) => target.startsWith(name)));
  expect(importers("@duckdb/node-api")).toEqual(["loaders/duckdb.ts"]);
  expect(importers("@duckdb/duckdb-wasm").filter((file) => part(file) !== "src/engine")).toEqual([]);
});

test("pages leave the engine to src/engine and import no loader", () => {
  const pages = committed.filter((file) => /^src\/.*\.md$/.test(file));
  expect(pages.filter((file) => /DuckDBClient|npm:@duckdb|loaders\/|^sql:/m.test(text(file)))).toEqual([]);
});

test("no code file is over 300 lines", () => {
  const long = code.filter((file) => !file.startsWith("test/fixtures/")).map((file) => ({file, lines: text(file).split("\n").length - 1}));
  expect(long.filter(({lines}) => lines > 300)).toEqual([]);
});

test("the browser's engine is pinned to exactly 1.28.0", () => {
  const manifest = JSON.parse(text("package.json")) as {dependencies: Record<string, string>};
  const lock = JSON.parse(text("package-lock.json")) as {packages: Record<string, {version: string; dependencies?: Record<string, string>}>};
  expect(manifest.dependencies["@duckdb/duckdb-wasm"]).toBe("1.28.0");
  expect(lock.packages[""].dependencies?.["@duckdb/duckdb-wasm"]).toBe("1.28.0");
  expect(lock.packages["node_modules/@duckdb/duckdb-wasm"].version).toBe("1.28.0");
});

test("no registry, no download host and no path of one machine is committed", () => {
  const hosts = ["registry\\.npmjs", "registry\\.yarnpkg", "jsdelivr", "unpkg\\.com", "esm\\.sh", "fonts\\.googleapis", "extensions\\.duckdb"];
  const pattern = new RegExp(`${hosts.join("|")}|"resolved":|(?<![\\w.])/(?:home|Users|root|work)/[a-z]`, "i");
  const isText = (file: string) => /\.(ts|mjs|js|json|md|css|sql|yml|html)$/.test(file) || file === ".ci/run";
  const wrong = committed.filter((file) => isText(file) && file !== "test/architecture.test.ts" && pattern.test(text(file)));
  expect(wrong).toEqual([]);
});

test("nothing at the top that does not belong there", () => {
  const allowed = /^(\.ci|\.gitignore|\.gitattributes|README\.md|data|loaders|observablehq\.config\.ts|package(-lock)?\.json|publish|src|test|tsconfig\.json|vitest\.config\.ts|LICENSE.*|docs)$/;
  expect([...new Set(committed.map((file) => file.split("/")[0]))].filter((name) => !allowed.test(name))).toEqual([]);
});
