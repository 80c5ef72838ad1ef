/** A question in plain English → the envelope: read by the grammar, answered from one snapshot, or refused with the nearest questions. */
import {existsSync, readFileSync} from "node:fs";
import {join} from "node:path";
import {askContext, namesQuery, type NameRow} from "../../src/model/ask/context.js";
import {cashMonths} from "../../src/model/ask/cash-months.js";
import {interpret, type AskContext, type Interpretation, type Understood} from "../../src/model/ask/interpret.js";
import {paymentLimits, paymentsDue} from "../../src/model/ask/payments-due.js";
import type {CashQuestion, PaymentQuestion} from "../../src/model/ask/read-special.js";
import {parseDay} from "../../src/model/days.js";
import type {Answer, AnswerMetadata, Envelope} from "../../src/model/envelope.js";
import {metrics} from "../../src/model/metrics.js";
import {readOverview, type OverviewJson} from "../../src/model/overview-data.js";
import {phraseOf} from "../../src/model/ask/phrase.js";
import {simpler} from "../../src/model/ask/suggest.js";
import {answerRequest, confidenceIn, snapshotMetadata} from "./answer.js";
import {jsonRow} from "./cells.js";
import type {Opened} from "./open.js";

/** What reading questions about a snapshot needs; read it once for many questions. */
export async function askContextOf(opened: Opened): Promise<AskContext> {
  const tables = opened.manifest.tables.map(({name}) => name);
  return askContext((await opened.query(namesQuery(tables))) as NameRow[], opened.context);
}

/** Metadata of an answer that no request to the catalog gave. */
function ownMetadata(opened: Opened, given: Partial<AnswerMetadata>, rows: Answer["data"]): AnswerMetadata {
  const sources = given.sources ?? [];
  return {
    sources, ...snapshotMetadata(opened), calculation: "", sql: "", params: [], limitations: [], confidence: confidenceIn(opened, sources, true), calendar: null,
    currency: null, period: {asked: null, covered: null, compared: null}, filters: [], columns: Object.keys(rows[0] ?? {}).map((name) => ({name, label: name.replaceAll("_", " "), role: "column"})),
    row_count: rows.length, empty_because: rows.length ? null : "no payment fits the question", ...given
  };
}

const distributorFilter = (distributors: string[]): AnswerMetadata["filters"] => (distributors.length ? [{dimension: "distributor", op: "in", values: distributors}] : []);

async function answerPayment(opened: Opened, question: PaymentQuestion): Promise<Envelope> {
  const {sql, params} = paymentsDue(question, opened.manifest.as_of);
  const found = await opened.query(sql, params);
  const data = found.map((row) => jsonRow(row, new Set(["expected", "arrived", "outstanding"])));
  const {calculation} = metrics.payment_status;
  const metadata = ownMetadata(opened, {sources: ["payments"], sql, params, calculation, limitations: paymentLimits, calendar: "usage", period: {asked: question.period, covered: question.period, compared: null}, filters: distributorFilter(question.distributors)}, data);
  return {success: true, data, metadata, warnings: []};
}

function answerCash(opened: Opened, question: CashQuestion): Envelope {
  const path = join(opened.dir, "overview.json");
  if (!existsSync(path)) return {success: false, error: "this snapshot has no forecast", suggestions: []};
  const made = cashMonths(readOverview(JSON.parse(readFileSync(path, "utf8")) as OverviewJson), parseDay(opened.manifest.as_of)!, question);
  if ("refusal" in made) return {success: false, error: made.refusal, suggestions: ["how much will we be paid next month", "cash forecast"]};
  const {calculation, limitations, sources} = metrics.cash_forecast;
  const data = made.rows.map((row) => ({...row}));
  const metadata = ownMetadata(opened, {sources: [...sources], calculation, limitations: [...limitations], calendar: "statement", currency: data[0]?.currency ?? null, period: {asked: question.period, covered: question.period, compared: null}, filters: distributorFilter(question.distributors)}, data);
  return {success: true, data, metadata, warnings: ["an estimate: what statements should bring, by statement month"]};
}

/** Keeps the rows that were asked for, of an answer that needed all of them. */
function focused(answer: Envelope, {focus}: Understood): Envelope {
  if (!focus || !answer.success) return answer;
  const data = answer.data.filter((row) => focus.values.includes(String(row[focus.dimension])));
  return {...answer, data, metadata: {...answer.metadata, row_count: data.length, filters: [{dimension: focus.dimension, op: "in", values: focus.values}], empty_because: data.length ? null : "nothing of it in this period"}};
}

async function answerRead(opened: Opened, read: Exclude<Interpretation, {kind: "refused"}>, context: AskContext): Promise<Envelope> {
  if (read.kind === "payment") return answerPayment(opened, read);
  if (read.kind === "cash") return answerCash(opened, read);
  const answer = focused(await answerRequest(opened, read.request), read);
  if (answer.success) return {...answer, metadata: {...answer.metadata, request: read.request, read_as: phraseOf(read.request, read.focus)}};
  const near = (answer.requests?.length ? answer.requests : simpler(read.request)) as Understood["request"][];
  return {success: false, error: answer.error, suggestions: await answered(opened, near.map((request) => phraseOf(request)), context)};
}

/** Suggestions that have an answer. */
async function answered(opened: Opened, ideas: readonly string[], context: AskContext): Promise<string[]> {
  const kept: string[] = [];
  for (const idea of ideas) {
    const read = interpret(idea, context);
    const answer = read.kind === "refused" ? null : await answerRead(opened, read, context);
    if (answer?.success && !emptiness(answer)) kept.push(idea);
  }
  return kept;
}

/** An answer without any figure is said to be none. */
function emptiness({data, metadata, warnings}: Answer): string | null {
  const figures = metadata.columns.filter(({role}) => role === "metric").map(({name}) => name);
  if (!data.length) return `nothing to show: ${metadata.empty_because}`;
  return figures.length && data.every((row) => figures.every((name) => row[name] === null)) ? `nothing to show: ${warnings.join("; ") || "no value fits"}` : null;
}

/** Answers one question. `metadata.read_as` says how it was read; warnings begin with what was forgiven or assumed. */
export async function answerQuestion(opened: Opened, question: string, context: AskContext): Promise<Envelope> {
  const read = interpret(question, context);
  if (read.kind === "refused") return {success: false, error: read.error, suggestions: await answered(opened, read.suggestions, context)};
  const answer = await answerRead(opened, read, context);
  if (!answer.success) return answer;
  const nothing = emptiness(answer);
  if (nothing) return {success: false, error: nothing, suggestions: []};
  return {...answer, metadata: {...answer.metadata, question}, warnings: [...read.notes, ...answer.warnings]};
}
