/** Endpoints about the data themselves: health, files, tables, quality, and the catalog. */
import {z} from "zod";
import {askableMetrics, calendarsOf, dimensionsOf, hasBasis, isEstimate} from "../../src/model/catalog/catalog.js";
import {dimensions, dimensionNames} from "../../src/model/catalog/dimensions.js";
import {sumOf} from "../../src/model/group.js";
import {metrics} from "../../src/model/metrics.js";
import type {AnswerMetadata, Envelope} from "../../src/model/envelope.js";
import {confidenceIn, snapshotMetadata} from "../answers/answer.js";
import {jsonRow} from "../answers/cells.js";
import type {Opened} from "../answers/open.js";

/** The envelope of what the manifest or the catalog says: no figure, no SQL. */
export function plainAnswer<Data>(opened: Opened, data: Data, calculation: string, more: Partial<AnswerMetadata> = {}): Exclude<Envelope<Data>, {success: false}> {
  const metadata: AnswerMetadata = {
    sources: [], ...snapshotMetadata(opened), calculation, sql: "", params: [], limitations: [], confidence: confidenceIn(opened, [], false), calendar: null, currency: null,
    period: {asked: null, covered: null, compared: null}, filters: [], columns: [], row_count: Array.isArray(data) ? data.length : 1, empty_because: Array.isArray(data) && !data.length ? "there is nothing to list" : null, ...more
  };
  return {success: true, data, metadata, warnings: []};
}

export const Health = z.strictObject({
  status: z.enum(["healthy", "degraded", "failing"]), label: z.string().nullable(), is_sample: z.boolean(),
  streams_through: z.string().nullable(), statements_through: z.string().nullable(), table_count: z.int(), statement_line_count: z.int(),
  rows_rejected: z.int(), files_missing: z.array(z.string()), datasets_failing: z.array(z.string()), datasets_degraded: z.array(z.string())
});

export async function health(opened: Opened) {
  const {manifest} = opened;
  const judged = manifest.tables.some(({name}) => name === "quality_scores") ? await opened.query("select dataset, status from quality_scores order by dataset") : [];
  const of = (status: string) => judged.filter((row) => row.status === status).map(({dataset}) => String(dataset));
  const [failing, degraded] = [of("failing"), of("degraded")];
  const data: z.infer<typeof Health> = {
    status: failing.length ? "failing" : degraded.length ? "degraded" : "healthy", label: manifest.label, is_sample: manifest.sample,
    streams_through: manifest.streams_through, statements_through: manifest.statements_through, table_count: manifest.tables.length,
    statement_line_count: manifest.tables.find(({name}) => name === "statement_lines")?.rows ?? 0,
    rows_rejected: sumOf(manifest.inputs, (input) => (input.status === "loaded" ? input.rows_quarantined : 0)),
    files_missing: manifest.inputs.filter(({status}) => status === "missing").map(({file}) => file), datasets_failing: failing, datasets_degraded: degraded
  };
  return plainAnswer(opened, data, "The worst status of the datasets; rows that were rejected are in quarantine with their reason.", {sources: ["quality_scores", "datasets"]});
}

const known = z.union([z.string(), z.number(), z.null()]);
export const File = z.record(z.string(), known).describe("one file of the data folder, as the manifest lists it");
export const files = (opened: Opened) => plainAnswer(opened, opened.manifest.inputs.map((input) => ({...input})), "Every file that was read, and every expected one that is missing; rows in = loaded + quarantined + superseded + left out.", {sources: ["datasets"]});

export const Table = z.strictObject({name: z.string(), grain: z.string(), key: z.array(z.string()), rows: z.int(), bytes: z.int(), columns: z.array(z.strictObject({name: z.string(), type: z.string(), description: z.string()}))});
export const schema = (opened: Opened) => plainAnswer(opened, opened.manifest.tables.map(({name, grain, key, rows, bytes, columns}) => ({name, grain, key, rows, bytes, columns})), "The served tables of the snapshot.", {sources: opened.manifest.tables.map(({name}) => name)});

const cell = z.union([z.string(), z.number(), z.boolean(), z.null()]);
export const Quality = z.strictObject({datasets: z.array(z.record(z.string(), cell)), checks: z.array(z.record(z.string(), cell))});
export async function quality(opened: Opened): Promise<Envelope<z.infer<typeof Quality>>> {
  if (!opened.quality.scores.length) return {success: false, error: "no dataset is judged: no file was loaded", suggestions: ["put files in the data folder and run npm run snapshot"]};
  const read = async (sql: string) => (await opened.query(sql)).map((row) => jsonRow(row, new Set()));
  const sql = ["select * from quality_scores order by score, dataset", "select * from quality_checks order by dataset, check_id"];
  const data = {datasets: await read(sql[0]), checks: await read(sql[1])};
  return plainAnswer(opened, data, metrics.data_quality_score.calculation, {sources: ["quality_scores", "quality_checks"], sql: sql.join(";\n\n"), limitations: [...metrics.data_quality_score.limitations], row_count: data.datasets.length});
}

