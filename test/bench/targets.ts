/** What issues 2 and 3 ask of the speed, beside what was measured. Targets are marked, never asserted. */
import type {IncrementalResult} from "./incremental.js";
import type {LoaderResult} from "./loader.js";
import {sizeName} from "./options.js";
import type {NotebookResult} from "./notebook.js";
import type {PagesResult} from "./pages.js";
import type {QueriesResult} from "./queries.js";
import type {SqlResult} from "./sql.js";
import {median} from "./statistics.js";
import {milliseconds, times} from "./text-table.js";

export type BenchResult = {loader: LoaderResult[]; incremental: IncrementalResult[]; queries: QueriesResult[]; pages: PagesResult[]; sql: SqlResult[]; notebook: NotebookResult[]};
export type Mark = {target: string; size: string; limit: string; measured: string; isMet: boolean};

/** What may pass as "independent of the number of lines" between the smallest and the largest size. */
const SAME = 1.25;

const atMost = (target: string, rows: number, limit: number, measured: number, show = times): Mark =>
  ({target, size: sizeName(rows), limit: `≤ ${show(limit)}`, measured: show(measured), isMet: measured <= limit});

/** Over the queries: the median of the warm medians, and the median of the ratios to the native engine. */
export const warmMedian = ({queries}: QueriesResult): number => median(queries.map(({memory}) => memory));
export const nativeRatio = ({queries}: QueriesResult): number => median(queries.map(({ratio}) => ratio));

/** The same over the queries that read every statement line, the ones that grow with the data. */
const onlyLines = (result: QueriesResult): QueriesResult => ({...result, queries: result.queries.filter(({readsLines}) => readsLines)});

function queryMarks(result: QueriesResult): Mark[] {
  const {rows, firstFrom} = result;
  return [
    {target: "first answer straight from Parquet", size: sizeName(rows), limit: "yes", measured: firstFrom, isMet: /statement_lines parquet/.test(firstFrom)},
    atMost("warm median of the pages' queries", rows, 40, warmMedian(result), milliseconds),
    atMost("… of those that read statement lines", rows, 40, warmMedian(onlyLines(result)), milliseconds),
    atMost("the pages' queries against the native engine", rows, 3, nativeRatio(result)),
    atMost("… of those that read statement lines", rows, 3, nativeRatio(onlyLines(result)))
  ];
}

function pageMarks({rows, pages}: PagesResult): Mark[] {
  const overview = pages.find(({name}) => name === "overview");
  const first = pages.flatMap(({name, ratio}) => (ratio === null ? [] : [atMost(`first answer of ${name} against a bare page`, rows, 1.5, ratio)]));
  if (!overview) return first;
  const {figures, engineReady, figuresBeforeEngine} = overview;
  return [
    {target: "overview's figures before the engine", size: sizeName(rows), limit: "every visit", measured: `${milliseconds(figures)} before ${milliseconds(engineReady)}`, isMet: figuresBeforeEngine},
    ...first
  ];
}

/** The overview's time to figures at the largest size ÷ that at the smallest, each as a multiple of its bare page. */
function independenceMarks(results: readonly PagesResult[]): Mark[] {
  const ratios = results.flatMap(({rows, pages}) => pages.filter(({name}) => name === "overview").map(({figuresRatio}) => ({rows, figuresRatio: figuresRatio ?? Infinity})));
  if (ratios.length < 2) return [];
  const [smallest, largest] = [ratios[0], ratios.at(-1)!];
  return [{...atMost("overview's figures, largest against smallest", largest.rows, SAME, largest.figuresRatio / smallest.figuresRatio), size: `${sizeName(largest.rows)} ÷ ${sizeName(smallest.rows)}`}];
}

/** A display that refreshes 60 times a second gives no more frames; one missed of sixty is noise. */
const SMOOTH = 59;

const sqlMarks = ({rows, editorRatio, query, million}: SqlResult): Mark[] => [
  atMost("editor usable against a bare page's engine", rows, 1.5, editorRatio),
  atMost("longest task while a 10M-row query runs", rows, 50, query.longestTask, milliseconds),
  atMost("1M-row result: first rows after the engine's answer", rows, 100, million.firstRows, milliseconds),
  {target: "1M-row result: frames per second while scrolling", size: sizeName(rows), limit: `≥ ${SMOOTH}`, measured: million.framesPerSecond.toFixed(1), isMet: million.framesPerSecond >= SMOOTH}
];

/** Every target at every size that was measured; results are in the order of their sizes. */
export function markTargets({loader, incremental, queries, pages, sql, notebook}: BenchResult): Mark[] {
  return [
    ...loader.map(({rows, process}) => atMost("snapshot against a bare COPY, whole processes", rows, 2, process.ratio)),
    ...incremental.map(({rows, inside}) => atMost("one file added against everything from nothing", rows, 0.3, inside.ratio)),
    ...queries.flatMap(queryMarks),
    ...pages.flatMap(pageMarks),
    ...independenceMarks(pages),
    ...sql.flatMap(sqlMarks),
    ...notebook.map(({rows, change}) => atMost("a change through ten notebook cells", rows, 300, change, milliseconds))
  ];
}
