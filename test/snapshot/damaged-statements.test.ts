/** Each kind of damage that a statement meets on its way, through a whole snapshot: rows accounted for, exact totals, a sentence with file and line, the last good snapshot untouched. */
import {appendFileSync, mkdirSync, readFileSync} from "node:fs";
import {join} from "node:path";
import {describe, expect, test} from "vitest";
import {buildSnapshot, SnapshotError} from "../../loaders/snapshot.js";
import {currentId} from "../../loaders/store.js";
import {EXAMPLE_LINES, getUsualShape, writeDistrokid} from "../fixtures/distrokid.js";
import {splitRecord} from "../../src/model/csv-records.js";
import {sumAmounts} from "../../src/model/statement-amounts.js";
import {TUNECORE_ROWS, writeTunecore} from "../fixtures/statements/tunecore.js";
import {type Place, place, query} from "./folder.js";

/** Four lines (2 to 5) of 0.0118, 14.7512345, 0.99 and -0.0021. */
const sound = writeTunecore();
const text = sound.toString();
const lines = text.trimEnd().split("\n");
const joined = (...all: string[]) => `${all.join("\n")}\n`;
/** The columns named exchanged in some lines. */
const swapped = (all: string[], a: string, b: string) => {
  const header = splitRecord(lines[0], ",");
  const [at, to] = [header.indexOf(a), header.indexOf(b)];
  return all.map((line) => { const cells = splitRecord(line, ","); [cells[at], cells[to]] = [cells[to], cells[at]]; return cells.map((cell) => (cell.includes(",") ? `"${cell}"` : cell)).join(","); });
};
interface Outcome {
  name: string;
  content: string | Buffer;
  /** Rows in, loaded, in quarantine. */
  rows: [number, number, number];
  /** Sum of what is loaded, by hand. */
  total: string;
  says: (string | RegExp)[];
}

