/** How the engine is opened, in the browser and in tests in Node alike. */

/** `queryPollingInterval` bounds, in milliseconds, how long a step of background work keeps a page's query waiting. */
export const openOptions = {query: {queryPollingInterval: 15}};

/** Run before a table goes into memory: such tables have a schema of their own, so that a reader of the catalog sees only views. */
export const setUp = "create schema if not exists memory_tables";
