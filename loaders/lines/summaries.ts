/** The aggregations of statement_lines, kept for each part: a part that is taken as it is need not be summed up again. */
import {existsSync} from "node:fs";
import {type Database, literal, writeParquet} from "../duckdb.js";
import {summaries} from "../marts/rollup.js";

const pathOf = (part: string, name: string): string => part.replace(/parquet$/, `${name}.parquet`);

/** Files that belong to the part at `part`: itself and its summaries. */
export const partFiles = (part: string): string[] => [part, ...summaries.map(({name}) => pathOf(part, name))];

/** Creates the table of every summary from the parts at `paths`; what a part lacks is made from its lines. */
export async function createSummaries(db: Database, paths: readonly string[]): Promise<void> {
  for (const {name, select, merge} of summaries) {
    for (const part of paths.filter((path) => !existsSync(pathOf(path, name)))) await writeParquet(db, `${select(literal(part))} order by all`, pathOf(part, name));
    const parts = `read_parquet([${paths.map((path) => literal(pathOf(path, name))).join(", ")}])`;
    await db.run(`create temp table ${name} as ${merge?.(parts) ?? `from ${parts}`}`);
  }
}