const kinds: Outcome[] = [
  {name: "cut in the middle of a line", content: sound.subarray(0, sound.length - 40), rows: [4, 3, 1], total: "15.7530345", says: [/^tc\.csv line 5: the line has \d+ of 21 columns: cut off\?$/]},
  {name: "cut in the middle of a character", content: sound.subarray(0, sound.lastIndexOf("é") + 1), rows: [4, 3, 1], total: "15.7530345", says: ["tc.csv line 5: the line has 8 of 21 columns: cut off?"]},
  {name: "another delimiter in the header", content: joined(lines[0].replaceAll(",", ";"), ...lines.slice(1)), rows: [4, 0, 4], total: "0", says: ["tc.csv line 2: the line has 1 of 21 columns: cut off? (and 3 more)"]},
  {name: "another delimiter in one line", content: joined(...lines.slice(0, 3), lines[3].replaceAll(",", ";"), lines[4]), rows: [4, 3, 1], total: "14.7609345", says: ["tc.csv line 4: the line has 1 of 21 columns: cut off?"]},
  {
    name: "the header twice", content: joined(...lines.slice(0, 3), lines[0], ...lines.slice(3)), rows: [5, 4, 1], total: "15.7509345",
    says: ["# Units Sold", "Currency", "Exchange Rate", "Net Sales", "Posted Date", "Sales Period", "Total Earned"].map((heading) => `tc.csv line 4, column "${heading}": found "${heading}", expected a`)
  },
  {name: "columns swapped, header and cells", content: joined(...swapped(lines, "Total Earned", "Sales Period")), rows: [4, 4, 0], total: "15.7509345", says: []},
  {
    name: "columns swapped below the header", content: joined(lines[0], ...swapped(lines.slice(1), "Total Earned", "Sales Period")), rows: [4, 0, 4], total: "0",
    says: ['tc.csv line 2, column "Sales Period": found "0.0118", expected a period', 'tc.csv line 2, column "Total Earned": found "2024-01-01", expected an amount']
  },
  {name: "a byte order mark before a line", content: joined(...lines.slice(0, 3), `\ufeff${lines[3]}`, lines[4]), rows: [4, 4, 0], total: "15.7509345", says: []},
  {name: "a byte order mark in an amount", content: text.replace(",14.7512345,", ",14.75\ufeff12345,"), rows: [4, 3, 1], total: "0.9997", says: ['tc.csv line 3, column "Total Earned": found "14.75[U+FEFF]12345", expected an amount']},
  {name: "200 columns", content: joined(...lines.map((line, i) => `${line}${Array.from({length: 179}, (_, n) => (i ? `,${n}` : `,extra ${n}`)).join("")}`)), rows: [4, 4, 0], total: "15.7509345", says: []},
  {name: "a line of 1 MB", content: joined(...lines.slice(0, 3), "x".repeat(1 << 20), ...lines.slice(3)), rows: [5, 4, 1], total: "15.7509345", says: ["tc.csv line 4: the line has 1 of 21 columns: cut off?"]},
  {name: "a cell of 1 MB", content: text.replace("Café Noir", "é".repeat(1 << 19)), rows: [4, 4, 0], total: "15.7509345", says: []},
  {name: "a line of 20 MB, longer than the engine's buffer", content: joined(...lines.slice(0, 3), "x".repeat(20 << 20), ...lines.slice(3)), rows: [5, 4, 1], total: "15.7509345", says: ["tc.csv line 4: the line has 1 of 21 columns: cut off?"]},
  {name: "a NUL byte", content: text.replace("iTunes", "iTu\0nes"), rows: [4, 3, 1], total: "14.7609345", says: ["tc.csv line 4: the line holds a NUL byte"]},
  {name: "an open quote", content: text.replace(",iTunes,", ',"iTunes,'), rows: [4, 3, 1], total: "14.7609345", says: ["tc.csv line 4: a quote is not closed"]},
  {name: "an open quote that meets another far below", content: joined(lines[0], lines[1].replace(",Spotify,", ',"Spotify,'), ...Array.from({length: 30}, () => lines[3]), lines[1].replace(",Spotify,", ',Spotify",')), rows: [32, 31, 1], total: "29.7118", says: ["tc.csv line 2: a quote is not closed"]}
];

const withoutLines = "platform,rate\nspotify,0.003\n";

describe("what is damaged is in quarantine, the rest is loaded to the last digit", () => {
  test.for(kinds)("$name", async ({content, rows, total, says}) => {
    const here = place();
    here.write("rates.csv", withoutLines);
    here.write("tc.csv", content);
    const {dir, manifest} = await here.build("2025-11-20");
    const file = manifest.inputs.find((input) => input.file === "tc.csv")!;
    expect([file.status, file.rows_in, file.rows_loaded, file.rows_quarantined]).toEqual(["loaded", ...rows]);
    const loaded = await query({dir}, "select earnings::varchar as earnings from {statement_lines}");
    expect([loaded.length, sumAmounts(loaded.map(({earnings}) => earnings))]).toEqual([rows[1], total]);
    const rejected = manifest.problems.filter(({severity, file}) => severity === "reject" && file === "tc.csv").map(({sentence}) => sentence);
    expect(rejected).toEqual(says.map((part) => (part instanceof RegExp ? expect.stringMatching(part) : expect.stringContaining(part))));
    const kept = await query({dir}, "select count(distinct line)::integer as lines, max(length(raw))::integer as longest, count(*) filter (reason = '')::integer as unsaid from {quarantine}");
    expect([kept[0].lines, (kept[0].longest ?? 0) <= 2000, kept[0].unsaid]).toEqual([rows[2], true, 0]);
  });
});

