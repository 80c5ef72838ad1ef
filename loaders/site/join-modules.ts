/**
 * Joins the hundred modules that a built page asks for into a few: one for the engine, one for the page, and what
 * pages share. Each request costs milliseconds before the engine and the figures can start, on any host.
 */
import {readFileSync, readdirSync, rmSync, writeFileSync} from "node:fs";
import {dirname, join, posix, relative, resolve} from "node:path";
import {transform} from "esbuild";
import {rollup, type GetManualChunk, type GetModuleInfo, type OutputChunk, type Plugin} from "rollup";

/** The engine and the packages that it cannot start without, in one file. */
const ENGINE = /\/_import\/engine\/[^/]+\.js$|\/_node\/(@duckdb\/|apache-arrow@13|flatbuffers@|tslib@)/;

/** What is left as it is: Framework's own runtime and the other packages, which are one file each already. */
const isBundled = (file: string): boolean => file.includes("/_import/") || ENGINE.test(file);

/** A module that so many pages need before they can draw is in one file with the others of its kind. */
const COMMON = 5;

const PAGE = "\0page:";
const PACKAGE = /\/_(?:npm|node)\/(?:@[^/]+\/)?([^@/]+)/;
const IMPORT = /\bimport\("(\.{1,2}\/(?:\.\.\/)*_import\/[^"]+\.js)"\)/g;
const PRELOAD = /<link rel="modulepreload" href="([^"]+)">\n?/g;
const SCRIPT = /<script type="module" async="" src="([^"]+)"><\/script>/g;

/** How one file of the site names another; both are paths from the site's folder. */
function hrefFrom(from: string, to: string): string {
  const path = posix.relative(posix.dirname(from), to);
  return path.startsWith(".") ? path : `./${path}`;
}

type BuiltPage = {
  /** Path from the site's folder. */
  path: string;
  html: string;
  /** Absolute paths of the modules that it imports before it can draw, and of those it imports when it needs them. */
  modules: string[];
  lazy: string[];
  /** Those of `lazy` that are preloaded all the same: components that a cell imports after the figures. */
  soon: string[];
};

const listed = (text: string, pattern: RegExp): string[] => [...text.matchAll(pattern)].map(([, path]) => path);

function readPage(out: string, path: string): BuiltPage {
  const html = readFileSync(join(out, path), "utf8");
  const absolute = (href: string) => resolve(out, dirname(path), href);
  const preloaded = new Set(listed(html, PRELOAD).map(absolute));
  const imported = [...new Set(listed(html, IMPORT).map(absolute))];
  const scripts = listed(html, SCRIPT).map(absolute).filter(isBundled);
  const later = imported.filter((file) => !preloaded.has(file));
  return {path, html, modules: imported.filter((file) => preloaded.has(file)), lazy: [...later, ...scripts], soon: later.filter((file) => file.includes("/_import/components/"))};
}

/** A page's modules as one: each is an export, in the order of `modules`. */
const pageModule = ({modules}: BuiltPage): string => modules.map((file, i) => `export * as m${i} from ${JSON.stringify(file)};`).join("\n");

function siteModules(out: string, pages: readonly BuiltPage[]): Plugin {
  const byId = new Map(pages.map((page) => [PAGE + page.path, page]));
  return {
    name: "site-modules",
    resolveId(source, importer) {
      if (byId.has(source)) return source;
      const id = importer && source.startsWith(".") ? resolve(dirname(importer), source) : source;
      return isBundled(id) ? id : {id, external: "absolute"};
    },
    load: (id) => (byId.has(id) ? pageModule(byId.get(id)!) : null),
    // a file that is named from a module's place is found from the place of the module's chunk
    resolveImportMeta: (property, {chunkId, moduleId}) => (property === "url" ? `new URL("${hrefFrom(chunkId, relative(out, moduleId))}", import.meta.url).href` : null),
    async renderChunk(code, {fileName, imports, dynamicImports}) {
      const outside = [...imports, ...dynamicImports].filter((id) => id.startsWith(out));
      const placed = outside.reduce((text, id) => text.replaceAll(id, hrefFrom(fileName, relative(out, id))), code);
      return {code: (await transform(placed, {format: "esm", minify: true, target: "esnext"})).code, map: null};
    }
  };
}

/** All modules that `ids` import before they can run, themselves included. */
function staticModules(ids: readonly string[], getModuleInfo: GetModuleInfo): Set<string> {
  const found = new Set<string>();
  const visit = (id: string) => {
    if (found.has(id)) return;
    found.add(id);
    getModuleInfo(id)?.importedIds.forEach(visit);
  };
  ids.forEach(visit);
  return found;
}

/** The file of shared modules that a module belongs to. Undefined: the bundler finds one. */
function sharedFiles(start: string, pages: readonly BuiltPage[]): GetManualChunk {
  let files: Map<string, string> | undefined;
  const find = (getModuleInfo: GetModuleInfo): Map<string, string> => {
    const counts = new Map<string, number>();
    for (const {modules} of pages) for (const id of staticModules(modules, getModuleInfo)) counts.set(id, (counts.get(id) ?? 0) + 1);
    const packages = (id: string) => [...staticModules([id], getModuleInfo)].flatMap((each) => (isBundled(each) ? [] : PACKAGE.exec(each)?.[1] ?? [])).sort();
    // by the packages that they need, so that no page waits for a package of another
    const isCommon = ([id, count]: [string, number]) => count >= COMMON && isBundled(id) && !id.includes("/_import/engine/");
    const common = [...counts].filter(isCommon).map(([id]) => [id, ["common", ...new Set(packages(id))].join("-")] as const);
    const engine = [...staticModules([start], getModuleInfo)].map((id) => [id, "engine"] as const);
    return new Map([...common, ...engine.filter(([id]) => isBundled(id))]);
  };
  return (id, {getModuleInfo}) => (files ??= find(getModuleInfo)).get(id);
}

