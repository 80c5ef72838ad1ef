/** run_sql: one SELECT over the snapshot's tables; everything else is refused, twice: by the check and by the engine. */
import {existsSync, readdirSync} from "node:fs";
import {join} from "node:path";
import {afterAll, beforeAll, expect, test} from "vitest";
import type {Database} from "../../../loaders/duckdb.js";
import {openGuarded} from "../../../publish/agent/guarded-database.js";
import {runSelect, type SqlLimits} from "../../../publish/agent/raw-sql.js";
import {selectProblem} from "../../../publish/agent/select-check.js";
import {connect, type Agent} from "./connect.js";
import {snapshotOf} from "./folders.js";

const sales = Array.from({length: 25}, (_, i) => ({artist: "A", title: `Track ${String(i).padStart(2, "0")}`, earnings: `${i + 1}.5`}));
let made: Awaited<ReturnType<typeof snapshotOf>>;
let db: Database;
let agent: Agent;
let tables: Set<string>;

beforeAll(async () => {
  made = await snapshotOf(sales);
  const names = made.snapshot.manifest.tables.map(({name}) => name);
  tables = new Set(names);
  db = await openGuarded(made.snapshot.dir, names);
  agent = await connect(["--snapshot", made.snapshot.dir, "--allow-sql"]);
});
afterAll(async () => {
  db?.close();
  await agent?.close();
  made?.remove();
});

const run = (sql: string, limits?: SqlLimits) => runSelect(db, tables, {sql, offset: 0, rows: 100}, limits);
const file = () => join(made.snapshot.dir, "statement_lines.parquet");

/** Statements by what refuses them. */
const refused: Record<string, RegExp> = {
  "select * from read_csv('/etc/passwd')": /function not allowed: read_csv/,
  "select * from read_parquet('/etc/passwd')": /function not allowed: read_parquet/,
  "select * from parquet_metadata('/etc/passwd')": /function not allowed: parquet_metadata/,
  "select content from read_text('/etc/passwd')": /function not allowed: read_text/,
  "select * from read_blob('/etc/passwd')": /function not allowed/,
  "select * from glob('/etc/*')": /function not allowed: glob/,
  "select * from '/etc/passwd'": /no such table in the snapshot: \/etc\/passwd/,
  "select * from \"https://example.org/x.parquet\"": /no such table in the snapshot/,
  "select title from statement_lines where title in (select content from read_text('/etc/passwd'))": /function not allowed/,
  "with x as (select * from read_csv('/etc/passwd')) select * from x": /function not allowed/,
  "select (select count(*) from '/etc/passwd')": /no such table/,
  "select 1 union all select * from glob('*')": /function not allowed/,
  "copy statement_lines to '/tmp/stolen.csv'": /only SELECT/,
  "copy (select 1) to '/tmp/stolen.csv'": /only SELECT/,
  "attach '/tmp/x.db' as other": /only SELECT/,
  "detach memory": /only SELECT/,
  "install httpfs": /only SELECT/,
  "load httpfs": /only SELECT/,
  "pragma enable_profiling": /only SELECT/,
  "pragma database_list": /only SELECT/,
  "set threads = 1": /only SELECT/,
  "reset threads": /only SELECT/,
  "reset all": /Can only SET or RESET/,
  "insert into statement_lines select * from statement_lines": /only SELECT/,
  "update statement_lines set earnings = 0": /only SELECT/,
  "delete from statement_lines": /only SELECT/,
  "drop table statement_lines": /only SELECT/,
  "create table x as select 1": /only SELECT/,
  "create or replace view payments as select 1": /only SELECT/,
  "export database '/tmp/x'": /only SELECT/,
  "call pragma_version()": /only SELECT/,
  "explain analyze select 1": /only SELECT/,
  "prepare p as select 1": /only SELECT/,
  "begin": /only SELECT/,
  "vacuum": /only SELECT/,
  "checkpoint": /only SELECT/,
  "with gone as (delete from statement_lines returning *) select * from gone": /only SELECT/,
  "describe statement_lines": /only SELECT/,
  "show tables": /only SELECT/,
  "select 1; select 2": /one statement expected: 2 found/,
  "select 1; drop table statement_lines": /only SELECT/,
  "select 1) as answer; drop table statement_lines; --": /syntax error/,
  "select 1) union all (select 2": /syntax error/,
  "select 1 /*": /unterminated/,
  "": /sql/,
  "-- nothing": /one statement expected: 0 found/,
  "select * from information_schema.tables": /only the snapshot's own tables/,
  "select * from duckdb_settings()": /function not allowed/,
  "select * from duckdb_secrets()": /function not allowed/,
  "select current_setting('home_directory')": /function not allowed/,
  "select * from query('copy (select 1) to ''/tmp/x''')": /function not allowed: query/,
  "select * from query_table('statement_lines')": /function not allowed/,
  "select * from sqlite_master": /no such table/,
  "select * from other.main.x": /only the snapshot's own tables/,
  "select nothing from statement_lines": /Referenced column "nothing" not found/,
  "selec 1": /syntax error/
};

