/** A plain file is told from every other without holding it in memory; what is said of it is what a look at the whole says. */
import {createHash} from "node:crypto";
import {isUtf8} from "node:buffer";
import {mkdtempSync, rmSync, writeFileSync} from "node:fs";
import {tmpdir} from "node:os";
import {join} from "node:path";
import {expect, onTestFinished, test} from "vitest";
import {countLines, hasLooseQuote, isOneLinePerRecord} from "../../loaders/csv-layout.js";
import {scanPlainFile} from "../../loaders/scan-file.js";
import {headerOf} from "../../src/model/csv-records.js";
import {EXAMPLE_LINES, getUsualShape, writeDistrokid} from "../fixtures/distrokid.js";
import {withFolder} from "./workbench.js";

function scan(content: string | Buffer) {
  const dir = mkdtempSync(join(tmpdir(), "ledgerline-scan-"));
  onTestFinished(() => rmSync(dir, {recursive: true, force: true}));
  const path = join(dir, "file.csv");
  writeFileSync(path, content);
  return scanPlainFile(path);
}

/** What the whole text says. */
function whole(bytes: Buffer) {
  if (!bytes.includes(0x0a) || !isUtf8(bytes) || bytes.includes(0) || !isOneLinePerRecord(bytes) || hasLooseQuote(bytes, headerOf(bytes.toString("utf8").split("\n")[0]).delimiter)) return null;
  return {sha256: createHash("sha256").update(bytes).digest("hex"), bytes: bytes.length, lines: countLines(bytes)};
}

const row = (i: number) => `2025-01-0${1 + (i % 9)},Café ${i},"a, ""b""",${i}\n`;
const rows = (n: number) => Array.from({length: n}, (_, i) => row(i)).join("");
const header = "date,name,text,number\n";

test.for([
  ["nothing", ""], ["a header without an end", "a,b"], ["a header", "a,b\n"], ["bare CR", "a,b\r1,2\r"], ["CRLF", "a,b\r\n1,2\r\n"], ["CRLF with a blank line", "a,b\r\n\r\n1,2\r\n"],
  ["a byte order mark", "\ufeffa,b\n1,é\n"], ["cp1252", Buffer.from("a,b\n1,caf\xe9\n", "latin1")], ["a character that the end cuts", Buffer.from("a,b\n1,é").subarray(0, -1)], ["NUL", "a,b\n1,\0\n"],
  ["a blank line", "a,b\n\n1,2\n"], ["a line break in a cell", 'a,b\n1,"2\n3"\n'], ["a quote that is not closed", 'a,b\n1,"2\n'], ["text behind a quote", 'a,b\n1,"2"x\n'], ["no end", "a,b\n1,2"],
  ["pieces", header + rows(20_000)], ["pieces without an end", header + rows(20_000) + "2025-01-01,x,y,1"],
  ["a blank line in a later piece", `${header}${rows(12_000)}\n${rows(12_000)}`], ["NUL in a later piece", `${header}${rows(12_000)}1,2,\0,4\n${rows(3)}`],
  ["a loose quote in a later piece", `${header}${rows(12_000)}1,2,"3"x,4\n${rows(12_000)}`], ["a line break in a cell of a later piece", `${header}${rows(12_000)}1,2,"3\n",4\n${rows(12_000)}`]
] as const)("%s", ([, content]) => {
  const bytes = Buffer.from(content as string);
  const found = scan(bytes);
  expect(found && {sha256: found.sha256, bytes: found.bytes, lines: found.lines}).toEqual(whole(bytes));
  if (found) expect(bytes.subarray(0, found.head.length).equals(found.head) && found.head.at(-1)).toBe(0x0a);
});

test("wherever a piece ends", () => {
  const size = 1 << 18;
  for (const over of [-2, -1, 0, 1, 2, 3]) {
    let start = `${header}${rows(5000)}`;
    for (let i = 0; Buffer.byteLength(start) < size - 60; ++i) start += row(i);
    const bytes = Buffer.from(`${start}${"x".repeat(size - Buffer.byteLength(start) + over)},é,"q",1\n${rows(10)}`);
    const {head, ...found} = scan(bytes)!;
    expect(found).toEqual(whole(bytes));
    expect(head.at(-1)).toBe(0x0a);
  }
});

test("a header that stands below what was read of a long file is found in the whole", async () => {
  const [head, ...rest] = writeDistrokid(EXAMPLE_LINES, getUsualShape("13")).toString("utf8").split(/\r?\n/);
  const statement = `${Array.from({length: 16}, (_, i) => `${i} ${"x".repeat(19_000)}\n`).join("")}${head}\n${rest.filter(Boolean).map((line) => `${line}\n`).join("")}`;
  expect(scan(statement)!.head.length).toBeLessThan(statement.indexOf(head));
  await withFolder({"statement.csv": statement}, async ({datasets}) => {
    expect(datasets.find(({file}) => file === "statement.csv")).toMatchObject({feed: "distrokid_statements", status: "loaded", rows_in: EXAMPLE_LINES.length});
  });
});

test("a line that is longer than a piece has to be looked at as a whole", () => {
  expect(scan(`a,b\n1,${"x".repeat(300_000)}\n`)).toBeNull();
});
