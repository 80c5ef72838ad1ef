/** Questions in the browser: read by the grammar, answered by the engine. Nothing starts before a question is asked. */
import {cashMonths, type CashRow} from "../model/ask/cash-months.js";
import {askContext, namesQuery, type NameRow} from "../model/ask/context.js";
import {interpret, type AskContext, type Understood} from "../model/ask/interpret.js";
import {paymentsDue} from "../model/ask/payments-due.js";
import {phraseOf} from "../model/ask/phrase.js";
import {simpler} from "../model/ask/suggest.js";
import {compile, contextQuery, cubeTables, readContext, type Compiled, type CompileContext} from "../model/compile.js";
import {parseDay} from "../model/days.js";
import {readOverview, type OverviewJson} from "../model/overview-data.js";
import type {CashQuestion, PaymentQuestion} from "../model/ask/read-special.js";
import type {Row} from "./rows.js";
import {query} from "./sql.js";
import {tableNames} from "./tables.js";

/** What was asked and what came of it. `notes`: what was forgiven or assumed. */
export type Asked =
  | {kind: "refused"; error: string; suggestions: string[]}
  | {kind: "request"; read: Understood; compiled: Compiled; rows: Row[]; notes: string[]; context: AskContext}
  | {kind: "payment"; read: PaymentQuestion; sql: string; params: string[]; rows: Row[]; notes: string[]}
  | {kind: "cash"; read: CashQuestion; rows: CashRow[]; notes: string[]};

/** The snapshot's own dates, and its overview where a forecast needs it. */
export interface AskSource {
  manifest: {as_of: string; data_through: string | null};
  overview: () => Promise<OverviewJson>;
}

interface Contexts {
  compiler: CompileContext;
  ask: AskContext;
}

let contexts: {key: string; loaded: Promise<Contexts>} | undefined;

/** Read once per snapshot. */
function contextsOf({manifest}: AskSource): Promise<Contexts> {
  const key = JSON.stringify([manifest.as_of, manifest.data_through]);
  if (contexts?.key !== key) contexts = {key, loaded: load(manifest)};
  contexts.loaded.catch(() => (contexts = undefined)); // the next question tries again
  return contexts.loaded;
}

async function load(manifest: AskSource["manifest"]): Promise<Contexts> {
  const [facts, names] = await Promise.all([query(contextQuery(cubeTables)), query<NameRow & Row>(namesQuery(tableNames))]);
  const compiler = readContext(facts, manifest);
  return {compiler, ask: askContext(names, compiler)};
}

/** Answers a question; rejects only when the engine fails. */
export async function ask(question: string, source: AskSource): Promise<Asked> {
  const {ask: context, compiler} = await contextsOf(source);
  const read = interpret(question, context);
  if (read.kind === "refused") return read;
  const {notes} = read;
  if (read.kind === "payment") {
    const {sql, params} = paymentsDue(read, compiler.asOf);
    const rows = await query(sql, params);
    return rows.length ? {kind: "payment", read, sql, params, rows, notes} : {kind: "refused", error: "nothing to show: no payment fits the question", suggestions: []};
  }
  if (read.kind === "cash") {
    const made = cashMonths(readOverview(await source.overview()), parseDay(compiler.asOf)!, read);
    return "refusal" in made ? {kind: "refused", error: made.refusal, suggestions: ["how much will we be paid next month", "cash forecast"]} : {kind: "cash", read, rows: made.rows, notes};
  }
  return run(read, compiler, context);
}

async function run(read: Understood, compiler: CompileContext, context: AskContext): Promise<Asked> {
  const compiled = compile(read.request, compiler);
  if (!compiled.ok) {
    const near = (compiled.requests.length ? compiled.requests : simpler(read.request)).filter((request) => compile(request, compiler).ok);
    return {kind: "refused", error: compiled.error, suggestions: near.map((request) => phraseOf(request))};
  }
  const all = await query(compiled.sql, compiled.params);
  const rows = read.focus ? all.filter((row) => read.focus!.values.includes(String(row[read.focus!.dimension]))) : all;
  const figures = compiled.columns.filter(({role}) => role === "metric").map(({name}) => name);
  if (!rows.some((row) => figures.some((name) => row[name] !== null))) return {kind: "refused", error: `nothing to show: ${compiled.warnings.join("; ") || "no row fits"}`, suggestions: simpler(read.request).slice(-1).map((request) => phraseOf(request))};
  return {kind: "request", read, compiled, rows: [...rows], notes: [...read.notes, ...compiled.warnings], context};
}
