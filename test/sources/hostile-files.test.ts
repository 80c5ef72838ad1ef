/** Every curated feed, damaged in the same way at once: each row is accounted for, and what is wrong is said with file and line. */
import {mkdtempSync, readFileSync, readdirSync, rmSync, symlinkSync, writeFileSync} from "node:fs";
import {tmpdir} from "node:os";
import {join} from "node:path";
import {describe, expect, onTestFinished, test} from "vitest";
import {listInputs} from "../../loaders/inputs.js";
import {buildSnapshot} from "../../loaders/snapshot.js";
import {CURATED} from "../data/sample.js";
import {type LoadedFolder, withFolder} from "./workbench.js";

/** Header and first rows of each file. */
const sample = Object.fromEntries(readdirSync(CURATED).filter((name) => name.endsWith(".csv")).map((name) => [name, readFileSync(join(CURATED, name), "utf8").split("\n").slice(0, 8).join("\n").replace(/\n?$/, "\n")]));
const names = Object.keys(sample);
const byLine = (change: (line: string, i: number) => string) => (text: string) => text.split("\n").map((line, i) => (line ? change(line, i) : line)).join("\n");
const inRow = (row: number, change: (line: string) => string) => byLine((line, i) => (i === row ? change(line) : line));

const damaged = (change: (text: string) => string | Buffer, look: (folder: LoadedFolder) => void) =>
  withFolder(Object.fromEntries(names.map((name) => [name, change(sample[name])])), async (folder) => {
    for (const {file, file_id, status, rows_in, rows_loaded, rows_quarantined, rows_superseded, rows_left_out} of folder.datasets) {
      if (status === "missing" || status === "duplicate") continue; // an empty file is the copy of another
      expect([file, status === "loaded" || folder.problems.some((problem) => problem.severity === "fail" && problem.file === file && problem.sentence.startsWith(file))]).toEqual([file, true]);
      expect([file, rows_loaded + rows_quarantined + rows_superseded + rows_left_out]).toEqual([file, rows_in]);
      expect([file, new Set(folder.quarantine.filter((row) => row.file_id === file_id).map(({line}) => line)).size]).toEqual([file, rows_quarantined]);
    }
    for (const {sentence, found} of folder.problems) expect([sentence, sentence.length < 900, /[\0-\x1f\ufeff]/.test(sentence), (found ?? "").length <= 2000]).toEqual([sentence, true, false, true]);
    look(folder);
  });

const rows = ({datasets}: LoadedFolder, name: string) => datasets.find(({file}) => file === name)!;
/** Sentences about a line of a file. */
const about = ({problems}: LoadedFolder, name: string, line: number): string[] => problems.filter(({sentence}) => sentence.startsWith(`${name} line ${line}`)).map(({sentence}) => sentence);
const intact = await withFolder(sample, async ({datasets}) => new Map(datasets.map((dataset) => [dataset.file, dataset])));

describe("a line of each file costs itself and no other", () => {
  const cases: [string, (text: string) => string, RegExp, line: number, added: number][] = [
    ["a line of a megabyte", (text) => text.split("\n").toSpliced(3, 0, "x".repeat(1 << 20)).join("\n"), /the line has 1 of \d+ columns: cut off\?$/, 4, 1],
    ["200 cells too many", inRow(2, (line) => line + ",x".repeat(200)), /the line has more than \d+ columns$/, 3, 0],
    ["a NUL byte", inRow(2, (line) => line.replace(",", "\0,")), /the line holds a NUL byte$/, 3, 0],
    ["another delimiter", inRow(2, (line) => line.replaceAll(",", "|")), /the line has 1 of \d+ columns: cut off\?$/, 3, 0],
    ["a quote that is not closed", inRow(2, (line) => `"${line}`), /a quote (is not closed|closes in the middle of a cell)$/, 3, 0]
  ];
  test.each(cases)("%s", async (_, change, sentence, line, added) => {
    await damaged(change, (folder) => {
      for (const name of names) {
        expect(about(folder, name, line)).toEqual([expect.stringMatching(sentence)]);
        expect([name, rows(folder, name).rows_in]).toEqual([name, intact.get(name)!.rows_in + added]);
      }
    });
  });
});

