/** One DuckDB-WASM per page: the worker, the WebAssembly module and the page's connection. */
import * as duckdb from "@duckdb/duckdb-wasm";
import {FileAttachment} from "observablehq:stdlib";
import {takeHeadStart} from "./head-start.js";
import {openOptions} from "./options.js";
import {setStatus} from "./status.js";

export type Engine = {db: duckdb.AsyncDuckDB; connection: duckdb.AsyncDuckDBConnection};

/** A table that was asked for: where its file is, when it can be queried, and what the engine holds of it. */
export type LoadedTable = {href: string; loaded: Promise<void>; wholeFile?: string; memoryTable?: string};

/** Survives a hot reload, which evaluates this module again: the engine and what `tables.ts` put into it. */
export type Slot = {engine?: Promise<Engine>; tables: Map<string, LoadedTable>; fileCount: number};

const KEY = Symbol.for("ledgerline.engine");
export const slot: Slot = ((globalThis as {[KEY]?: Slot})[KEY] ??= {tables: new Map(), fileCount: 0});

/** Starts the engine, or returns the one that runs. Rejects with `engine did not start` and the cause. */
export function startEngine(): Promise<Engine> {
  slot.engine ??= open().catch((cause: unknown) => {
    slot.engine = undefined; // the next query tries again
    setStatus({phase: "failed"});
    throw new Error(`engine did not start: ${cause instanceof Error ? cause.message : String(cause)}`, {cause});
  });
  return slot.engine;
}

type Waiting = {promiseRejecter?: (reason: unknown) => void};

/**
 * Ends the engine of the page, whatever it is doing, so that the next query starts another. All that it was asked and
 * has not answered is rejected with `engine was restarted`; its tables are to be loaded again.
 */
export async function replaceEngine(): Promise<void> {
  const old = slot.engine;
  slot.engine = undefined;
  slot.tables.clear();
  setStatus({phase: "idle", tables: {}});
  const {db} = await (old ?? Promise.resolve({db: null}));
  if (!db) return;
  const waiting = [...(db as unknown as {_pendingRequests: Map<number, Waiting>})._pendingRequests.values()];
  await db.terminate(); // it forgets its requests without an answer to them
  for (const {promiseRejecter} of waiting) promiseRejecter?.(new Error("engine was restarted"));
}

async function open(): Promise<Engine> {
  setStatus({phase: "starting"});
  const started = takeHeadStart();
  const worker = started?.worker ?? new Worker(FileAttachment("../duckdb/duckdb-browser-eh.worker.js").href);
  const failed = new Promise<never>((_, reject) => {
    worker.addEventListener("error", (event) => reject(new Error(event.message || "worker not loaded")), {once: true});
  });
  const db = new duckdb.AsyncDuckDB(new duckdb.VoidLogger(), worker);
  await Promise.race([started?.instantiated ?? db.instantiate(FileAttachment("../duckdb/duckdb-eh.wasm").href), failed]);
  const [, connection] = await Promise.all([db.open(openOptions), db.connect()]); // the worker answers in this order
  setStatus({phase: "ready", readyAt: performance.now()});
  return {db, connection};
}
