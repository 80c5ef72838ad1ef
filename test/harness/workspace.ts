/** Copies of the project for tests that build or preview it, so that nobody's own `dist`, cache or snapshots are touched. */
import {cpSync, mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync} from "node:fs";
import {tmpdir} from "node:os";
import {join} from "node:path";

const COPIED = ["package.json", "package-lock.json", "tsconfig.json", "observablehq.config.ts", "src", "loaders", "data"];

/** A fresh copy in a temporary folder; node_modules is linked. Returns its path and what removes it. */
export function makeWorkspace(name: string): {dir: string; remove(): void} {
  const dir = mkdtempSync(join(tmpdir(), `ledgerline-${name}-`));
  for (const entry of readdirSync(".").filter((entry) => COPIED.includes(entry))) {
    cpSync(entry, join(dir, entry), {recursive: true, filter: (source) => !source.includes(".observablehq")});
  }
  symlinkSync(join(process.cwd(), "node_modules"), join(dir, "node_modules"), "dir");
  return {dir, remove: () => rmSync(dir, {recursive: true, force: true})};
}

/** A folder inside a workspace, made when missing. */
export function folderIn(dir: string, name: string): string {
  mkdirSync(join(dir, name), {recursive: true});
  return join(dir, name);
}
