/** `npm run new-analysis`, and what the Analyses page knows of the folder. */
import {mkdtempSync, readFileSync, rmSync, writeFileSync} from "node:fs";
import {tmpdir} from "node:os";
import {join} from "node:path";
import {afterEach, beforeEach, expect, test} from "vitest";
import {readAnalyses} from "../../loaders/analyses.js";
import {newAnalysis, slugOf} from "../../loaders/new-analysis-cli.js";
import {emptyTables, missingParts} from "../../src/model/analysis.js";
import {readNotebookPage} from "../../src/model/notebook-page-read.js";
import {notebookTemplates} from "../../src/model/notebook-templates.js";

let dir: string;
beforeEach(() => void (dir = mkdtempSync(join(tmpdir(), "ledgerline-new-analysis-"))));
afterEach(() => rmSync(dir, {recursive: true, force: true}));

test("writes a page from a template that a notebook opens", () => {
  expect(newAnalysis(["Rates", "in", "Mai", "–", "Köln", "--template", "platform-rate-check"], dir, "2025-11-20")).toContain("src/analyses/rates-in-mai-koln.md");
  const {notebook, notes} = readNotebookPage(readFileSync(join(dir, "rates-in-mai-koln.md"), "utf8"));
  const template = notebookTemplates.find(({name}) => name === "platform-rate-check")!;
  expect(notes).toEqual([]);
  expect(notebook).toEqual({...template.notebook, title: "Rates in Mai – Köln", date: "2025-11-20", snapshot: notebook.snapshot});
});

test.each([
  [[], "a name is needed"],
  [["???"], "a name is needed"],
  [["x", "--template", "none"], "unknown template: none (one of monthly-royalty-review, release-first-30-days, platform-rate-check, artist-statement, catalog-long-tail)"]
])("%j is refused with a sentence", (args, message) => expect(() => newAnalysis(args, dir)).toThrow(message));

test("an analysis that is there is never overwritten", () => {
  newAnalysis(["a"], dir);
  expect(() => newAnalysis(["a"], dir)).toThrow("analysis exists already: a.md");
  expect(slugOf("  ../../Etc/passwd  ")).toBe("etc-passwd");
});

test("the folder is listed, the newest first; a page that cannot be read is named", () => {
  newAnalysis(["old"], dir, "2025-01-01");
  newAnalysis(["new"], dir, "2025-11-20");
  writeFileSync(join(dir, "broken.md"), "no front matter");
  writeFileSync(join(dir, "hand.md"), "---\r\ntitle: By hand\r\nauthor: 'A. Writer'\r\ndate: 2025-06-01\r\n---\r\n\r\nText\r\n");
  const list = readAnalyses(dir);
  expect(list.map(({path, title, date}) => [path, title, date])).toEqual([["analyses/new", "Monthly royalty review", "2025-11-20"], ["analyses/hand", "By hand", "2025-06-01"], ["analyses/old", "Monthly royalty review", "2025-01-01"], ["analyses/broken", "broken.md", ""]]);
  expect([list[1].author, list[3].problem]).toEqual(["A. Writer", "broken.md: not a page: the file does not start with front matter (--- … ---)"]);
  expect(readAnalyses(join(dir, "none"))).toEqual([]);
});

test("what is gone and what is empty", () => {
  const tables = [{name: "a", rows: 0, columns: [{name: "x"}]}, {name: "b", rows: 3, columns: [{name: "y"}]}];
  expect(missingParts({a: ["x"], b: ["y", "z", "w"], c: ["q"]}, tables)).toEqual(["The table b no longer has the columns z, w.", "The table c, which it reads, is not in this snapshot."]);
  expect(missingParts({a: ["x"]}, tables)).toEqual([]);
  expect(emptyTables({a: ["x"], b: ["y"]}, tables)).toEqual(["a"]);
});
