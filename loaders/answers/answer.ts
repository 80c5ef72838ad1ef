/** A request → the envelope: the figures of one snapshot with their sources, days, SQL and limits, or a refusal. */
import {askable, isEstimate} from "../../src/model/catalog/catalog.js";
import type {Compiled} from "../../src/model/compile.js";
import type {Answer, AnswerMetadata, Envelope} from "../../src/model/envelope.js";
import {MAX_ROWS} from "../../src/model/metric-request.js";
import type {Metric} from "../../src/model/metrics.js";
import {jsonRow} from "./cells.js";
import {emptyReason, unknownValues} from "./empty.js";
import type {Opened} from "./open.js";

const uniq = (words: readonly string[]): string[] => [...new Set(words)];

/** How far the tables behind an answer can be trusted. */
export function confidenceIn({quality}: Opened, sources: readonly string[], isEstimated: boolean): AnswerMetadata["confidence"] {
  const checks = quality.checks.filter(({tables}) => tables.some((table) => sources.includes(table)));
  const datasets = new Set(checks.map(({dataset}) => dataset));
  const scores = quality.scores.filter(({dataset}) => datasets.has(dataset)).map(({score}) => Number(score));
  return {
    level: isEstimated ? "estimate" : "confirmed", data_quality: scores.length ? Math.min(...scores) : null,
    doubts: uniq(checks.filter(({status}) => status === "failing" || status === "degraded").map(({sentence}) => sentence))
  };
}

/** What every answer from a snapshot says of it. */
export const snapshotMetadata = ({manifest}: Opened): Pick<AnswerMetadata, "snapshot_id" | "data_through" | "built_at" | "as_of"> =>
  ({snapshot_id: manifest.id, data_through: manifest.data_through, built_at: manifest.built_at, as_of: manifest.as_of});

const basisText = ({request}: Compiled): string => `rates of estimates: the ${request.basis === "default" ? "reference rates" : "observed rates"}`;

function metadataOf(opened: Opened, compiled: Compiled, rowCount: number, empty: string | null): AnswerMetadata {
  const asked: Metric[] = compiled.request.metrics.map(askable);
  const {sql, params, sources, calendar, currency, covered, compared, request, columns} = compiled;
  return {
    sources, ...snapshotMetadata(opened),
    calculation: asked.map(({label, calculation}) => `${label}: ${calculation}`).join(" "), sql, params: [...params],
    limitations: uniq([...asked.flatMap(({limitations}) => limitations), ...(request.metrics.map(askable).some(isEstimate) ? [basisText(compiled)] : [])]),
    confidence: confidenceIn(opened, sources, request.metrics.map(askable).some(isEstimate)),
    calendar: calendar as AnswerMetadata["calendar"], currency, period: {asked: request.period ?? null, covered, compared},
    filters: request.filters, columns: columns.map((column) => ({...column})), row_count: rowCount, empty_because: empty
  };
}

/** Metrics without any value though there are rows. */
function valueless(compiled: Compiled, rows: Answer["data"]): string[] {
  if (!rows.length) return [];
  return compiled.request.metrics.filter((name) => rows.every((row) => row[name] === null)).map((name) => `${name} has no value here: ${askable(name).limitations[0]}`);
}

/** Answers one request. Never throws on any request; an error of the engine passes through. */
export async function answerRequest(opened: Opened, request: unknown): Promise<Envelope> {
  const compiled = opened.compile(request);
  if (!compiled.ok) return {success: false, error: compiled.error, suggestions: compiled.suggestions, ...(compiled.requests.length ? {requests: compiled.requests} : {})};
  const found = await opened.query(compiled.sql, compiled.params);
  const exact = new Set(compiled.columns.filter(({format}) => format === "money").map(({name}) => name));
  const data = found.slice(0, MAX_ROWS).map((row) => jsonRow(row, exact));
  const unknown = await unknownValues(opened, compiled.request);
  const empty = data.length ? null : emptyReason(compiled, unknown);
  const cut = found.length > MAX_ROWS ? [`only the first ${MAX_ROWS} rows: ask for fewer days, dimensions or a limit`] : [];
  return {
    success: true, data, metadata: metadataOf(opened, compiled, data.length, empty),
    warnings: uniq([...(data.length ? unknown : []), ...compiled.warnings, ...valueless(compiled, data), ...cut])
  };
}
