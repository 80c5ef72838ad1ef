/** Which figures a check that is not healthy makes doubtful, from the `quality` part of overview.json. */
import {rowsOf, type Columns} from "./columns.js";
import {effectOf} from "./quality-report.js";
import type {QualityStatus} from "./quality-thresholds.js";

/** A check that is not healthy, and the served tables whose figures it touches. */
export interface QualityMark {
  dataset: string;
  check_id: string;
  status: Exclude<QualityStatus, "healthy">;
  severity: "block" | "mark";
  /** See `effectOf`. */
  effect: string;
  sentence: string;
  tables: readonly string[];
}

/** Marks of a snapshot, the worst first; none when overview.json has no quality part. */
export function readQualityMarks(json: {quality_checks?: Columns}): QualityMark[] {
  const rows = json.quality_checks ? rowsOf(json.quality_checks) : [];
  const marks = rows.filter((row) => row.status === "failing" || row.status === "degraded").map((row): QualityMark => {
    const {status, severity} = row as unknown as Pick<QualityMark, "status" | "severity">;
    const tables = String(row.figures ?? "").split(", ").filter(Boolean);
    return {dataset: String(row.dataset), check_id: String(row.check_id), status, severity, effect: effectOf({status, severity}), sentence: String(row.sentence), tables};
  });
  return marks.sort((a, b) => rank(a) - rank(b));
}

const rank = ({effect, status}: QualityMark): number => (effect === "blocks a publish" ? 0 : status === "failing" ? 1 : 2);

/** Marks that touch one of `tables`. */
export const marksOf = (marks: readonly QualityMark[], tables: readonly string[]): QualityMark[] =>
  marks.filter((mark) => mark.tables.some((table) => tables.includes(table)));

/** Name of a check's place on the Quality page: letters, digits and dashes. */
export const checkAnchor = ({dataset, check_id}: Pick<QualityMark, "dataset" | "check_id">): string =>
  `check-${`${dataset}-${check_id}`.toLowerCase().replace(/[^a-z0-9]+/g, "-")}`;
