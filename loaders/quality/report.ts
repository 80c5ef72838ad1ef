/** The quality of a snapshot for a person (sentences with actions) and for machines. */
import {join} from "node:path";
import {byUrgency, missingSentence, ownTotalChecks, reportHeadline, reportParagraphs, type ReportCheck, type ReportScore} from "../../src/model/quality-report.js";
import {type Row, literal, openDatabase} from "../duckdb.js";
import type {Manifest} from "../manifest.js";
import type {Snapshot} from "../snapshot.js";

export interface QualityReport {
  /** Rows of quality_scores, the worst first, each with its rows of quality_checks. */
  datasets: (Row & ReportScore & {checks: (Row & ReportCheck)[]})[];
  /** Expected files that the folder lacks. */
  missing: {file: string; needed_for: string}[];
  isFailing: boolean;
}

/** Reads the two tables of a finished snapshot. */
export async function readQuality({dir, manifest}: Pick<Snapshot, "dir" | "manifest">): Promise<QualityReport> {
  const db = await openDatabase();
  const plain = (row: Row): Row => Object.fromEntries(Object.entries(row).map(([key, value]) => [key, typeof value === "bigint" ? Number(value) : value]));
  const read = async (table: string) => (await db.all(`from ${literal(join(dir, `${table}.parquet`))}`)).map(plain);
  try {
    const scores = (await read("quality_scores")) as (Row & ReportScore)[];
    const checks = (await read("quality_checks")) as (Row & ReportCheck)[];
    return {
      datasets: scores.toSorted(byUrgency).map((score) => ({...score, checks: checks.filter(({dataset}) => dataset === score.dataset)})),
      missing: manifest.inputs.filter(({status}) => status === "missing").map(({file, needed_for}) => ({file, needed_for})),
      isFailing: scores.some(({status}) => status === "failing")
    };
  } finally {
    db.close();
  }
}

/** The report as lines of text: its headline, a paragraph for each dataset, the statements' own totals, the files that are missing. */
export function reportLines({datasets, missing}: QualityReport, head: Pick<Manifest, "id" | "as_of">): string[] {
  const lines = [reportHeadline(datasets, head)];
  for (const {sentence, parts, items} of reportParagraphs(datasets, datasets.flatMap(({checks}) => checks))) {
    lines.push("", `${sentence} (${parts})`);
    for (const item of items) lines.push(`  ${item.effect}: ${item.sentence}`, ...(item.action ? [`    → ${item.action}`] : []));
  }
  const totals = ownTotalChecks(datasets.flatMap(({checks}) => checks));
  if (totals.length) lines.push("", "Statements against their own totals:", ...totals.map(({sentence}) => `  ${sentence}`));
  if (missing.length) lines.push("", "Not in the data folder:", ...missing.map((file) => `  ${missingSentence(file)}`));
  return lines;
}
