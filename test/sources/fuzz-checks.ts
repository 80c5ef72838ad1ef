/** What has to hold for a folder of damaged statements, as sentences about what does not. */
import {sourceOf} from "../../loaders/sources/index.js";
import type {Dataset} from "../../loaders/manifest.js";
import type {InputFile} from "../../loaders/inputs.js";
import type {StatementText, TextPreview} from "../../src/model/statement-preview.js";
import {findColumns} from "../../src/model/recognise-statement.js";
import {statementLayouts} from "../../src/model/statement-layouts.js";
import {cellsOf, exactUnits, unitsOf} from "../fixtures/amount-oracle.js";
import type {LoadedFolder} from "./workbench.js";

export interface Checked {
  problems: string[];
  sums: {files?: number; rows?: number; quarantined?: number; failed?: number; amounts?: number};
}

type Line = {line: number; currency: string; earnings: string; usage: string; reported: string};
interface One {
  input: InputFile;
  dataset: Dataset;
  lines: Line[];
  /** Lines in quarantine. */
  out: {line: number; reason: string}[];
  sentences: {severity: string; sentence: string}[];
}

const unique = (texts: string[]): string[] => [...new Set(texts)].sort();
const totalsOf = (lines: Line[]): string => {
  const totals = new Map<string, bigint>();
  for (const {currency, earnings} of lines) totals.set(currency, (totals.get(currency) ?? 0n) + exactUnits(earnings));
  return [...totals].sort(([a], [b]) => (a < b ? -1 : 1)).join(" ");
};

/** Rows in = loaded + quarantined, each with a place and a reason. */
function conservation({input: {name}, dataset, lines, out, sentences}: One): string[] {
  if (dataset.status === "failed") return sentences.some(({severity, sentence}) => severity === "fail" && sentence.startsWith(name)) ? [] : [`${name}: failed without a sentence`];
  const {rows_in, rows_loaded, rows_quarantined, rows_left_out, rows_superseded} = dataset;
  const rejected = new Set(out.map(({line}) => line));
  return [
    rows_in !== rows_loaded + rows_quarantined + rows_left_out + rows_superseded && `${name}: ${rows_in} rows in, ${rows_loaded} loaded, ${rows_quarantined} in quarantine`,
    lines.length !== rows_loaded && `${name}: ${rows_loaded} rows counted as loaded, ${lines.length} there`,
    rejected.size !== rows_quarantined && `${name}: ${rows_quarantined} rows counted as rejected, ${rejected.size} there`,
    lines.some(({line}) => rejected.has(line)) && `${name}: a line is loaded and in quarantine`,
    new Set(lines.map(({line}) => line)).size !== lines.length && `${name}: two rows of one line`,
    out.some(({line, reason}) => line < 2 || !reason) && `${name}: a rejected row without a line or a reason`,
    out.length > 0 && !sentences.some(({sentence}) => sentence.startsWith(`${name} line `)) && `${name}: rejected rows without a sentence`
  ].filter((text) => text !== false);
}

/** The import's figures of the file against the page's. */
function agreement({input: {name}, dataset, lines, sentences}: One, shown: TextPreview): string[] {
  const loader = dataset.status === "loaded" ? "recognised" : dataset.status === "failed" ? "refused" : "unknown";
  if (loader !== shown.status) return [`${name}: ${loader} by the loader, ${shown.status} by the preview`];
  if (loader !== "recognised") return [];
  const pairs: [string, unknown, unknown][] = [
    ["distributor", dataset.feed, `${shown.distributor}_statements`], ["layout", dataset.layout, shown.layout], ["lines", dataset.rows_in, shown.lines], ["loaded", dataset.rows_loaded, shown.loaded],
    ["quarantined", dataset.rows_quarantined, shown.quarantined], ["totals", totalsOf(lines), shown.totals.map(({currency, total}) => [currency, exactUnits(total)]).join(" ")],
    ["usage months", unique(lines.map(({usage}) => usage)).join(), shown.usage_months.join()], ["statement months", unique(lines.map(({reported}) => reported)).join(), shown.statement_months.join()],
    ["first line rejected", firstLine(sentences.map(({sentence}) => sentence)), firstLine(shown.problems)]
  ];
  return pairs.filter(([, a, b]) => a !== b).map(([what, a, b]) => `${name}: ${what} is ${a} by the loader, ${b} by the preview`);
}

const firstLine = (sentences: string[]): number => Math.min(...sentences.flatMap((sentence) => / line (\d+)[,:]/.exec(sentence)?.slice(1).map(Number) ?? []));

/** Each loaded amount is what stands on its line, by one decimal mark for the whole file. Returns how many were sure. */
function money({input, dataset, lines}: One, text: StatementText): {problems: string[]; sure: number} {
  const layout = statementLayouts[dataset.feed.replace("_statements", "") as keyof typeof statementLayouts];
  const at = layout && dataset.status === "loaded" ? findColumns(layout, input.header).get("earnings") : undefined;
  if (at === undefined || sourceOf(input)?.feed !== dataset.feed) return {problems: [], sure: 0};
  const physical = text.text.split("\n");
  const read = lines.flatMap(({line, earnings}) => {
    const cell = cellsOf(physical[line - 1].replace(/\r$/, ""), input.delimiter)?.[at];
    return cell === undefined ? [] : [{line, cell, earnings: exactUnits(earnings)}];
  });
  const wrong = ([".", ","] as const).map((mark) => read.filter(({cell, earnings}) => unitsOf(cell, mark) !== earnings));
  const [least] = wrong.sort((a, b) => a.length - b.length);
  return {problems: least.map(({line, cell, earnings}) => `${input.name}: line ${line} says ${cell.slice(0, 60)}, loaded as ${earnings}`), sure: read.length};
}

/** Everything that does not hold of a loaded folder; `previews` are in the order of its files, null for an empty one. */
export async function complaints({datasets, problems, quarantine, inputs, rows}: LoadedFolder, previews: readonly ({text: StatementText; shown: TextPreview} | null)[]): Promise<Checked> {
  const all = await rows("select file_id::varchar as file_id, line::integer as line, currency::varchar as currency, earnings::varchar as earnings, strftime(usage_month, '%Y-%m') as usage, strftime(reported_on, '%Y-%m') as reported from staged_lines order by 1, 2");
  const sums = {files: 0, rows: 0, quarantined: 0, failed: 0, amounts: 0};
  const found = inputs.flatMap((input, i) => {
    const dataset = datasets[i];
    const own = (rows: readonly Record<string, unknown>[]) => rows.filter(({file_id}) => file_id === dataset.file_id);
    const one = {input, dataset, lines: own(all) as unknown as Line[], out: own(quarantine).map(({line, reason}) => ({line: Number(line), reason: String(reason)})), sentences: problems.filter(({file}) => file === input.name)};
    ++sums.files;
    sums.rows += dataset.rows_in;
    sums.quarantined += dataset.rows_quarantined;
    sums.failed += Number(dataset.status === "failed");
    const preview = previews[i];
    if (!preview) return dataset.status === "failed" || dataset.status === "not read" ? conservation(one) : [`${input.name}: empty and ${dataset.status}`];
    const amounts = money(one, preview.text);
    sums.amounts += amounts.sure;
    return [...(dataset.status === "not read" ? [] : conservation(one)), ...agreement(one, preview.shown), ...amounts.problems];
  });
  return {problems: found, sums};
}
