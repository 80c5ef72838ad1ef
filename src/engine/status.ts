/** What the engine of this page is doing; read by tests, by the page's root element and by anyone who subscribes. */

export type EnginePhase = "idle" | "starting" | "ready" | "failed";
/** Where a table answers from: nothing yet, its Parquet file, memory, or it could not be read. */
export type TableState = "parquet" | "memory" | "missing";

export type EngineStatus = {
  phase: EnginePhase;
  /** Milliseconds from the start of the page to a ready engine and to the first answer. */
  readyAt?: number;
  firstAnswerAt?: number;
  tables: Record<string, TableState>;
  /** True while tables are being built in memory. */
  building: boolean;
  queryCount: number;
  /** Queries that have been asked and not answered. */
  pendingCount: number;
};

type Listener = (status: EngineStatus) => void;

let status: EngineStatus = {phase: "idle", tables: {}, building: false, queryCount: 0, pendingCount: 0};
const listeners = new Set<Listener>();

/** The status now; a new object after every change. */
export const engineStatus = (): EngineStatus => status;

/** Calls `listener` now and after every change; returns the function that ends it. */
export function onEngineStatus(listener: Listener): () => void {
  listeners.add(listener);
  listener(status);
  return () => void listeners.delete(listener);
}

/** Merges a change and tells the listeners. `<html data-engine data-engine-building data-engine-busy>` follow, for tests. */
export function setStatus(change: Partial<EngineStatus>): void {
  status = {...status, ...change};
  if (typeof document !== "undefined") {
    document.documentElement.dataset.engine = status.phase;
    document.documentElement.toggleAttribute("data-engine-building", status.building);
    document.documentElement.toggleAttribute("data-engine-busy", status.pendingCount > 0);
  }
  for (const listener of listeners) listener(status);
}

export function setTableState(table: string, state: TableState): void {
  setStatus({tables: {...status.tables, [table]: state}});
}

const hasAnswer = () => status.firstAnswerAt !== undefined || status.phase === "idle" || status.phase === "failed";
let turn = Promise.resolve();

/**
 * Lets the engine be heard before what stands below the first figures is drawn: until the first answer, callers go on one after
 * the other, each in a task of its own; after it, and on a page that asks nothing, at once. Nobody waits for the engine.
 */
export async function engineFirst(): Promise<void> {
  if (!hasAnswer()) await (turn = turn.then(() => new Promise((resolve) => void setTimeout(resolve))));
}
