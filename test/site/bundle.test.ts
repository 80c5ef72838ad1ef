/** The bundle that starts the loaders' programs is never older than a file it is made from. */
import {copyFileSync, mkdirSync, mkdtempSync, renameSync, rmSync, statSync, symlinkSync, utimesSync, writeFileSync} from "node:fs";
import {tmpdir} from "node:os";
import {join, resolve} from "node:path";
import {fileURLToPath, pathToFileURL} from "node:url";
import {expect, onTestFinished, test} from "vitest";

/** A project of two modules, with the installed esbuild. */
function project() {
  const root = mkdtempSync(join(tmpdir(), "ledgerline-bundle-"));
  onTestFinished(() => rmSync(root, {recursive: true, force: true}));
  mkdirSync(join(root, "loaders/site"), {recursive: true});
  mkdirSync(join(root, "node_modules"));
  symlinkSync(resolve("node_modules/esbuild"), join(root, "node_modules/esbuild"));
  const write = (name: string, text: string) => writeFileSync(join(root, name), text);
  write("node_modules/.package-lock.json", "{}");
  write("loaders/said.ts", 'export const said: string = "one";');
  write("loaders/say-cli.ts", 'import {said} from "./said.js"; export {said}; export const place = import.meta.url;');
  copyFileSync("loaders/site/bundle.mjs", join(root, "loaders/site/bundle.mjs"));
  const bundle = async (): Promise<string | null> => (await import(pathToFileURL(join(root, "loaders/site/bundle.mjs")).href)).bundleOf("loaders/say-cli.ts");
  const told = async () => import(`${(await bundle())!}?${Math.random()}`) as Promise<{said: string; place: string}>;
  return {root, write, bundle, told};
}

test("says what the modules say, and where they are", async () => {
  const {root, told} = project();
  const {said, place} = await told();
  expect(said).toBe("one");
  expect(fileURLToPath(place)).toBe(join(root, "loaders/say-cli.ts"));
});

test("is used again, until a module or the packages are others, even with the same size and time", async () => {
  const {root, write, bundle, told} = project();
  const path = fileURLToPath((await bundle())!);
  const first = statSync(path).ino;
  expect([fileURLToPath((await bundle())!), statSync(path).ino]).toEqual([path, first]);
  const {atime, mtime} = statSync(join(root, "loaders/said.ts"));
  write("loaders/said.ts", 'export const said: string = "two";');
  utimesSync(join(root, "loaders/said.ts"), atime, mtime);
  expect((await told()).said).toBe("two");
  const second = statSync(path).ino;
  write("node_modules/.package-lock.json", '{"lockfileVersion": 3}');
  expect((await told()).said).toBe("two");
  expect(statSync(path).ino).not.toBe(second);
});

test("files that were not touched for a while are not read again, and one that was is", async () => {
  const {root, write, bundle, told} = project();
  await new Promise((done) => setTimeout(done, 1100)); // older than the bundle by more than a tick
  const path = fileURLToPath((await bundle())!);
  await bundle();
  const noted = statSync(`${path}.json`).ino;
  await bundle();
  expect(statSync(`${path}.json`).ino).toBe(noted);
  const {atime, mtime} = statSync(join(root, "loaders/said.ts"));
  write("loaders/said.ts", 'export const said: string = "new";');
  utimesSync(join(root, "loaders/said.ts"), atime, mtime);
  expect((await told()).said).toBe("new");
  utimesSync(join(root, "loaders/said.ts"), atime, new Date()); // touched and the same: the bundle stays
  const made = statSync(path).ino;
  expect((await told()).said).toBe("new");
  expect(statSync(path).ino).toBe(made);
});

test("there is none for a module that does not parse or is gone", async () => {
  const {root, write, bundle, told} = project();
  await bundle();
  write("loaders/said.ts", "export const said: string = ");
  expect(await bundle()).toBe(null);
  renameSync(join(root, "loaders/said.ts"), join(root, "loaders/other.ts"));
  expect(await bundle()).toBe(null);
  write("loaders/said.ts", 'export const said = "three";');
  expect((await told()).said).toBe("three");
});

test("a bundle that is cut is made anew", async () => {
  const {bundle, told} = project();
  writeFileSync(fileURLToPath((await bundle())!), "// made fr");
  expect((await told()).said).toBe("one");
});
