/** run_sql: one SELECT over the snapshot's tables; the server offers it only when it was started with --allow-sql. */
import {z} from "zod";
import {openGuarded} from "../guarded-database.js";
import {pagingShape} from "../paging.js";
import {runSelect, SQL_LIMITS} from "../raw-sql.js";
import {answer, columnsOf, refuse} from "../reply.js";
import {defineTool, type Tool} from "../tool.js";
import type {Database} from "../../../loaders/duckdb.js";

/** Its database is opened with the first call and closed by nobody but the end of the process. */
export function runSqlTool(): Tool {
  let opening: Promise<Database> | undefined;
  let last: Promise<unknown> = Promise.resolve();
  return defineTool({
    name: "run_sql",
    title: "Run a SELECT",
    description: `One SELECT (DuckDB dialect) over the tables of ledgerline://tables, at most ${SQL_LIMITS.seconds} seconds. Prefer query_metrics: its figures are defined, these are not.`,
    input: z.strictObject({sql: z.string().min(1).max(20_000).describe("one SELECT statement"), ...pagingShape}),
    async run({sql, offset, page_size}, {opened, signal}) {
      const names = opened.manifest.tables.map(({name}) => name);
      const db = await (opening ??= openGuarded(opened.dir, names));
      const turn = last.then(() => runSelect(db, new Set(names.map((name) => name.toLowerCase())), {sql, offset, rows: page_size, signal}));
      last = turn.catch(() => {});
      const made = await turn;
      if ("problem" in made) return refuse(made.problem, ["one SELECT over the tables of ledgerline://tables", "query_metrics answers most questions with defined figures"]);
      const {rows, hasMore} = made;
      const page = {offset, rows: rows.length, total: null, has_more: hasMore, next_offset: hasMore ? offset + rows.length : null};
      const given = {
        row_count: rows.length, page, sql, columns: columnsOf(rows[0]), calculation: "the statement, as it was sent",
        limitations: ["No definition of the catalog stands behind these figures.", "Without an order by, pages may overlap.", "Currencies, calendars and estimates are as the statement has them."],
        empty_because: rows.length ? null : offset > 0 ? `no row after offset ${offset}` : "the statement gives no row"
      };
      return answer(opened, {data: rows, given, isEstimate: true, warnings: hasMore ? [`there is more: ask again with offset ${offset + rows.length}`] : []});
    }
  });
}
