import {execFileSync} from "node:child_process";
import {mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync} from "node:fs";
import {tmpdir} from "node:os";
import {join} from "node:path";
import {afterAll, expect, test} from "vitest";
import {tar} from "../../loaders/site/emit.js";
import {filesIn} from "../../loaders/store.js";

const dir = mkdtempSync(join(tmpdir(), "ledgerline-tar-"));
afterAll(() => rmSync(dir, {recursive: true, force: true}));

test("the archive holds every file of the folder, byte for byte, and is the same each time", async () => {
  const files: Record<string, Buffer> = {
    "b.parquet": Buffer.from(Array.from({length: 70_000}, (_, i) => i % 251)),
    "a.json": Buffer.from("{}"),
    "exactly-a-block": Buffer.alloc(512, 7),
    empty: Buffer.alloc(0)
  };
  const source = join(dir, "source");
  const target = join(dir, "target");
  for (const folder of [source, join(source, "subfolder"), target]) mkdirSync(folder);
  for (const [name, body] of Object.entries(files)) writeFileSync(join(source, name), body);
  const archive = async () => {
    const blocks: Buffer[] = [];
    for await (const block of tar(filesIn(source))) blocks.push(block);
    return Buffer.concat(blocks);
  };
  writeFileSync(join(dir, "all.tar"), await archive());
  expect(await archive()).toEqual(readFileSync(join(dir, "all.tar")));
  const listed = execFileSync("tar", ["-tf", join(dir, "all.tar")], {encoding: "utf8"}).trim().split("\n");
  expect(listed).toEqual(["a.json", "b.parquet", "empty", "exactly-a-block"]);
  execFileSync("tar", ["-xf", join(dir, "all.tar"), "-C", target]);
  for (const [name, body] of Object.entries(files)) expect(readFileSync(join(target, name)).equals(body)).toBe(true);
});

test("a name that does not fit is refused", async () => {
  const folder = join(dir, "long");
  mkdirSync(folder);
  writeFileSync(join(folder, "x".repeat(120)), "");
  await expect(tar(filesIn(folder)).next()).rejects.toThrow("file name too long for tar");
});