describe("a file that cannot be used fails with its line", () => {
  const cases: [string, (text: string) => string | Buffer, RegExp][] = [
    ["empty", () => "", /^\S+ is empty$/],
    ["cut in its header", (text) => text.slice(0, 7), /^\S+ line 1: missing columns? "/],
    ["a heading twice", byLine((line) => `${line},${line.split(",")[0]},${line}`), /^\S+ line 1: .*columns? ".+" stands? more than once: which one counts cannot be told$/],
    ["no delimiter that is known", (text) => text.replaceAll(",", "|"), /^\S+ line 1: missing columns? "/],
    ["a picture", () => Buffer.from("89504e470d0a1a0a0000000d49484452", "hex"), /^\S+ line 1: missing columns? "/]
  ];
  test.each(cases)("%s", async (_, change, sentence) => {
    await damaged(change, ({datasets, problems}) => {
      const read = datasets.filter(({status}) => status !== "missing" && status !== "duplicate");
      expect(read.map(({status}) => status)).toEqual(read.map(() => "failed"));
      for (const {sentence: said} of problems) expect(said).toMatch(sentence);
    });
  });
});

test("columns in another order, 200 more of them, another delimiter and byte order marks before the header change nothing", async () => {
  const turned = (text: string) => (text.includes('"') ? text : byLine((line) => line.split(",").reverse().join(","))(text));
  for (const change of [turned, byLine((line, i) => line + Array.from({length: 200}, (_, k) => (i ? `,${k}` : `,extra ${k}`)).join("")), (text: string) => (text.includes(";") ? text : text.replaceAll(",", ";")), (text: string) => `\ufeff\ufeff${text}`, (text: string) => text.replaceAll("\n", "\r")]) {
    await damaged(change, (folder) => expect(names.map((name) => [name, rows(folder, name).rows_loaded])).toEqual(names.map((name) => [name, intact.get(name)!.rows_loaded])));
  }
});

test("a year that cannot be meant is rejected with its line: it would stretch every calendar to it", async () => {
  for (const year of ["0001", "0025", "9999"]) {
    await damaged(inRow(2, (line) => line.replace(/20\d\d(?=-\d\d)/, year)), (folder) => {
      const dated = names.filter((name) => !/^(goals|rates|worklist|event_)/.test(name) && /20\d\d-\d\d/.test(sample[name].split("\n")[2])); // no dates, or none that is read
      expect(dated.length).toBeGreaterThan(7);
      for (const name of dated) expect([name, about(folder, name, 3).join()]).toEqual([name, expect.stringContaining(`found "${year}-`)]);
    });
  }
});

test("a sign that cannot be seen is named", async () => {
  await damaged(inRow(2, (line) => line.replace(/(^|,)(?=20\d\d)/, "$1\ufeff")), (folder) => {
    expect(about(folder, "dk_bank_details.csv", 3)).toEqual([expect.stringContaining('found "[U+FEFF]20')]);
    expect(about(folder, "metaads_campaigns_daily.csv", 3)).toEqual([expect.stringContaining('found "[U+FEFF]20')]);
  });
});

test("a file of which most lines are broken is read at once", async () => {
  const text = `${sample["goals.csv"].trimEnd()}\nstreams,"${"q\n".repeat(30_000)}`;
  await withFolder({"goals.csv": text}, async ({datasets, quarantine}) => {
    const {rows_in, rows_loaded} = datasets.find(({file}) => file === "goals.csv")!;
    expect([rows_in - rows_loaded, quarantine.length]).toEqual([30_000, 30_000]);
  });
});

test("what is no readable file is said with its name, or is none", async () => {
  const dir = mkdtempSync(join(tmpdir(), "ledgerline-links-"));
  onTestFinished(() => rmSync(dir, {recursive: true, force: true}));
  symlinkSync("nowhere.csv", join(dir, "goals.csv"));
  symlinkSync("payouts.csv", join(dir, "payouts.csv"));
  symlinkSync(".", join(dir, "again"));
  symlinkSync(".", join(dir, "folder.csv"));
  writeFileSync(join(dir, "rates.csv"), sample["rates.csv"]);
  expect(listInputs(dir)).toEqual(["goals.csv", "payouts.csv", "rates.csv"]);
  await expect(buildSnapshot({dataDir: dir, outDir: join(dir, ".out")})).rejects.toThrow("goals.csv cannot be read: it is not there, or is a link to what is not there\npayouts.csv cannot be read: it is a link that leads back to itself");
});

test("a folder named like a file is a folder", async () => {
  const {["goals.csv"]: goals, ...others} = sample;
  await withFolder({...others, "goals.csv/releases.csv": sample["releases.csv"], "goals.csv/inner.csv": goals}, async ({datasets, problems}) => {
    expect(datasets.filter(({file}) => file.startsWith("goals.csv")).map(({file, status}) => [file, status])).toEqual([["goals.csv/inner.csv", "loaded"], ["goals.csv/releases.csv", "loaded"]]);
    expect(problems.filter(({severity}) => severity === "fail")).toEqual([]);
  });
});
