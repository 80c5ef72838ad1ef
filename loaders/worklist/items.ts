/** The work list of a snapshot: findings from its tables with the states that worklist.csv gives them. */
import {join} from "node:path";
import {parseDay} from "../../src/model/days.js";
import {findingsOn} from "../../src/model/findings.js";
import {judgedSql, matchesSql, ratesSql, worklistSql} from "../../src/model/settlement-sql.js";
import {readOverview, type OverviewJson} from "../../src/model/overview-data.js";
import {workItems, type WorkItem} from "../../src/model/work-items.js";
import {type Database, literal, openDatabase, type Row} from "../duckdb.js";
import {readFileSync} from "node:fs";

const tables = ["statement_matches", "arrivals", "reconciliation", "rates_observed", "monthly_revenue", "worklist"];

/** Native rows as a page gets them: decimals and counts as numbers, days as Dates. */
function plainRow(row: Row): Row {
  const plain = ([name, value]: [string, unknown]) => {
    if (typeof value === "bigint") return [name, Number(value)];
    if (typeof value !== "string") return [name, value];
    if (/_(on|month)$/.test(name)) return [name, parseDay(value)];
    return [name, /^-?\d+\.\d+$/.test(value) ? Number(value) : value];
  };
  return Object.fromEntries(Object.entries(row).map(plain));
}

async function rowsOf(db: Database, sql: string): Promise<Row[]> {
  return (await db.all(sql)).map(plainRow);
}

/** Items in the snapshot's main currency. `dir` is the folder of a snapshot. */
export async function worklistOf(dir: string): Promise<{items: WorkItem[]; currency: string}> {
  const json = JSON.parse(readFileSync(join(dir, "overview.json"), "utf8")) as OverviewJson & {as_of: string};
  const {currency, payments} = readOverview(json);
  const db = await openDatabase();
  try {
    for (const name of tables) await db.run(`create view ${name} as from ${literal(join(dir, `${name}.parquet`))}`);
    const [matches, judged, rates, entries] = [await rowsOf(db, matchesSql), await rowsOf(db, judgedSql), await rowsOf(db, ratesSql), await rowsOf(db, worklistSql)];
    const inputs = {matches, judged, rates, ...payments} as unknown as Parameters<typeof findingsOn>[0];
    return {items: workItems(findingsOn(inputs, parseDay(json.as_of)!, currency), entries as never), currency};
  } finally {
    db.close();
  }
}
