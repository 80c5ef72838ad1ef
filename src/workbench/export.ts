/** A result as a file: CSV, JSON, Parquet, Arrow, Excel. Rows are read in parts; figures keep every digit. */
import {exportArrow, exportParquet} from "../engine/export.js";
import {excelCell, type ExcelCell} from "../model/excel-cells.js";
import {csvLines, jsonLines, type CsvOptions} from "../model/result-text.js";
import type {Cell} from "../model/result.js";
import type {RowSource} from "../model/row-source.js";

export const exportFormats = ["csv", "json", "parquet", "arrow", "excel"] as const;
export type ExportFormat = (typeof exportFormats)[number];

const PART = 20_000;
const EXCEL_ROWS = 1_048_575;

async function* parts(source: RowSource): AsyncGenerator<readonly (readonly Cell[])[]> {
  for (let from = 0; from < source.rowCount; from += PART) yield await source.read(from, Math.min(source.rowCount, from + PART));
}

/** Text of all rows; `write` yields the lines of a part, and is told whether it is the first. */
async function text(source: RowSource, type: string, lines: (rows: Iterable<readonly Cell[]>) => Iterable<string>, join: (part: string, isFirst: boolean) => string, before = "", after = ""): Promise<Blob> {
  const pieces: string[] = [before];
  let isFirst = true;
  for await (const rows of parts(source)) {
    pieces.push(join([...lines(rows)].join(""), isFirst));
    isFirst = false;
  }
  if (isFirst) pieces.push(join([...lines([])].join(""), true));
  return new Blob([...pieces, after], {type});
}

/** The BOM lets Excel read UTF-8. */
function csv(source: RowSource, options: CsvOptions): Promise<Blob> {
  const header = [...csvLines(source.columns, [], options)][0];
  return text(source, "text/csv;charset=utf-8", (rows) => csvLines(source.columns, rows, options), (part, isFirst) => (isFirst ? part : part.slice(header.length)), "\ufeff");
}

function json(source: RowSource): Promise<Blob> {
  const inner = (part: string, isFirst: boolean) => (part === "[]\n" ? "" : (isFirst ? "" : ",\n") + part.slice(2, -3));
  return text(source, "application/json", (rows) => jsonLines(source.columns, rows), inner, "[\n", "\n]\n");
}

const FORMATS = {number: {type: Number}, text: {type: String}, boolean: {type: Boolean}, day: {type: Date, format: "yyyy-mm-dd"}, instant: {type: Date, format: "yyyy-mm-dd hh:mm:ss"}} as const;
const sheetCell = (cell: ExcelCell) => (cell === null ? null : {value: cell.value, ...FORMATS[cell.type]});

/** The writer is fetched when it is first used. Texts are stored as texts, whatever they begin with. */
async function excel(source: RowSource): Promise<Blob> {
  if (source.rowCount > EXCEL_ROWS) throw new Error(`a sheet holds ${EXCEL_ROWS.toLocaleString("en")} rows, this result has ${source.rowCount.toLocaleString("en")}: filter or aggregate it, or save CSV or Parquet`);
  const {default: write} = await import("write-excel-file/universal");
  const {columns} = source;
  const data: unknown[][] = [columns.map(({name}) => ({value: name, type: String, fontWeight: "bold"}))];
  for await (const rows of parts(source)) for (const row of rows) data.push(row.map((cell, j) => sheetCell(excelCell(cell, columns[j]))));
  const widths = columns.map(({name}, j) => ({width: Math.min(40, Math.max(name.length + 2, ...data.slice(1, 50).map((row) => String((row[j] as {value: unknown} | null)?.value ?? "").slice(0, 40).length + 2)))}));
  return write(data as never, {columns: widths, stickyRowsCount: 1} as never).toBlob();
}

const EXTENSIONS: Record<ExportFormat, string> = {csv: "csv", json: "json", parquet: "parquet", arrow: "arrow", excel: "xlsx"};

/** Makes the file; rejects with a sentence when the format cannot hold the result. */
export async function exportResult(source: RowSource, format: ExportFormat, csvOptions: CsvOptions): Promise<{blob: Blob; extension: string}> {
  const make: Record<ExportFormat, () => Promise<Blob>> = {
    csv: () => csv(source, csvOptions),
    json: () => json(source),
    excel: () => excel(source),
    parquet: async () => new Blob([await exportParquet(source) as Uint8Array<ArrayBuffer>], {type: "application/vnd.apache.parquet"}),
    arrow: async () => new Blob([await exportArrow(source) as Uint8Array<ArrayBuffer>], {type: "application/vnd.apache.arrow.file"})
  };
  return {blob: await make[format](), extension: EXTENSIONS[format]};
}

/** Hands the file to the reader. */
export function saveBlob(blob: Blob, name: string): void {
  const url = URL.createObjectURL(blob);
  Object.assign(document.createElement("a"), {href: url, download: name}).click();
  setTimeout(() => URL.revokeObjectURL(url), 30_000);
}
