/** Runs one SELECT that someone else wrote, with limits on time, rows and size. */
import {jsonRow} from "../../loaders/answers/cells.js";
import {SqlError, type Database, type Row} from "../../loaders/duckdb.js";
import type {Cell} from "../../src/model/envelope.js";
import {selectProblem} from "./select-check.js";

export interface SqlLimits {
  /** Time of one statement. */
  seconds: number;
  /** Characters of one answer as JSON. */
  characters: number;
}
export const SQL_LIMITS: SqlLimits = {seconds: 10, characters: 1_000_000};

export type SqlOutcome = {rows: Record<string, Cell>[]; hasMore: boolean} | {problem: string};

/** The engine's reason in one short line, without the statement. */
export const shortReason = (error: unknown): string => {
  const cause = error instanceof SqlError ? error.cause : error;
  return (cause instanceof Error ? cause.message : String(cause)).split("\n")[0].slice(0, 300);
};

/** Runs `work` and stops the engine when time is up or the caller takes the call back. */
async function inTime(db: Database, seconds: number, signal: AbortSignal | undefined, work: () => Promise<Row[]>): Promise<Row[] | "late"> {
  let isLate = false;
  const stop = () => db.interrupt();
  const timer = setTimeout(() => {
    isLate = true;
    stop();
  }, seconds * 1000);
  signal?.addEventListener("abort", stop);
  try {
    return await work();
  } catch (error) {
    if (isLate) return "late";
    throw error;
  } finally {
    clearTimeout(timer);
    signal?.removeEventListener("abort", stop);
  }
}

export interface RawQuery {
  sql: string;
  offset: number;
  rows: number;
  signal?: AbortSignal;
}

/** Rows `offset` … of the statement, or what is wrong. `tables`: names that may be read, lower case. */
export async function runSelect(db: Database, tables: ReadonlySet<string>, {sql, offset, rows, signal}: RawQuery, limits = SQL_LIMITS): Promise<SqlOutcome> {
  const problem = await selectProblem(db, sql, tables);
  if (problem) return {problem};
  // One row more than wanted tells whether there is more. The text is one complete SELECT, so the bracket cannot be left.
  const text = `select * from (\n${sql.trim().replace(/;$/, "")}\n) as answer limit ${rows + 1} offset ${offset}`;
  try {
    const found = await inTime(db, limits.seconds, signal, () => db.all(text));
    if (found === "late") return {problem: `stopped after ${limits.seconds} seconds: read fewer rows, or ask query_metrics`};
    const plain = found.map((row) => jsonRow(row, new Set()));
    if (JSON.stringify(plain).length > limits.characters) return {problem: `the answer has over ${limits.characters} characters: ask for fewer columns or a smaller page_size`};
    return {rows: plain.slice(0, rows), hasMore: found.length > rows};
  } catch (error) {
    return {problem: shortReason(error)};
  }
}
