/** A flag: rows that are kept and marked, as one problem. */
import type {Database} from "./duckdb.js";
import type {Dataset, Problem} from "./manifest.js";

export type Check = (db: Database, datasets: Dataset[]) => Promise<Problem[]>;

/** `file` is a file's id or name; `sentence` goes on after it. */
export const flag = (file: string, count: number, sentence: string, found?: string, line?: number): Problem => ({severity: "flag", file, line, count, found, sentence});
