/**
 * A program of the loaders as one file of plain JavaScript: it starts in a quarter of the time that tsx takes to read some
 * three hundred modules. Kept in node_modules/.cache, with a list of everything it was made from; it is used only while all of
 * that is still the same to the byte.
 */
import {createHash} from "node:crypto";
import {mkdirSync, readFileSync, renameSync, statSync, writeFileSync} from "node:fs";
import {join, relative} from "node:path";
import {fileURLToPath, pathToFileURL} from "node:url";

const root = fileURLToPath(new URL("../..", import.meta.url));
const cache = join(root, "node_modules/.cache/ledgerline");

/** Packages count by what is installed; this file, because it says how the bundle is made. */
const ALWAYS = ["node_modules/.package-lock.json", "loaders/site/bundle.mjs"];

/** A file system may give two changes within this time one time stamp. */
const TICK_NS = 1_000_000_000n;

const read = (file) => readFileSync(`${root}/${file}`, "utf8");

/** Hash of `contents` (path from the project's root → text), and of where the project is: the bundle names it. */
function hashOf(contents) {
  const hash = createHash("sha256").update(root);
  for (const file of [...contents.keys()].sort()) hash.update(`\0${file}\0`).update(contents.get(file));
  return hash.digest("hex");
}

/** Is another one as soon as the file is; a program can set back the time of the last change, but not `ctime`. */
function stampOf(path) {
  const {ino, size, mtimeNs, ctimeNs} = statSync(path, {bigint: true});
  return {text: `${ino} ${size} ${mtimeNs} ${ctimeNs}`, ctimeNs};
}

/** Stamps of `files`, and the last change of all. */
function stampsOf(files) {
  const stamps = files.map((file) => stampOf(`${root}/${file}`));
  return {stamps: stamps.map(({text}) => text).join("\n"), changed: stamps.reduce((last, {ctimeNs}) => (ctimeNs > last ? ctimeNs : last), 0n)};
}

/** Notes beside the bundle what it was made from; `made` is its own stamp, so that one that was cut is not used. */
function note(path, files, hash, stamps) {
  const part = `${path}.json.${process.pid}`;
  writeFileSync(part, JSON.stringify({files, hash, stamps, made: stampOf(path).text}));
  renameSync(part, `${path}.json`);
}

/** True when the bundle at `path` is made from the files as they are now. Their stamps suffice where they were noted long enough after the last change for it to have one of its own. */
function isCurrent(path) {
  try {
    const {files, hash, stamps, made} = JSON.parse(readFileSync(`${path}.json`, "utf8"));
    if (stampOf(path).text !== made) return false;
    const now = stampsOf(files);
    if (now.stamps === stamps && now.changed + TICK_NS < stampOf(`${path}.json`).ctimeNs) return true;
    if (hashOf(new Map(files.map((file) => [file, read(file)]))) !== hash) return false;
    note(path, files, hash, now.stamps);
    return true;
  } catch {
    return false; // none yet, a damaged one, or one of its files is gone
  }
}

/** Reads the project's own modules, into `contents` as well: a file that changes meanwhile is not what the bundle holds. */
const ownModules = (contents) => ({
  name: "own-modules",
  setup: (build) =>
    build.onLoad({filter: /\.ts$/}, ({path}) => {
      if (path.includes("/node_modules/")) return undefined;
      const text = readFileSync(path, "utf8");
      contents.set(relative(root, path), text);
      // a module says where it is by `import.meta.url`; in the bundle that would be the bundle's place
      return {loader: "ts", contents: text.replaceAll("import.meta.url", JSON.stringify(pathToFileURL(path).href))};
    })
});

async function make(entry, path) {
  const contents = new Map(ALWAYS.map((file) => [file, read(file)]));
  const {build} = await import("esbuild");
  const {outputFiles} = await build({
    entryPoints: [entry], absWorkingDir: root, bundle: true, write: false, platform: "node", format: "esm", target: "node20", logLevel: "silent",
    plugins: [ownModules(contents)], external: ["@duckdb/node-bindings"],
    banner: {js: 'import {createRequire as requireOfBundle} from "node:module"; const require = requireOfBundle(import.meta.url);'}
  });
  const files = [...contents.keys()];
  const part = `${path}.${process.pid}`;
  mkdirSync(cache, {recursive: true});
  writeFileSync(part, outputFiles[0].text);
  renameSync(part, path);
  note(path, files, hashOf(contents), ""); // of the contents that were read; the next start adds the stamps
}

/** URL of the bundle of `entry` (a path from the project's root), made when there is none of the present code; null when none can be made. */
export async function bundleOf(entry) {
  const place = createHash("sha256").update(root).digest("hex").slice(0, 8); // node_modules may be a link that several projects share
  const path = join(cache, `${relative("loaders", entry).replace(/\W+/g, "-")}-${place}.mjs`);
  try {
    if (!isCurrent(path)) await make(entry, path);
    return pathToFileURL(path).href;
  } catch {
    return null;
  }
}
