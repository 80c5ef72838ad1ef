/** Quality of every dataset that was loaded: its checks, and their sum. */
import {sumOf} from "../../src/model/group.js";
import {type QualityDimension, type QualityStatus, qualityThresholds} from "../../src/model/quality-thresholds.js";
import {type Cell, type Database, onTwoConnections} from "../duckdb.js";
import type {Dataset, Problem} from "../manifest.js";
import type {Mart} from "../marts/index.js";
import type {QualityCheck} from "./check.js";
import {completeness} from "./completeness.js";
import {consistency} from "./consistency.js";
import {addCoverage} from "./coverage.js";
import {type FeedSpec, specOf} from "./feeds.js";
import {freshness} from "./freshness.js";
import {coverageDays, qualityChecks, qualityPeriods, qualityScores} from "./marts.js";
import {uniqueness, validity} from "./validity.js";

const rules = [freshness, completeness, validity, uniqueness, consistency];
const dimensions = Object.keys(qualityThresholds.weights) as QualityDimension[];

/** Lowest score of the checks of one dimension that measured something, so that one bad column cannot hide among good ones; null when there are none. */
function partOf(checks: QualityCheck[], dimension: QualityDimension): number | null {
  const scores = checks.filter((check) => check.dimension === dimension && check.value !== null).map(({score}) => score);
  return scores.length ? Math.min(...scores) : null;
}

/** Weighted mean of the parts that apply. */
export function scoreOf(checks: QualityCheck[]): {parts: Record<QualityDimension, number | null>; score: number; status: QualityStatus} {
  const parts = Object.fromEntries(dimensions.map((dimension) => [dimension, partOf(checks, dimension)])) as Record<QualityDimension, number | null>;
  const applying = dimensions.filter((dimension) => parts[dimension] !== null);
  const weight = sumOf(applying, (dimension) => qualityThresholds.weights[dimension]);
  const score = weight ? Math.round((sumOf(applying, (dimension) => parts[dimension]! * qualityThresholds.weights[dimension]) / weight) * 10) / 10 : 100;
  const blocked = checks.some(({severity, status}) => severity === "block" && status === "failing");
  const isHealthy = score >= qualityThresholds.score.healthy && checks.every(({status}) => status === "healthy");
  return {parts, score, status: blocked || score < qualityThresholds.score.degraded ? "failing" : isHealthy ? "healthy" : "degraded"};
}

function scoreRow(spec: FeedSpec, files: Dataset[], checks: QualityCheck[]) {
  const {parts, score, status} = scoreOf(checks);
  const dates = (key: "first_on" | "last_on") => files.map((file) => file[key]).filter((date) => date !== null).sort();
  const unwell = checks.filter((check) => check.status !== "healthy");
  return {
    dataset: spec.feed, label: spec.label, file_count: files.length, row_count: sumOf(files, ({rows_loaded}) => rows_loaded),
    first_on: dates("first_on")[0] ?? null, last_on: dates("last_on").at(-1) ?? null, score,
    ...Object.fromEntries(dimensions.map((dimension) => [`${dimension}_score`, parts[dimension]])),
    status, check_count: checks.length, unhealthy_count: unwell.length, blocking_count: unwell.filter((check) => check.severity === "block" && check.status === "failing").length,
    sentence: `${spec.label}: ${status}, ${score} of 100${unwell.length ? `; ${unwell.length} of ${checks.length} checks need a look` : ""}.`
  };
}

const tables = [qualityScores, qualityChecks, qualityPeriods, coverageDays];

const rowsOf = ({columns}: Mart, rows: readonly Record<string, Cell>[]): Cell[][] => rows.map((row) => Object.keys(columns).map((column) => row[column]));

interface Judged {
  checks: QualityCheck[];
  score: Record<string, Cell>;
}

/** All checks of one dataset; adds its days to `coverage_days` and its periods to `quality_periods`. */
async function judge(db: Database, spec: FeedSpec, datasets: readonly Dataset[], problems: Problem[], asOf: string): Promise<Judged> {
  const own = datasets.filter(({feed}) => feed === spec.feed);
  const files = own.filter(({status}) => status === "loaded");
  const copies = own.filter(({status}) => status === "duplicate").length;
  const checks: QualityCheck[] = [];
  for (const rule of rules) checks.push(...(await rule({db, spec, files, copies, problems, asOf})));
  await addCoverage({db, spec, files});
  return {checks, score: scoreRow(spec, files, checks)};
}

/** Creates the tables of `marts.ts`; returns them for writing. Needs every mart and `quarantine_rows`, which any connection may ask. */
export async function createQuality(db: Database, datasets: Dataset[], problems: Problem[], asOf: string): Promise<Mart[]> {
  for (const {create} of tables) await db.run(create);
  const feeds = new Set(datasets.filter(({status}) => status === "loaded").map(({feed}) => feed));
  const specs = [...feeds].map(specOf).filter((spec) => spec !== undefined);
  const judged = await onTwoConnections(db, specs, (on, spec) => judge(on, spec, datasets, problems, asOf));
  const figuresOf = (spec: FeedSpec, {status}: QualityCheck) => (status === "healthy" ? "" : spec.figures.join(", "));
  const checks = judged.flatMap(({checks}, i) => checks.map((check) => ({...check, figures: figuresOf(specs[i], check)})));
  await db.insert(qualityChecks.mart.name, rowsOf(qualityChecks.mart, checks));
  await db.insert(qualityScores.mart.name, rowsOf(qualityScores.mart, judged.map(({score}) => score)));
  return tables.map(({mart}) => mart);
}