export const FileMetadata = z.strictObject({file: File, problems: z.array(z.looseObject({severity: z.string(), sentence: z.string()})), dataset: z.record(z.string(), cell).nullable(), checks: z.array(z.strictObject({status: z.string(), sentence: z.string()})), tables: z.array(z.string())});
export async function fileMetadata(opened: Opened, file: string) {
  const input = opened.manifest.inputs.find((one) => one.file === file)!;
  const scores = opened.quality.scores.length ? await opened.query("select * from quality_scores where dataset = ?::varchar", [input.feed]) : [];
  const checks = opened.quality.checks.filter(({dataset}) => dataset === input.feed);
  const data = {
    file: {...input}, problems: opened.manifest.problems.filter((problem) => problem.file === file).map((problem) => ({...problem})),
    dataset: scores.length ? jsonRow(scores[0], new Set()) : null, checks: checks.map(({status, sentence}) => ({status, sentence})), tables: [...new Set(checks.flatMap(({tables}) => tables))]
  };
  return plainAnswer(opened, data, "What was read of the file, what was wrong in it, and the tables that its figures stand in.", {sources: ["datasets", "quality_scores", "quality_checks"]});
}

export const CatalogMetric = z.looseObject({
  name: z.string(), label: z.string(), description: z.string(), unit: z.string(), format: z.string(), additive: z.boolean(), additivity: z.string(), calculation: z.string(), sources: z.array(z.string()), limitations: z.array(z.string()),
  update_frequency: z.string(), typical_range: z.string(), synonyms: z.array(z.string()), is_estimate: z.boolean(), has_basis: z.boolean(), dimensions: z.array(z.string()), calendars: z.record(z.string(), z.string()).describe("calendar → finest grain")
});
export const Catalog = z.strictObject({metrics: z.array(CatalogMetric), dimensions: z.array(z.strictObject({name: z.string(), label: z.string(), description: z.string(), synonyms: z.array(z.string())}))});

const ADDITIVITY = {
  sum: "adds up over every dimension and over time", ratio: "never added: computed from sums for each group", distinct: "never added: counted anew for each group", latest: "a level: over time the latest day counts, never a sum",
  daily: "people of one day: over time only a mean or the latest day", share: "a share: never added over periods", quotient: "never added: computed from sums for each group", growth: "never added"
};

/** The catalog as machines read it; figures that are a page's own are left out, because they cannot be asked for. */
export function catalogData(): z.infer<typeof Catalog> {
  return {
    metrics: askableMetrics.map((metric) => ({
      name: metric.name, label: metric.label, description: metric.description, unit: metric.unit, format: metric.format, additive: metric.additive, additivity: ADDITIVITY[metric.measure.kind], calculation: metric.calculation,
      sources: [...metric.sources], limitations: [...metric.limitations], update_frequency: metric.update_frequency, typical_range: metric.typical_range ?? "", synonyms: [...(metric.synonyms ?? [])],
      is_estimate: isEstimate(metric), has_basis: hasBasis(metric), dimensions: dimensionsOf(metric), calendars: calendarsOf(metric) as Record<string, string>
    })),
    dimensions: dimensionNames.map((name) => ({name, label: dimensions[name].label, description: dimensions[name].description, synonyms: [...dimensions[name].synonyms]}))
  };
}
export const catalog = (opened: Opened) => plainAnswer(opened, catalogData(), "The definitions that every page, export and answer uses.");

/** Alerts of the snapshot, where it has the table. */
export async function alerts(opened: Opened): Promise<Envelope<Record<string, string | number | boolean | null>[]>> {
  const table = opened.manifest.tables.find(({name}) => name === "alerts");
  if (!table) return {success: false, error: "this snapshot has no alerts table", suggestions: ["data/quality lists the checks that are not healthy", "kpis/summary has what is overdue"]};
  const sql = `select * from alerts order by ${table.key.length ? table.key.join(", ") : "1"}`;
  const exact = new Set(table.columns.filter(({type}) => type.startsWith("DECIMAL")).map(({name}) => name));
  const data = (await opened.query(sql)).map((row) => jsonRow(row, exact));
  return plainAnswer(opened, data, table.grain, {sources: ["alerts"], sql, columns: table.columns.map(({name, description}) => ({name, label: description, role: "dimension"})), empty_because: data.length ? null : "nothing needs attention"});
}
