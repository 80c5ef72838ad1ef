/**
 * Answers Framework's look-ups of `npm:` imports from node_modules.
 *
 * Framework asks a registry which version a name has and then fetches a browser bundle of it from a
 * CDN, both through the global `fetch`. Here both answers come from the packages that the lockfile
 * installed, so that building and previewing need no network and the site gets the locked versions.
 */
import {existsSync, readFileSync} from "node:fs";
import {extname, join, sep} from "node:path";
import {build} from "esbuild";

const NAME = "(?:@[^/@]+/)?[^/@]+";
const LOOK_UP = new RegExp(`^https://registry\\.[^/]+/(${NAME})(?:/([^/]+))?$`);
const PACKAGE_FILE = new RegExp(`^https://[^/]+/npm/(${NAME})@([^/]+)/(.+)$`);

/** A request of Framework for a package: its version, or one file of it. */
export type PackageRequest = {name: string; tag?: string; path?: string};

/** Reads a request out of a URL; undefined when the URL is something else. */
export function parsePackageUrl(url: string): PackageRequest | undefined {
  const lookUp = LOOK_UP.exec(url);
  if (lookUp) return {name: decodeURIComponent(lookUp[1]), tag: lookUp[2]};
  const file = PACKAGE_FILE.exec(url);
  if (file) return {name: file[1], path: file[3]};
}

const folder = (name: string) => join(process.cwd(), "node_modules", ...name.split("/"));

function installedVersion(name: string): string | undefined {
  const manifest = join(folder(name), "package.json");
  return existsSync(manifest) ? (JSON.parse(readFileSync(manifest, "utf8")) as {version: string}).version : undefined;
}

function answerVersion({name, tag}: PackageRequest): Response {
  // Framework's client names some thirty optional libraries and wants a version of each, even if no
  // page loads them. 0.0.0 satisfies it; loading one still fails below, with a sentence.
  const version = installedVersion(name) ?? "0.0.0";
  return Response.json(tag ? {version} : {versions: {[version]: {}}});
}

async function bundle(entry: string): Promise<string> {
  const contents = `export * from ${JSON.stringify(entry)}; import * as all from ${JSON.stringify(entry)}; export default all.default ?? all;`;
  const result = await build({
    stdin: {contents, resolveDir: process.cwd()},
    bundle: true,
    write: false,
    minify: true,
    format: "esm",
    platform: "browser",
    target: "es2022",
    logLevel: "silent",
    define: {"process.env.NODE_ENV": '"production"'}
  });
  return result.outputFiles[0].text;
}

async function answerFile({name, path = ""}: PackageRequest): Promise<Response> {
  const missing = (problem: string) => new Response(problem, {status: 404, statusText: problem});
  if (!installedVersion(name)) return missing(`npm package not installed, add it to package.json: ${name}`);
  const module = /^(?:(.+)\/)?\+esm$/.exec(path);
  if (module) {
    const entry = module[1] ? `${name}/${module[1]}` : name;
    return new Response(await bundle(entry), {headers: {"content-type": "application/javascript"}});
  }
  const file = join(folder(name), path);
  if (!file.startsWith(folder(name) + sep) || !existsSync(file)) return missing(`file not in npm package ${name}: ${path}`);
  // "application/javascript" would make Framework parse and rewrite the file; it must arrive as it is.
  const type = extname(file) === ".js" ? "text/plain" : "application/octet-stream";
  return new Response(readFileSync(file), {headers: {"content-type": type}});
}

/** Answers one package request from node_modules. */
export function answer(request: PackageRequest): Response | Promise<Response> {
  return request.path === undefined ? answerVersion(request) : answerFile(request);
}

type Patched = typeof fetch & {ledgerline?: true};

/** Puts the answers in front of the global `fetch`, once per process. */
export function offlineNpm(): void {
  const real = globalThis.fetch as Patched;
  if (real.ledgerline) return;
  const patched: Patched = async (input, init) => {
    const request = parsePackageUrl(input instanceof Request ? input.url : String(input));
    return request ? answer(request) : real(input, init);
  };
  globalThis.fetch = Object.assign(patched, {ledgerline: true as const});
}
