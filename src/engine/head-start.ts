/** The engine that the head of a built page has started, before any module was there: see loaders/site/head-start.ts. */

/** `instantiated` rejects when the worker or the engine could not be loaded. */
export type HeadStart = {worker: Worker; instantiated: Promise<void>};

const KEY = Symbol.for("ledgerline.head-start");

/** Hands the started engine over, once; undefined in the preview and on a page that starts none. */
export function takeHeadStart(): HeadStart | undefined {
  const page = globalThis as {[KEY]?: HeadStart};
  const started = page[KEY];
  delete page[KEY];
  return started;
}
