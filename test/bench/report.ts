/** The bench's results as text. */
import type {IncrementalResult} from "./incremental.js";
import type {LoaderResult} from "./loader.js";
import {sizeName} from "./options.js";
import type {NotebookResult} from "./notebook.js";
import type {PagesResult} from "./pages.js";
import type {QueriesResult} from "./queries.js";
import type {SqlResult} from "./sql.js";
import {median} from "./statistics.js";
import {nativeRatio, warmMedian, type Mark} from "./targets.js";
import {megabytes, milliseconds, seconds, textTable, times} from "./text-table.js";

const MAIN_STEPS = 6;

/** Loading, with the longest steps of the snapshot under it. */
export function loaderText({rows, csvBytes, process, inside, cacheHit, steps}: LoaderResult): string {
  const range = ({ratios}: {ratios: number[]}) => `${times(Math.min(...ratios))} to ${times(Math.max(...ratios))}`;
  const table = textTable(`Loading ${sizeName(rows)} lines (CSV ${megabytes(csvBytes)})`, ["", "bare COPY", "snapshot", "ratio", "pairs", "unchanged folder"], [
    ["whole process", seconds(process.bare), seconds(process.measured), times(process.ratio), range(process), seconds(cacheHit.process)],
    ["inside", seconds(inside.bare), seconds(inside.measured), times(inside.ratio), range(inside), seconds(cacheHit.inside)]
  ]);
  return `${table}\nlongest steps: ${steps.slice(0, MAIN_STEPS).map(([step, time]) => `${step} ${seconds(time)}`).join(", ")}`;
}

/** One more month against everything from nothing, with the longest steps of the former under it. */
export function incrementalText({rows, files, addedLines, process, inside, steps}: IncrementalResult): string {
  const range = ({ratios}: {ratios: number[]}) => `${times(Math.min(...ratios))} to ${times(Math.max(...ratios))}`;
  const line = (name: string, side: IncrementalResult["inside"]) => [name, seconds(side.bare), seconds(side.measured), times(side.ratio), range(side)];
  const table = textTable(`One of ${files} monthly files added (${addedLines} of ${rows} lines); the Parquet is the same to the byte`, ["", "from nothing", "one file added", "ratio", "pairs"], [line("whole process", process), line("inside", inside)]);
  return `${table}\nlongest steps: ${steps.slice(0, MAIN_STEPS).map(([step, time]) => `${step} ${seconds(time)}`).join(", ")}`;
}

/** One line per query, and the medians over all. */
export function queriesText(result: QueriesResult): string {
  const {rows, queries, moveToMemory, warmFrom} = result;
  const lines = queries.map(({name, rows, fileFirst, file, memory, native, ratio}) => [name, rows, ...[fileFirst, file, memory, native].map(milliseconds), times(ratio)]);
  const medians = [...(["fileFirst", "file"] as const).map((key) => median(queries.map((query) => query[key]))), warmMedian(result), median(queries.map(({native}) => native))];
  const head = ["query", "rows", "Parquet, first", "Parquet, again", "warm", "native", "warm ÷ native"];
  const table = textTable(`The pages' queries at ${sizeName(rows)} lines, in Chromium`, head, [...lines, ["median", null, ...medians.map(milliseconds), times(nativeRatio(result))]]);
  return `${table}\nmoved into memory within ${milliseconds(moveToMemory)}; warm: ${warmFrom}`;
}

/** Two lines per page: its own and that of its bare page. */
export function pagesText({rows, pages, overviewBytes, statementBytes}: PagesResult): string {
  const head = ["page", "figures", "engine", "÷ bare", "first answer", "÷ bare", "sent", "requests", "resident", "JS heap"];
  const lines = pages.flatMap((page) => [
    [page.name, milliseconds(page.figures), milliseconds(page.engineReady), times(page.engineRatio), milliseconds(page.firstAnswer), times(page.ratio), megabytes(page.bytes), page.requests, megabytes(page.resident), megabytes(page.heap)],
    ["  bare page", "–", milliseconds(page.bare.engineReady), "–", milliseconds(page.bare.firstAnswer), "–", megabytes(page.bare.bytes), "–", megabytes(page.bare.resident), "–"]
  ]);
  const table = textTable(`Pages at ${sizeName(rows)} lines, opened cold in Chromium`, head, lines);
  return `${table}\nsent: uncompressed, until the page was quiet; resident: highest of its renderer; overview.json ${megabytes(overviewBytes)}, statement_lines.parquet ${megabytes(statementBytes)}`;
}

/** The chain of cells beside its first query alone. */
export const notebookText = ({rows, cells, change, slowest, query, ratio}: NotebookResult): string =>
  textTable(`A change through ${cells} notebook cells at ${sizeName(rows)} lines, in Chromium`, ["change", "slowest", "first query alone", "ratio"], [[milliseconds(change), milliseconds(slowest), milliseconds(query), times(ratio)]]);

/** The SQL page: the editor, the page while a query runs, a million rows. */
export function sqlText({rows, editor, bareEngine, editorRatio, query, million}: SqlResult): string {
  return textTable(`The SQL page at ${sizeName(rows)} lines, in Chromium`, ["what", "measured", "beside"], [
    ["editor takes text", milliseconds(editor), `${times(editorRatio)} of a bare page's ready engine (${milliseconds(bareEngine)})`],
    ["10M-row query", milliseconds(query.ms), `${query.typed} characters typed meanwhile`],
    ["  longest pause of the page", milliseconds(query.gap), `${query.longTasks ? `${query.longTasks} tasks over 50 ms, the longest ${milliseconds(query.longestTask)}` : "no task over 50 ms"}; typing without a query: pause ${milliseconds(query.restGap)}, longest task ${milliseconds(query.restLongestTask)}`],
    ["1M-row result", milliseconds(million.query), `first rows ${milliseconds(million.firstRows)} after the engine's answer`],
    ["  scrolling", `${million.framesPerSecond.toFixed(1)} frames/s`, `longest frame ${milliseconds(million.worstFrame)}; at rest ${million.restFramesPerSecond.toFixed(1)} frames/s`]
  ]);
}

/** The targets, one line each. */
export function targetsText(marks: readonly Mark[]): string {
  const lines = marks.map(({target, size, limit, measured, isMet}) => [isMet ? "✓" : "✗", target, size, limit, measured]);
  const missed = marks.filter(({isMet}) => !isMet).length;
  return `${textTable("Targets", ["", "target", "lines", "limit", "measured"], lines)}\n${marks.length - missed} met, ${missed} missed`;
}
