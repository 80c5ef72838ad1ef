/** A part of an endpoint's data: a request to the catalog, or the rows of one table as they stand, with what must be said of it. */
import type {AnswerColumn} from "../../src/model/compile.js";
import type {Answer, AnswerMetadata, Cell, Envelope} from "../../src/model/envelope.js";
import {sumOf} from "../../src/model/group.js";
import type {MetricRequestInput} from "../../src/model/metric-request.js";
import {answerRequest, confidenceIn, snapshotMetadata} from "../answers/answer.js";
import {jsonRow} from "../answers/cells.js";
import type {Opened} from "../answers/open.js";

/** Rows of one table: its columns in order, none summed. */
export interface TableRows {
  table: string;
  columns: readonly string[];
  /** Those of them that the table holds in percent: given as shares, like every ratio of the catalog. */
  shares?: readonly string[];
  /** Days (ISO) that a DATE column must equal, and texts that a VARCHAR column must. */
  where?: Readonly<Record<string, {day: string} | {text: string}>>;
  orderBy: string;
  calculation: string;
  limitations: readonly string[];
}

export type Part = {request: MetricRequestInput; keep?: (row: Record<string, Cell>) => boolean} | {rows: TableRows};

const typeRole = (type: string): Partial<AnswerColumn> => (type.startsWith("DECIMAL") ? {format: "money"} : {});

function tableColumns({manifest}: Opened, {table, columns, shares = []}: TableRows): AnswerColumn[] {
  const known = manifest.tables.find(({name}) => name === table)!.columns;
  return columns.map((name) => {
    const {description = "", type = ""} = known.find((column) => column.name === name) ?? {};
    if (shares.includes(name)) return {name, label: description.replace("in % of", "as a share of"), role: "metric", format: "percent"};
    return {name, label: description, role: /^(DATE|VARCHAR)/.test(type) ? "dimension" : "metric", ...typeRole(type)};
  });
}

/** Rows of a table with their envelope; a refusal when the snapshot has none. */
async function answerTable(opened: Opened, rows: TableRows): Promise<Envelope> {
  const {table, columns, shares = [], where = {}, orderBy, calculation, limitations} = rows;
  const has = opened.manifest.tables.find(({name}) => name === table);
  if (!has?.rows) return {success: false, error: `no data: ${table} is empty`, suggestions: ["data/files says which files are missing and what they are needed for"]};
  const wanted = Object.entries(where);
  const conditions = wanted.map(([name, value]) => `${name} = ?::${"day" in value ? "date" : "varchar"}`).join(" and ");
  const sql = `select ${columns.map((name) => (shares.includes(name) ? `${name} / 100 as ${name}` : name)).join(", ")} from ${table}${conditions ? ` where ${conditions}` : ""} order by ${orderBy}`;
  const params = wanted.map(([, value]) => ("day" in value ? value.day : value.text));
  const described = tableColumns(opened, rows);
  const exact = new Set(described.filter(({format}) => format === "money").map(({name}) => name));
  const data = (await opened.query(sql, params)).map((row) => jsonRow(row, exact));
  const metadata: AnswerMetadata = {
    sources: [table], ...snapshotMetadata(opened), calculation, sql, params, limitations: [...limitations], confidence: confidenceIn(opened, [table], false), calendar: null, currency: null,
    period: {asked: null, covered: null, compared: null}, filters: wanted.map(([dimension], i) => ({dimension, op: "in", values: [params[i]]})),
    columns: described.map((column) => ({...column})), row_count: data.length, empty_because: data.length ? null : "no row fits"
  };
  return {success: true, data, metadata, warnings: []};
}

export async function answerPart(opened: Opened, part: Part): Promise<Envelope> {
  if ("rows" in part) return answerTable(opened, part.rows);
  const answer = await answerRequest(opened, part.request);
  if (!answer.success || !part.keep) return answer;
  const data = answer.data.filter(part.keep);
  return {...answer, data, metadata: {...answer.metadata, row_count: data.length, empty_because: data.length ? null : (answer.metadata.empty_because ?? "nothing is left to show")}};
}

type Success = Answer;
const uniq = <T>(items: readonly T[]): T[] => [...new Set(items)];

/** Metadata of several answers as one: every source, statement and limitation, and the widest days. */
export function mergedMetadata(answers: readonly Success[]): AnswerMetadata {
  const all = answers.map(({metadata}) => metadata);
  const [first] = all;
  const one = <T>(values: readonly T[]): T | null => (uniq(values).length === 1 ? values[0] : null);
  const edges = all.flatMap(({period}) => (period.covered ? [period.covered] : []));
  return {
    ...first, sources: uniq(all.flatMap(({sources}) => sources)), calculation: uniq(all.map(({calculation}) => calculation)).join(" "),
    sql: all.map(({sql}) => sql).join(";\n\n"), params: all.flatMap(({params}) => params), limitations: uniq(all.flatMap(({limitations}) => limitations)),
    confidence: {
      level: all.some(({confidence}) => confidence.level === "estimate") ? "estimate" : "confirmed", doubts: uniq(all.flatMap(({confidence}) => confidence.doubts)),
      data_quality: all.map(({confidence}) => confidence.data_quality).filter((score) => score !== null).sort((a, b) => a - b)[0] ?? null
    },
    calendar: one(all.map(({calendar}) => calendar)), currency: one(all.map(({currency}) => currency).filter((currency) => currency !== null)),
    period: {asked: one(all.map(({period}) => JSON.stringify(period.asked))) === null ? null : first.period.asked, compared: null, covered: edges.length ? {from: edges.map(({from}) => from).sort()[0], to: edges.map(({to}) => to).sort().at(-1)!} : null},
    columns: [...new Map(all.flatMap(({columns}) => columns).map((column) => [column.name, column])).values()], row_count: sumOf(all, ({row_count}) => row_count),
    empty_because: all.every(({empty_because}) => empty_because !== null) ? uniq(all.map(({empty_because}) => empty_because)).join("; ") : null
  };
}