const withoutHash = (name: string): string => name.replace(/\.[0-9a-f]{8}$/, "");

async function bundle(out: string, pages: readonly BuiltPage[]): Promise<OutputChunk[]> {
  const engine = readdirSync(join(out, "_import/engine")).filter((name) => name.endsWith(".js")).map((name) => join(out, "_import/engine", name));
  const lazy = [...new Set(pages.flatMap((page) => page.lazy))].filter((file) => !ENGINE.test(file));
  const input = Object.fromEntries([
    ...pages.filter(({modules}) => modules.length).map(({path}) => [`_import/pages/${path.replace(/\.html$/, "")}`, PAGE + path]),
    ...lazy.map((file) => [withoutHash(relative(out, file).slice(0, -".js".length)), file]),
    // the engine's modules keep their addresses: whoever imports one gets the page's own engine
    ...engine.map((file) => [relative(out, file).slice(0, -".js".length), file])
  ]);
  const built = await rollup({input, plugins: [siteModules(out, pages)], onLog: (level, log) => { if (level === "warn" && log.code !== "CIRCULAR_DEPENDENCY") throw new Error(`modules not joined: ${log.message}`); }});
  const {output} = await built.write({
    dir: out,
    format: "es",
    entryFileNames: ({facadeModuleId}) => (facadeModuleId && engine.includes(facadeModuleId) ? "[name].js" : "[name].[hash].js"),
    chunkFileNames: ({name}) => `_import/shared/${withoutHash(name)}.[hash].js`,
    hashCharacters: "hex",
    manualChunks: sharedFiles(engine.find((file) => /\/sql\.[0-9a-f]+\.js$/.test(file))!, pages)
  });
  await built.close();
  return output.filter((part) => part.type === "chunk");
}

/** The files of some chunks, as paths from the site's folder: the engine's first, so that it starts while the others arrive. */
function filesOf(start: readonly OutputChunk[], chunks: ReadonlyMap<string, OutputChunk>, out: string): string[] {
  const found = new Set<string>();
  const visit = (name: string) => {
    if (found.has(name)) return;
    found.add(name);
    chunks.get(name)?.imports.forEach((id) => visit(id.startsWith(out) ? relative(out, id) : id));
  };
  for (const {fileName} of start) visit(fileName);
  return [...found].sort((a, b) => Number(b.includes("/shared/engine.")) - Number(a.includes("/shared/engine.")));
}

function rewrite(out: string, page: BuiltPage, chunks: readonly OutputChunk[]): string {
  const byModule = new Map(chunks.flatMap((chunk) => (chunk.facadeModuleId ? [[chunk.facadeModuleId, chunk] as const] : [])));
  const href = (fileName: string) => hrefFrom(page.path, fileName);
  const absolute = (path: string) => resolve(out, dirname(page.path), path);
  const own = byModule.get(PAGE + page.path);
  const soon = page.soon.flatMap((file) => byModule.get(file) ?? []);
  const files = own ? filesOf([own, ...soon], new Map(chunks.map((chunk) => [chunk.fileName, chunk])), out) : [];
  const links = files.map((file) => `<link rel="modulepreload" href="${href(file)}">\n`).filter((link) => !page.html.includes(link.trim()));
  let isFirst = true;
  return page.html
    .replace(PRELOAD, (link, path: string) => {
      const before = isFirst ? links.join("") : "";
      isFirst = false;
      return before + (isBundled(absolute(path)) ? "" : link);
    })
    .replace(SCRIPT, (script, path: string) => (byModule.has(absolute(path)) ? script.replace(path, href(byModule.get(absolute(path))!.fileName)) : script))
    .replace(IMPORT, (_, path: string) => {
      const index = page.modules.indexOf(absolute(path));
      return index < 0 ? `import("${href(byModule.get(absolute(path))!.fileName)}")` : `import("${href(own!.fileName)}").then(({m${index}}) => m${index})`;
    });
}

/** Joins the modules of a built site in place; returns how many files its pages' modules have become. */
export async function joinModules(out: string): Promise<number> {
  const root = resolve(out);
  const paths = readdirSync(root, {recursive: true, encoding: "utf8"}).filter((file) => file.endsWith(".html"));
  const pages = paths.map((path) => readPage(root, path));
  const chunks = await bundle(root, pages);
  const written = new Set(chunks.map(({fileName}) => join(root, fileName)));
  for (const page of pages) writeFileSync(join(root, page.path), rewrite(root, page, chunks));
  for (const file of new Set(chunks.flatMap(({moduleIds}) => moduleIds))) if (file.includes("/_import/") && !written.has(file)) rmSync(file, {force: true});
  return chunks.length;
}