test.for([
  ["text behind a closing quote in the last column", (line: string) => `${line}x`, 1, "a quote closes in the middle of a cell"],
  ["blank cells behind the last column", (line: string) => `${line}\t\t\t`, 0, ""],
  ["a quote within a cell", (line: string) => line.replace('"Café', '"Ca"fé'), 1, "a quote closes in the middle of a cell"]
] as const)("DistroKid with every cell quoted: %s", async ([, damage, quarantined, reason]) => {
  const here = place();
  const all = writeDistrokid(EXAMPLE_LINES, getUsualShape("15")).toString().split("\r\n");
  here.write("dk.csv", all.with(2, damage(all[2])).join("\r\n"));
  const {dir, manifest} = await here.build("2025-11-20");
  const expected = EXAMPLE_LINES.filter((_, i) => !quarantined || i !== 1).map(({earnings}) => earnings);
  expect(sumAmounts((await query({dir}, "select earnings::varchar as earnings from {statement_lines}")).map(({earnings}) => earnings))).toBe(sumAmounts(expected));
  expect(manifest.problems.filter(({severity}) => severity === "reject").map(({sentence}) => sentence)).toEqual(quarantined ? [`dk.csv line 3: ${reason}`] : []);
});

/** The snapshot before, which has to stay as it is. */
async function refused(here: Place, damage: () => void, build = () => here.build("2025-11-20")): Promise<string[]> {
  here.write("tc.csv", sound);
  const good = await here.build("2025-11-20");
  const before = readFileSync(join(good.dir, "statement_lines.parquet"));
  damage();
  const error = await build().catch((reason: unknown) => reason);
  expect(error).toBeInstanceOf(SnapshotError);
  expect([currentId(here.outDir), readFileSync(join(good.dir, "statement_lines.parquet")).equals(before)]).toEqual([good.id, true]);
  return (error as SnapshotError).problems.map(({sentence}) => sentence);
}

describe("what cannot be read at all fails with a sentence, and the last good snapshot stays", () => {
  test("an empty file where the label's statements should be", async () => {
    const here = place();
    expect(await refused(here, () => here.write("dk_bank_details.csv", ""))).toEqual(["dk_bank_details.csv is empty"]);
  });

  test("a header with a column twice", async () => {
    const here = place();
    expect(await refused(here, () => here.write("tc.csv", text.replace("Net Sales,", "Total Earned,")))).toEqual(['tc.csv line 1: TuneCore\'s column "Total Earned" stands more than once: which one counts cannot be told']);
  });

  test("a file that changes while it is read", async () => {
    const here = place();
    const changing = () => buildSnapshot({dataDir: here.dataDir, outDir: here.outDir, asOf: "2025-11-21", log: (line) => { if (line.includes("a.csv")) appendFileSync(join(here.dataDir, "tc.csv"), "one more line\n"); }});
    expect(await refused(here, () => here.write("a.csv", writeDistrokid(EXAMPLE_LINES, getUsualShape("15"))), changing)).toEqual(["tc.csv changed while it was read: run this again when it is complete"]);
  });

  test("a file that is gone before it is read", async () => {
    const here = place();
    const {rmSync} = await import("node:fs");
    const changing = () => buildSnapshot({dataDir: here.dataDir, outDir: here.outDir, asOf: "2025-11-21", log: (line) => { if (line.includes("a.csv")) rmSync(join(here.dataDir, "tc.csv")); }});
    expect(await refused(here, () => here.write("a.csv", writeDistrokid(EXAMPLE_LINES, getUsualShape("15"))), changing)).toEqual(["tc.csv changed while it was read: run this again when it is complete"]);
  });
});

test("a folder named like a CSV is walked, and an empty file that nobody expects is listed and not read", async () => {
  const here = place();
  mkdirSync(join(here.dataDir, "folder.csv"));
  here.write("folder.csv/tc.csv", sound);
  here.write("nothing.csv", "");
  const {manifest} = await here.build("2025-11-20");
  expect(manifest.inputs.filter(({status}) => status !== "missing").map(({file, status, rows_loaded}) => [file, status, rows_loaded])).toEqual([["folder.csv/tc.csv", "loaded", TUNECORE_ROWS.length], ["nothing.csv", "not read", 0]]);
});
