/** Every endpoint of the JSON API: its path under `api/`, what it says, the schema of its data, and its answer. */
import {z} from "zod";
import type {AnswerColumn} from "../../src/model/compile.js";
import {AnswerRows, type Answer, type Envelope} from "../../src/model/envelope.js";
import type {Opened} from "../answers/open.js";
import * as about from "./about.js";
import {figureEndpoints, reconciliationEndpoint, type FigureEndpoint} from "./figures.js";
import {Kpi, kpiRows, latestRequests, summaryRequests} from "./kpis.js";
import {answerPart, mergedMetadata} from "./part.js";

export interface Endpoint {
  path: string;
  summary: string;
  /** Schema of the data. */
  schema: z.ZodType;
  answer(opened: Opened): Promise<Envelope<unknown>>;
}

const cellSchema = ({role, format, metric}: AnswerColumn): z.ZodType => {
  if (role === "period") return z.string().describe("first day of the period");
  if (role === "dimension" || role === "currency") return z.string().nullable();
  if (role === "is_other") return z.boolean();
  return (metric && format === "money" && role !== "growth" && role !== "share" ? z.string() : z.number()).nullable();
};

/** Schema of the rows of a part: of a request by its columns, of a table by what any cell can be. */
function rowsSchema(columns: readonly AnswerColumn[] | null): z.ZodType {
  return columns ? z.array(z.strictObject(Object.fromEntries(columns.map((column) => [column.name, cellSchema(column).describe(column.metric ? `${column.label}; ${column.unit}` : column.label)])))) : AnswerRows;
}

async function answerFigures(opened: Opened, {parts}: FigureEndpoint): Promise<Envelope<unknown>> {
  const answers: [string, Answer][] = [];
  for (const [name, part] of Object.entries(parts)) {
    const answer = await answerPart(opened, part);
    if (!answer.success) return answer;
    answers.push([name, answer as Answer]);
  }
  if (answers.length === 1) return answers[0][1];
  const all = answers.map(([, answer]) => answer);
  return {success: true, data: Object.fromEntries(answers.map(([name, {data}]) => [name, data])), metadata: mergedMetadata(all), warnings: [...new Set(all.flatMap(({warnings}) => warnings))]};
}

/** The columns of a part's answer, from the catalog: known before it is asked. */
function partSchema(part: FigureEndpoint["parts"][string], opened: Opened): z.ZodType {
  if ("rows" in part) return AnswerRows;
  const compiled = opened.compile(part.request);
  return rowsSchema(compiled.ok ? compiled.columns : null);
}

function figures(endpoint: FigureEndpoint, opened: Opened): Endpoint {
  const schemas = Object.entries(endpoint.parts).map(([name, part]) => [name, partSchema(part, opened)] as const);
  return {path: endpoint.path, summary: endpoint.summary, schema: schemas.length === 1 ? schemas[0][1] : z.strictObject(Object.fromEntries(schemas)), answer: (own) => answerFigures(own, endpoint)};
}

/** Key figures; refused only when none of them can be answered. */
function kpis(path: string, summary: string, requests: (opened: Opened) => Parameters<typeof kpiRows>[1]): Endpoint {
  return {
    path, summary, schema: z.array(Kpi),
    async answer(opened) {
      const {rows, answers} = await kpiRows(opened, requests(opened));
      if (!answers.length) return {success: false, error: rows[0].refused ?? "no figure", suggestions: ["data/files says which files are missing and what they are needed for"]};
      const refused = rows.filter((row) => row.refused !== null).map((row) => `${row.metric}: ${row.refused}`);
      return {success: true, data: rows, metadata: {...mergedMetadata(answers), row_count: rows.length, columns: []}, warnings: [...new Set([...refused, ...answers.flatMap(({warnings}) => warnings)])]};
    }
  };
}

/** Usage months that have a cell to reconcile, oldest first, as "2025-07". */
async function reconciledMonths(opened: Opened): Promise<string[]> {
  if (!opened.context.tables.has("reconciliation")) return [];
  return (await opened.query("select distinct usage_month from reconciliation order by usage_month")).map(({usage_month}) => String(usage_month).slice(0, 7));
}

const of = (path: string, summary: string, schema: z.ZodType, answer: (opened: Opened) => Envelope<unknown> | Promise<Envelope<unknown>>): Endpoint => ({path, summary, schema, answer: async (opened) => answer(opened)});

/** All endpoints of a snapshot. A file or month that the snapshot lacks has none. */
export async function endpointsOf(opened: Opened): Promise<Endpoint[]> {
  const months = await reconciledMonths(opened);
  return [
    of("health", "Whether the data can be trusted, and how far they reach", about.Health, about.health),
    kpis("kpis/summary", "The key figures of the last 12 months, against the year before", summaryRequests),
    kpis("kpis/latest", "The newest day, week and month of what is counted", latestRequests),
    of("kpis/alerts", "What needs attention", AnswerRows, about.alerts),
    ...figureEndpoints.map((endpoint) => figures(endpoint, opened)),
    ...months.map((month) => figures(reconciliationEndpoint(month), opened)),
    of("data/files", "Every file that was read, and every one that is missing", z.array(about.File), about.files),
    of("data/schema", "The served tables and their columns", z.array(about.Table), about.schema),
    of("data/quality", "How good each dataset is, and every check", about.Quality, about.quality),
    ...opened.manifest.inputs.map(({file}) => of(`data/metadata/${file}`, `What was read of ${file}`, about.FileMetadata, (own) => about.fileMetadata(own, file))),
    of("metrics", "The catalog: every metric that can be asked for", about.Catalog, about.catalog)
  ];
}

