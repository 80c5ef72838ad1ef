/** Statements in short steps: between two of them the engine answers others, and can be told to stop. */
import type {AsyncDuckDBConnection} from "@duckdb/duckdb-wasm";
import {exactRows} from "./exact-rows.js";
import type {ArrowTable} from "./rows.js";
import type {Cell} from "../model/result.js";

/** Runs one statement to its end and returns its rows as cells. */
export async function runSteps(connection: AsyncDuckDBConnection, text: string): Promise<Cell[][]> {
  const rows: Cell[][] = [];
  for await (const batch of await connection.send(text)) rows.push(...exactRows(batch as unknown as ArrowTable));
  return rows;
}

/** Lets one statement run after the other on a connection, which has room for one at a time. */
export function inTurn(connection: AsyncDuckDBConnection): (text: string) => Promise<Cell[][]> {
  let last: Promise<unknown> = Promise.resolve();
  return (text) => {
    const next = last.then(() => runSteps(connection, text));
    last = next.catch(() => {});
    return next;
  };
}
