/** The quality of the data as sentences with actions: the text of `npm run quality` and of the Quality page. */
import type {QualityDimension, QualityStatus} from "./quality-thresholds.js";

/** A row of `quality_checks`, as far as it is told. */
export interface ReportCheck {
  dataset: string;
  check_id: string;
  severity: "block" | "mark";
  status: QualityStatus;
  sentence: string;
  /** What to do; blank when there is nothing to do. */
  action: string;
}

/** A row of `quality_scores`, as far as it is told; a part is null when it does not apply. */
export type ReportScore = {dataset: string; label: string; score: number; status: QualityStatus; sentence: string} & Record<`${QualityDimension}_score`, number | null>;

export interface ReportItem {
  check_id: string;
  /** "blocks a publish", "failing", "degraded", or "note" of a check that is healthy and still asks for something */
  effect: string;
  sentence: string;
  action: string;
}

export interface ReportParagraph {
  dataset: string;
  status: QualityStatus;
  /** The dataset's score in a sentence. */
  sentence: string;
  /** "freshness 100, completeness 98.7": the parts of the score that apply. */
  parts: string;
  items: ReportItem[];
}

const qualityStatuses: readonly QualityStatus[] = ["failing", "degraded", "healthy"];
export const qualityDimensions: readonly QualityDimension[] = ["freshness", "completeness", "validity", "uniqueness", "consistency"];

/** The worst first: by status, then by score, then by name. */
export const byUrgency = (a: Pick<ReportScore, "status" | "score" | "dataset">, b: Pick<ReportScore, "status" | "score" | "dataset">): number =>
  qualityStatuses.indexOf(a.status) - qualityStatuses.indexOf(b.status) || a.score - b.score || (a.dataset < b.dataset ? -1 : 1);

export const effectOf = ({status, severity}: Pick<ReportCheck, "status" | "severity">): string =>
  status === "healthy" ? "note" : severity === "block" && status === "failing" ? "blocks a publish" : status;

/** "1 failing, 12 healthy". */
export function statusCounts(scores: readonly {status: QualityStatus}[]): string {
  const counts = qualityStatuses.map((status) => [status, scores.filter((one) => one.status === status).length] as const).filter(([, count]) => count);
  return counts.map(([status, count]) => `${count} ${status}`).join(", ") || "no dataset was loaded";
}

/** One paragraph for each dataset, the worst first: its score with the parts, then what is wrong and what to do. */
export function reportParagraphs(scores: readonly ReportScore[], checks: readonly ReportCheck[]): ReportParagraph[] {
  return [...scores].sort(byUrgency).map((score) => ({
    dataset: score.dataset, status: score.status, sentence: score.sentence,
    parts: qualityDimensions.filter((part) => score[`${part}_score`] !== null).map((part) => `${part} ${score[`${part}_score`]}`).join(", "),
    items: checks.filter((check) => check.dataset === score.dataset && (check.status !== "healthy" || check.action))
      .map((check) => ({check_id: check.check_id, effect: effectOf(check), sentence: check.sentence, action: check.action}))
  }));
}

/** "Quality of snapshot … as of …: 15 healthy." */
export const reportHeadline = (scores: readonly {status: QualityStatus}[], {id, as_of}: {id: string; as_of: string}): string =>
  `Quality of snapshot ${id} as of ${as_of}: ${statusCounts(scores)}.`;

/** What the checks of the statements' own totals found, those that agree and those that have none included. */
export const ownTotalChecks = <Check extends Pick<ReportCheck, "check_id">>(checks: readonly Check[]): Check[] => checks.filter(({check_id}) => /^own_total(\.|$)/.test(check_id));

/** "goals.csv: needed for …". */
export const missingSentence = ({file, needed_for}: {file: string; needed_for: string}): string => `${file}: needed for ${needed_for}`;
