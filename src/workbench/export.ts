/** A result as a file: CSV, JSON, Parquet, Arrow, Excel. Rows are read in parts; figures keep every digit. */
import {exportArrow, exportParquet} from "../engine/export.js";
import {excelCell, type ExcelCell} from "../model/excel-cells.js";
import {csvHeader, csvRows, jsonRowsText, type CsvOptions} from "../model/result-text.js";
import type {Cell} from "../model/result.js";
import type {RowSource} from "../model/row-source.js";

const exportFormats = ["csv", "json", "parquet", "arrow", "excel"] as const;
export type ExportFormat = (typeof exportFormats)[number];

const PART = 20_000;
const EXCEL_ROWS = 1_048_575;

async function* parts(source: RowSource): AsyncGenerator<readonly (readonly Cell[])[]> {
  for (let from = 0; from < source.rowCount; from += PART) yield await source.read(from, Math.min(source.rowCount, from + PART));
}

/** The BOM lets Excel read UTF-8. */
async function csv(source: RowSource, options: CsvOptions): Promise<Blob> {
  const pieces = ["\ufeff", csvHeader(source.columns, options)];
  for await (const rows of parts(source)) pieces.push(csvRows(source.columns, rows, options));
  return new Blob(pieces, {type: "text/csv;charset=utf-8"});
}

/** An array of objects, one a line. */
async function json(source: RowSource): Promise<Blob> {
  const pieces: string[] = [];
  for await (const rows of parts(source)) pieces.push(...(pieces.length ? [",\n"] : []), jsonRowsText(source.columns, rows));
  return new Blob(["[\n", ...pieces, "\n]\n"], {type: "application/json"});
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
