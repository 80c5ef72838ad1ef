import {mkdirSync, mkdtempSync, rmSync, statSync, utimesSync, writeFileSync} from "node:fs";
import {tmpdir} from "node:os";
import {join, relative} from "node:path";
import {afterAll, expect, test} from "vitest";
import {codeGraph, listFiles, signature, type HashMemory} from "../../loaders/site/signature.js";

const dir = mkdtempSync(join(tmpdir(), "ledgerline-signature-"));
afterAll(() => rmSync(dir, {recursive: true, force: true}));
const write = (name: string, body: string) => (writeFileSync(join(dir, name), body), join(dir, name));

test("files are listed at any depth, without hidden ones; a missing folder has none", () => {
  mkdirSync(join(dir, "deep"));
  write("b.csv", "b");
  write("deep/a.csv", "a");
  write(".hidden", "");
  expect(listFiles(dir).map((file) => relative(dir, file))).toEqual(["b.csv", "deep/a.csv"]);
  expect(listFiles(join(dir, "nowhere"))).toEqual([]);
});

test("the signature follows content, names and options, not times", () => {
  const file = write("c.csv", "one");
  const sign = (options: string[] = []) => signature([file], options, new Map());
  const first = sign();
  utimesSync(file, new Date(0), new Date(0));
  expect(sign()).toBe(first);
  expect(sign(["2025-01-01"])).not.toBe(first);
  writeFileSync(file, "two");
  expect(sign()).not.toBe(first);
});

test("a file with the size and time it had is not read again", () => {
  const file = write("d.csv", "one");
  const {size, mtimeMs} = statSync(file);
  const memory: HashMemory = new Map([[file, {size, mtimeMs, hash: "remembered"}]]);
  const first = signature([file], [], memory);
  writeFileSync(file, "two");
  utimesSync(file, new Date(), new Date(mtimeMs + 5000));
  expect(signature([file], [], memory)).not.toBe(first);
  expect(memory.get(file)?.hash).not.toBe("remembered");
});

test("the code graph follows imports, not packages", () => {
  write("leaf.ts", "export const leaf = 1;");
  const entry = write("entry.ts", 'import {z} from "zod";\nimport {leaf} from "./leaf.js";\nconsole.log(z, leaf);');
  expect(codeGraph(entry).map((file) => file.split("/").at(-1))).toEqual(["entry.ts", "leaf.ts"]);
});