test("everything but one SELECT over the tables is refused in a short sentence", async () => {
  for (const [sql, reason] of Object.entries(refused)) {
    const {error, suggestions} = await agent.refused("run_sql", {sql});
    expect(error, sql).toMatch(reason);
    expect([error.length < 320, suggestions.length > 0], sql).toEqual([true, true]);
  }
  expect((await agent.ask("run_sql", {sql: "select count(*) as n from statement_lines"})).data).toEqual([{n: 25}]);
});

test("where the check were passed the engine itself has no way out", async () => {
  const out = join(made.snapshot.dir, "stolen.csv");
  const ways = [
    "select * from read_csv('/etc/passwd')", "select * from '/etc/passwd.csv'", "select * from read_text('/etc/passwd')", "select * from glob('/etc/*')", `select * from read_parquet('${file()}')`, `copy statement_lines to '${out}'`, "copy statement_lines to '/tmp/stolen.csv'",
    "attach '/tmp/stolen.db'", "install httpfs", "load httpfs", "export database '/tmp/stolen'", "set enable_external_access = true", "set threads = 1", "reset enable_external_access", "set lock_configuration = false", "create secret s (type s3)", "select * from 'https://example.org/x.parquet'"
  ];
  for (const sql of ways) await expect(db.run(sql), sql).rejects.toThrow(/disabled|locked|Permission|does not exist|not allowed/);
  expect([existsSync(out), existsSync("/tmp/stolen.csv"), readdirSync(made.snapshot.dir).some((name) => name.includes("stolen"))]).toEqual([false, false, false]);
});

test("a SELECT may be as clever as it likes", async () => {
  const allowed: Record<string, unknown[]> = {
    "select count(*) as n, sum(earnings) as total from statement_lines;": [{n: 25, total: "337.500000000000000000"}],
    "from statement_lines select title order by title desc limit 1": [{title: "Track 24"}],
    "with recursive r(i) as (select 1 union all select i + 1 from r where i < 4), s as (select max(i) as top from r) select top from s -- done": [{top: 4}],
    "select s.title, rank() over (order by s.earnings desc) as place from main.statement_lines as s join (values ('Track 03')) as v(title) on v.title = s.title": [{title: "Track 03", place: 1}],
    "select i from range(3) as t(i) where i > (select min(length('; drop table x'))) - 14": [{i: 1}, {i: 2}],
    "select 'select 1; select 2' as text": [{text: "select 1; select 2"}],
    "select count(*) filter (where list_sum([x for x in [1, 2]]) = 3) as n from (table statement_lines)": [{n: 25}]
  };
  for (const [sql, rows] of Object.entries(allowed)) expect(await run(sql), sql).toEqual({rows, hasMore: false});
});

test("rows come in pages in the statement's own order", async () => {
  const sql = "select title from statement_lines order by earnings desc";
  const first = await agent.ask("run_sql", {sql, page_size: 10});
  expect(first.data.map(({title}) => title)).toEqual(sales.slice(15).reverse().map(({title}) => title));
  expect(first.metadata).toMatchObject({snapshot_id: made.snapshot.id, page: {offset: 0, rows: 10, total: null, has_more: true, next_offset: 10}, row_count: 10, empty_because: null});
  expect(first.warnings).toEqual(["there is more: ask again with offset 10"]);
  const last = await agent.ask("run_sql", {sql, page_size: 10, offset: 20});
  expect([last.data.length, last.metadata.page.has_more, last.data[4].title]).toEqual([5, false, "Track 00"]);
  expect((await agent.ask("run_sql", {sql, offset: 30})).metadata.empty_because).toBe("no row after offset 30");
  expect((await agent.ask("run_sql", {sql: "select 1 where false"})).metadata.empty_because).toBe("the statement gives no row");
});

test("time, size and memory have limits", async () => {
  const endless = "with recursive r(i) as (select 1 union all select i + 1 from r) select count(*) from r";
  expect(await run(endless, {seconds: 0.2, characters: 1000})).toEqual({problem: "stopped after 0.2 seconds: read fewer rows, or ask query_metrics"});
  expect(await run("select repeat('x', 2000) as long", {seconds: 10, characters: 1000})).toEqual({problem: "the answer has over 1000 characters: ask for fewer columns or a smaller page_size"});
  expect(await run("select list(a.range) as all_of_them from range(50000000) as a, range(100) as b", {seconds: 20, characters: 1000})).toEqual({problem: expect.stringMatching(/out of memory|stopped after/i)});
  expect(await run("select 1 as one")).toEqual({rows: [{one: 1}], hasMore: false});
});

test("a call that the client takes back is stopped", async () => {
  const stopper = new AbortController();
  const running = runSelect(db, tables, {sql: "with recursive r(i) as (select 1 union all select i + 1 from r) select count(*) from r", offset: 0, rows: 1, signal: stopper.signal}, {seconds: 60, characters: 1000});
  setTimeout(() => stopper.abort(), 100);
  expect(await running).toEqual({problem: expect.stringMatching(/interrupt/i)});
});

test("a text that the parser takes for one SELECT stays one inside the bracket", async () => {
  for (const sql of ["select 1 -- )", "select ')' as a", "select 1 as \");\"", "select $$;$$ as a"]) expect(await selectProblem(db, sql, tables), sql).toBeNull();
  expect(await run("select 1 as a -- )")).toEqual({rows: [{a: 1}], hasMore: false});
  expect(await run("select $$;$$ as a")).toEqual({rows: [{a: ";"}], hasMore: false});
});
