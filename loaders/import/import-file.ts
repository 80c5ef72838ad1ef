/** Imports one statement file: recognises it, says what it holds, keeps the original in the data folder. */
import {createHash} from "node:crypto";
import {existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, statSync, writeFileSync} from "node:fs";
import {tmpdir} from "node:os";
import {basename, dirname, join, resolve} from "node:path";
import {sumOf} from "../../src/model/group.js";
import {sumAmounts} from "../../src/model/statement-amounts.js";
import type {StatementLayout} from "../../src/model/statement-fields.js";
import {type InputFile, listInputs, readInputs, stampOf} from "../inputs.js";
import {isStatementFeed} from "../sources/index.js";
import {type Inspected, inspect} from "./inspect.js";
import {emptyReport, type ImportReport} from "./report.js";

/** Imports `path` into `dataDir`. Whatever is wrong with the file is in the report; only a folder that cannot be written throws. */
export async function importFile(dataDir: string, path: string, mappings: readonly StatementLayout[]): Promise<ImportReport> {
  const refusal = unreadable(path);
  if (refusal) return {...emptyReport(path, ""), problems: [refusal]};
  const workDir = mkdtempSync(join(tmpdir(), "ledgerline-import-"));
  try {
    const stamp = stampOf(path);
    const raw = readFileSync(path);
    const report = emptyReport(path, createHash("sha256").update(raw).digest("hex"));
    // A copy is read, so that what is inspected is what is stored even when the original changes meanwhile.
    writeFileSync(join(workDir, basename(path)), raw);
    const fresh = await readInputs(workDir, basename(path), join(workDir, "texts"), mappings);
    const known = await folderInputs(dataDir, join(workDir, "known"), mappings);
    const inspected = await inspect(fresh, known, mappings);
    const filled = fill(report, inspected);
    if (stampOf(path) !== stamp) return {...filled, problems: [...filled.problems, `${path} changed while it was read: run this again when it is complete`]};
    return finish(filled, {dataDir, raw, fresh, known, inspected, path});
  } catch (error) {
    return {...emptyReport(path, ""), problems: [`${path}: ${error instanceof Error ? error.message : String(error)}`]};
  } finally {
    rmSync(workDir, {recursive: true, force: true});
  }
}

function unreadable(path: string): string | null {
  if (!existsSync(path)) return `${path}: no such file`;
  const stat = statSync(path);
  if (stat.isDirectory()) return `${path} is a folder, not a file`;
  if (!stat.isFile()) return `${path} is no file`;
  return stat.size ? null : `${path} is empty`;
}

async function folderInputs(dataDir: string, workDir: string, mappings: readonly StatementLayout[]): Promise<InputFile[]> {
  const files: InputFile[] = [];
  for (const name of listInputs(dataDir)) files.push(...(await readInputs(dataDir, name, workDir, mappings)));
  return files;
}

const unique = (texts: readonly string[]): string[] => [...new Set(texts)].sort();

/** An archive's report is that of all its statements. */
function fill(report: ImportReport, inspected: readonly Inspected[]): ImportReport {
  const statements = inspected.filter(({dataset}) => isStatementFeed(dataset.feed) && dataset.status !== "failed");
  const totals = new Map(statements.flatMap((one) => one.totals).map(({currency}) => [currency, statements.flatMap((one) => one.totals).filter((one) => one.currency === currency).map(({total}) => total)]));
  const sum = (field: "rows_in" | "rows_loaded" | "rows_quarantined") => sumOf(statements, ({dataset}) => dataset[field]);
  const distributors = unique(statements.map(({distributor}) => distributor!));
  const list = [...totals].map(([currency, amounts]) => ({currency, total: sumAmounts(amounts)}));
  const reading = inspected.flatMap(({dataset}) => (dataset.status === "not read" ? [notRecognised(dataset.file, dataset.columns_not_loaded)] : []));
  return {
    ...report, distributor: distributors.join(", ") || null, layout: unique(statements.map(({dataset}) => dataset.layout)).join(", ") || null,
    lines: sum("rows_in"), loaded: sum("rows_loaded"), quarantined: sum("rows_quarantined"), totals: list,
    total: list.length === 1 ? list[0].total : list.length ? null : statements.length ? "0" : null, currency: list.map(({currency}) => currency).join(", ") || null,
    usage_months: unique(statements.flatMap(({usageMonths}) => usageMonths)), statement_months: unique(statements.flatMap(({statementMonths}) => statementMonths)),
    columns_not_loaded: [...new Set(statements.flatMap(({columnsNotLoaded}) => columnsNotLoaded))],
    problems: [...reading, ...inspected.flatMap(({problems}) => problems)]
  };
}

const notRecognised = (file: string, header: string): string =>
  `${file} line 1: no known statement has these columns; found ${header}. Map them with --map (npm run import without files shows how)`;

interface Importing {
  dataDir: string;
  raw: Buffer;
  fresh: readonly InputFile[];
  known: readonly InputFile[];
  inspected: readonly Inspected[];
  path: string;
}

/** Decides whether the file is kept, and keeps it. */
function finish(report: ImportReport, {dataDir, raw, fresh, known, inspected, path}: Importing): ImportReport {
  const twin = fresh.every(({sha256}) => known.some((file) => file.sha256 === sha256)) ? known.find(({sha256}) => sha256 === fresh[0].sha256) : undefined;
  if (!report.distributor || inspected.some(({dataset}) => dataset.status === "failed")) return report;
  if (twin) return {...report, status: "unchanged", stored: twin.name};
  if (!report.loaded) return {...report, problems: [...report.problems, `${path}: none of its ${report.lines} lines could be loaded`]};
  const folder = `statements/${report.distributor.includes(",") ? "mixed" : report.distributor}`;
  const stored = `${folder}/${report.sha256.slice(0, 12)}-${storedName(path)}`;
  keep(resolve(dataDir), stored, raw);
  return {...report, status: "imported", stored};
}

/** The file's own name, in characters that every system takes, and under an ending that the snapshot reads. */
function storedName(path: string): string {
  const name = basename(path).normalize("NFC").replace(/[^\p{L}\p{N}._ -]+/gu, "_").replace(/^\.+/, "").slice(-120) || "statement";
  return /\.(csv|tsv|txt|zip|xlsx)$/i.test(name) ? name : `${name}.csv`;
}

/** Writes the original in one step: a snapshot sees all of it or nothing. */
function keep(dataDir: string, name: string, raw: Buffer): void {
  const target = join(dataDir, name);
  mkdirSync(dirname(target), {recursive: true});
  const part = join(dirname(target), `.${basename(target)}.${process.pid}.part`);
  writeFileSync(part, raw);
  renameSync(part, target);
}

