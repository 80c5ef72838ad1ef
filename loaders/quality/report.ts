/** The quality of a snapshot for a person (sentences with actions) and for machines. */
import {join} from "node:path";
import {type Row, literal, openDatabase} from "../duckdb.js";
import type {Manifest} from "../manifest.js";
import type {Snapshot} from "../snapshot.js";

export interface QualityReport {
  /** Rows of quality_scores, the worst first, each with its rows of quality_checks. */
  datasets: (Row & {checks: Row[]})[];
  /** Expected files that the folder lacks. */
  missing: {file: string; needed_for: string}[];
  isFailing: boolean;
}

const rank = ["failing", "degraded", "healthy"];

/** Reads the two tables of a finished snapshot. */
export async function readQuality({dir, manifest}: Pick<Snapshot, "dir" | "manifest">): Promise<QualityReport> {
  const db = await openDatabase();
  const plain = (row: Row): Row => Object.fromEntries(Object.entries(row).map(([key, value]) => [key, typeof value === "bigint" ? Number(value) : value]));
  const read = async (table: string) => (await db.all(`from ${literal(join(dir, `${table}.parquet`))}`)).map(plain);
  try {
    const [scores, checks] = [await read("quality_scores"), await read("quality_checks")];
    const byStatus = scores.toSorted((a, b) => rank.indexOf(a.status) - rank.indexOf(b.status) || a.score - b.score || (a.dataset < b.dataset ? -1 : 1));
    return {
      datasets: byStatus.map((score) => ({...score, checks: checks.filter(({dataset}) => dataset === score.dataset)})),
      missing: manifest.inputs.filter(({status}) => status === "missing").map(({file, needed_for}) => ({file, needed_for})),
      isFailing: scores.some(({status}) => status === "failing")
    };
  } finally {
    db.close();
  }
}

/** One paragraph for each dataset: its score with the parts, then what is wrong and what to do. */
export function reportLines({datasets, missing}: QualityReport, {id, as_of}: Pick<Manifest, "id" | "as_of">): string[] {
  const parts = ["freshness", "completeness", "validity", "uniqueness", "consistency"];
  const counts = rank.map((status) => [status, datasets.filter((one) => one.status === status).length] as const).filter(([, count]) => count);
  const lines = [`Quality of snapshot ${id} as of ${as_of}: ${counts.map(([status, count]) => `${count} ${status}`).join(", ") || "no dataset was loaded"}.`];
  for (const dataset of datasets) {
    const scored = parts.filter((part) => dataset[`${part}_score`] !== null).map((part) => `${part} ${dataset[`${part}_score`]}`);
    lines.push("", `${dataset.sentence} (${scored.join(", ")})`);
    for (const check of dataset.checks.filter(({status, action}) => status !== "healthy" || action)) {
      const effect = check.status === "healthy" ? "note" : check.severity === "block" && check.status === "failing" ? "blocks a publish" : check.status;
      lines.push(`  ${effect}: ${check.sentence}`, ...(check.action ? [`    → ${check.action}`] : []));
    }
  }
  if (missing.length) lines.push("", "Not in the data folder:", ...missing.map(({file, needed_for}) => `  ${file}: needed for ${needed_for}`));
  return lines;
}
