/** Large tables keep repeated strings as ENUMs once they are in memory; every kind of use must answer as text did. */
import {afterAll, beforeAll, expect, test} from "vitest";
import {openWasm, type WasmEngine} from "../harness/wasm-node.js";

let engine: WasmEngine;
beforeAll(async () => {
  engine = await openWasm();
  engine.query("create table as_text (w varchar, n integer)");
  engine.query("insert into as_text values ('b', 1), ('a', 2), (null, 3), ('ab', 4), ('a', 5)");
  engine.query("create type words as enum (select distinct w from as_text where w is not null order by w)");
  engine.query("create table as_enum (w words, n integer)");
  engine.query("insert into as_enum select * from as_text");
});
afterAll(() => engine.close());

test.each([
  "select n from T where w = 'a' order by n",
  "select n from T where w = 'not a word' order by n",
  "select n from T where w <> 'not a word' order by n",
  "select n from T where w in ('a', 'not a word') order by n",
  "select n from T where w not in ('a', 'not a word') order by n",
  "select n from T where w > 'aa' order by n",
  "select n from T where w between 'a' and 'b' order by n",
  "select n from T where w like 'a%' order by n",
  "select n from T where w is null",
  "select n from T where coalesce(w, '') = '' order by n",
  "select w, count(*) c, sum(n) s from T group by w order by w nulls last",
  "select distinct w from T order by w desc nulls last",
  "select min(w) a, max(w) b, count(distinct w) c from T",
  "select coalesce(w, 'none') c from T order by n",
  "select case when n = 1 then w else 'other' end c from T order by n",
  "select if(w = 'a', w, 'no') c, nullif(w, 'a') d, ifnull(w, '') e from T order by n",
  "select w || '!' c, upper(w) u, length(w) l, replace(w, 'a', 'z') r from T order by n",
  "select w from T union all select 'elsewhere' order by w nulls last",
  "select T.n from T join (select 'a' x) y on T.w = y.x order by n",
  "select T.n from T join as_text o on T.w = o.w and T.n = o.n order by T.n",
  "select list(w order by n) l, string_agg(w, ',' order by n) s from T",
  "select w, row_number() over (partition by w order by n) k from T order by n",
  "pivot T on w using sum(n)",
  "select greatest(w, 'aa') g from T where w is not null order by n"
])("%s", (sql) => {
  const on = (table: string) => engine.query(sql.replaceAll(/\bT\b/g, table));
  expect(on("as_enum")).toEqual(on("as_text"));
});

test("a bound text that is no word of the ENUM matches nothing", () => {
  expect([...engine.query("select n from as_enum where w = ?::varchar", ["not a word"])]).toEqual([]);
  expect([...engine.query("select n from as_enum where w = ?::varchar order by n", ["a"])]).toEqual([{n: 2}, {n: 5}]);
});
