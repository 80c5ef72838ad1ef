/** What the SQL page shows of a result, against the loaders' engine and against an independent reading in JavaScript. */
import {afterAll, beforeAll, describe, expect, test} from "vitest";
import {openDatabase} from "../../loaders/duckdb.js";
import {resultSource} from "../../src/engine/result-source.js";
import {parseFilter, type ColumnFilter} from "../../src/model/result-filter.js";
import {kindOfType, type ResultColumn} from "../../src/model/result.js";
import {rowsSource} from "../../src/model/row-source.js";
import {openWasm, type WasmEngine} from "../harness/wasm-node.js";

let wasm: WasmEngine;
beforeAll(async () => void (wasm = await openWasm()));
afterAll(() => wasm.close());

test("decimals, integers and days arrive with every digit", async () => {
  const sql = `select 123456789012345678901234567890.12345678::decimal(38,8) as wide, -0.000000000000000001::decimal(38,18) as least, 0::decimal(9,2) as zero, 9223372036854775807 as big, 42 as small,
    170141183460469231731687303715884105727::hugeint as huge, date '1899-12-31' as old, date '2025-11-20' as day, timestamp '2025-11-20 08:15:00.123456' as at, timestamp '2025-11-20 00:00:00' as midnight, null::decimal(5,2) as nothing, true as yes, 0.1::double as part`;
  const [row] = wasm.cells(sql);
  expect(row).toEqual(["123456789012345678901234567890.12345678", "-0.000000000000000001", "0.00", "9223372036854775807", 42, "170141183460469231731687303715884105727", "1899-12-31", "2025-11-20", "2025-11-20 08:15:00.123456", "2025-11-20 00:00:00", null, true, 0.1]);
  const db = await openDatabase();
  const [native] = await db.all(sql).finally(() => db.close());
  expect(row.slice(0, 3).concat(row.slice(6, 8))).toEqual([native.wide, native.least, native.zero, native.old, native.day]);
});

describe("a result in the engine answers as the same rows at hand do", () => {
  const sql = `select i, case when i % 7 = 0 then null else (i * 37 % 101)::decimal(38,18) / 8 - 3.5 end as money_raw, case i % 4 when 0 then 'spotify' when 1 then 'Apple' when 2 then null else '=x' end as platform,
    date '2024-01-01' + (i * 13 % 90)::integer as day, timestamp '2024-01-01 00:00:00' + interval (i * 17 % 50) hour as at, (i % 9)::double / 4 as part, i % 3 = 0 as flag from range(200) t(i)`;
  let columns: ResultColumn[];
  const ask = async (text: string) => wasm.cells(text);
  const engine = () => resultSource(ask, "results.t", columns, 200);
  const hand = async () => rowsSource(columns, await engine().read(0, 200));

  beforeAll(() => {
    wasm.query("create schema if not exists results");
    wasm.query(`create table results.t as select i, money_raw::decimal(38,18) as money, * exclude (i, money_raw) from (${sql})`);
    columns = wasm.cells("describe results.t").map(([name, type]) => ({name: String(name), type: String(type), kind: kindOfType(String(type))}));
  });

  test("kinds of the columns", () => expect(columns.map(({kind}) => kind)).toEqual(["integer", "decimal", "text", "date", "timestamp", "double", "boolean"]));

  test.each([0, 1, 2, 3, 4, 5, 6])("statistics of column %i", async (column) => expect(await engine().statistics(column)).toEqual(await (await hand()).statistics(column)));

  test.each([[0, true], [1, false], [1, true], [2, false], [3, true], [4, false], [5, true]])("order by column %i, descending %s", async (column, descending) => {
    const [a, b] = await Promise.all([engine(), hand()].map(async (source) => (await (await source).view({column, descending}, [])).read(0, 200)));
    expect(a).toEqual(b);
  });

  test.each([[0, "> 100"], [0, "10..20"], [1, ">= 1.125"], [1, "< -1"], [1, "= 0.25"], [1, "null"], [1, "not null"], [2, "pp"], [2, "= spotify"], [2, "!= spotify"], [2, "= =x"], [3, "2024-02-01 .. 2024-02-20"], [3, "> 2024-03"], [4, ">= 2024-01-02 12:00:00"], [5, "= 0.5"], [6, "= true"], [1, "25"]])("filter on column %i: %s", async (column, text) => {
    const filter = parseFilter(text, column, columns) as ColumnFilter;
    const [a, b] = await Promise.all([engine(), hand()].map(async (source) => {
      const view = await (await source).view(null, [filter]);
      return {count: view.rowCount, rows: await view.read(0, 200)};
    }));
    expect(a).toEqual(b);
    expect(a.count).toBeGreaterThan(0);
    expect(a.count).toBeLessThan(200);
  });

  test("groups of all rows for a chart", async () => {
    const rows = await engine().combine!([2], 1, "sum");
    const expected = wasm.query("select platform, sum(money)::double as s from results.t group by platform order by min(rowid)");
    expect(rows.map((row) => [row[2], row.at(-1)])).toEqual(expected.map(({platform, s}) => [platform, s]));
  });

  test("a new view takes the place of the one before", async () => {
    const source = engine();
    const first = await source.view({column: 0, descending: true}, []);
    const second = await source.view({column: 0, descending: false}, []);
    expect((await second.read(0, 2)).map(([i]) => i)).toEqual([0, 1]);
    await expect(Promise.resolve().then(() => first.read(0, 2))).rejects.toThrow("does not exist");
  });
});

test("text in a filter stays text", async () => {
  const columns: ResultColumn[] = [{name: 'a"b', type: "VARCHAR", kind: "text"}];
  wasm.query("create schema if not exists results");
  wasm.query(`create or replace table results.q as select 'it''s' as "a""b" union all select 'x'`);
  const filter = parseFilter("'; drop table results.q; --", 0, columns) as ColumnFilter;
  const source = resultSource(async (text) => wasm.cells(text), "results.q", columns, 2);
  expect((await source.view(null, [filter])).rowCount).toBe(0);
  expect((await source.view(null, [parseFilter("= it's", 0, columns) as ColumnFilter])).rowCount).toBe(1);
});

test("what cannot be read as a filter is said", () => {
  const columns: ResultColumn[] = [{name: "n", type: "BIGINT", kind: "integer"}, {name: "d", type: "DATE", kind: "date"}];
  expect(parseFilter("> ten", 0, columns)).toBe("not a number: ten");
  expect(parseFilter("1..x", 0, columns)).toBe("not a number: x");
  expect(parseFilter("= yesterday", 1, columns)).toBe("not a day (write 2025-01-31): yesterday");
});
