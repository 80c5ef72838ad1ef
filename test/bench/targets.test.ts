import {expect, test} from "vitest";
import {printedSeconds, type LoaderResult} from "./loader.js";
import type {PageResult, PagesResult} from "./pages.js";
import type {QueriesResult} from "./queries.js";
import {markTargets} from "./targets.js";

const loader = (rows: number, ratio: number): LoaderResult => {
  const comparison = {bare: 1, measured: ratio, ratio, ratios: [ratio]};
  return {rows, csvBytes: 1, process: comparison, inside: comparison, cacheHit: {process: 1, inside: 0}, steps: []};
};

const queries = (memory: number[], native: number, firstFrom: string): QueriesResult => ({
  rows: 1_000_000, firstFrom, warmFrom: "", moveToMemory: 1,
  queries: memory.map((time, i) => ({name: `q${i}`, rows: 1, readsLines: i > 0, fileFirst: 1, file: 1, memory: time, native, ratio: time / native}))
});

const page = (name: string, change: Partial<PageResult>): PageResult => ({
  name, figures: 300, engineReady: 500, firstAnswer: 600, bytes: 1, requests: 1, resident: 1, heap: 1, ratio: 1.2, engineRatio: 1, figuresRatio: 0.5,
  figuresBeforeEngine: true, bare: {engineReady: 400, firstAnswer: 500, resident: 1, bytes: 1}, ...change
});

const pages = (rows: number, ...results: PageResult[]): PagesResult => ({rows, overviewBytes: 1, statementBytes: 1, pages: results});
const none = {loader: [], incremental: [], queries: [], pages: [], sql: [], notebook: []};

test("nothing measured, nothing marked", () => expect(markTargets(none)).toEqual([]));

test("the snapshot may take twice the time of the copy", () => {
  expect(markTargets({...none, loader: [loader(10_000, 2), loader(1_000_000, 2.01)]})).toMatchObject([
    {size: "10k", limit: "≤ 2.00×", measured: "2.00×", isMet: true},
    {size: "1M", measured: "2.01×", isMet: false}
  ]);
});

test("one more file may take three tenths of everything", () => {
  const {process, inside} = loader(1, 0.29);
  const marks = markTargets({...none, incremental: [{rows: 1_000_000, files: 100, addedLines: 1, process, inside, steps: []}]});
  expect(marks).toMatchObject([{size: "1M", limit: "≤ 0.30×", measured: "0.29×", isMet: true}]);
});

test("queries: first answer from the file, then the medians over them", () => {
  const marks = markTargets({...none, queries: [queries([10, 90, 30], 9, "statement_lines parquet, monthly_revenue untouched")]});
  expect(marks.map(({measured, isMet}) => [measured, isMet])).toEqual([["statement_lines parquet, monthly_revenue untouched", true], ["30.0 ms", true], ["60.0 ms", false], ["3.33×", false], ["6.67×", false]]);
  expect(markTargets({...none, queries: [queries([1, 1], 1, "statement_lines memory")]})[0].isMet).toBe(false);
});

test("pages: a page without a query has no first answer; the overview must not grow with the lines", () => {
  const overview = (figuresRatio: number, figuresBeforeEngine = true) => page("overview", {ratio: null, firstAnswer: null, figuresRatio, figuresBeforeEngine});
  const marks = markTargets({...none, pages: [pages(10_000, overview(0.5), page("revenue", {ratio: 1.6})), pages(1_000_000, overview(0.7, false))]});
  expect(marks.map(({target, size, isMet}) => [target, size, isMet])).toEqual([
    ["overview's figures before the engine", "10k", true],
    ["first answer of revenue against a bare page", "10k", false],
    ["overview's figures before the engine", "1M", false],
    ["overview's figures, largest against smallest", "1M ÷ 10k", false]
  ]);
});

test("seconds are read from the last line that ends with them", () => {
  expect(printedSeconds({seconds: 9, printed: "  file.csv 10 rows 0.06 s\nSnapshot x: 10 lines, 8.59 s\n"})).toBe(8.59);
  expect(() => printedSeconds({seconds: 9, printed: "nothing"})).toThrow("no seconds in: nothing");
});
