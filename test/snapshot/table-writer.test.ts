/** Tables are written while others are made: in their order, and what goes wrong is said. */
import {mkdtempSync, readFileSync, readdirSync, rmSync} from "node:fs";
import {tmpdir} from "node:os";
import {join} from "node:path";
import {expect, onTestFinished, test} from "vitest";
import {openDatabase} from "../../loaders/duckdb.js";
import type {Mart} from "../../loaders/marts/mart.js";
import {openTableWriter} from "../../loaders/table-writer.js";

const mart = (name: string, orderBy = "a"): Mart => ({name, grain: `one row per a of ${name}`, key: ["a"], orderBy, columns: {a: "a number", b: "a text"}, sql: ""});

async function open() {
  const dir = mkdtempSync(join(tmpdir(), "ledgerline-writer-"));
  const db = await openDatabase();
  const writer = await openTableWriter(db, dir);
  onTestFinished(async () => {
    await db.close();
    rmSync(dir, {recursive: true, force: true});
  });
  for (const name of ["one", "two"]) await db.run(`create table ${name} as select range::integer as a, range::varchar as b from range(3)`);
  return {dir, db, writer};
}

test("describes the tables in the order in which they came", async () => {
  const {dir, db, writer} = await open();
  await db.run("create temp view seen as from one");
  writer.add(mart("seen"), {rows: 7, bytes: 70});
  const [two, one] = ["two", "one"].map((name) => mart(name));
  for (const table of [two, one]) writer.write(table);
  expect(readFileSync(await writer.path(two)).subarray(0, 4).toString()).toBe("PAR1");
  const tables = await writer.tables();
  expect(tables.map(({name, rows}) => [name, rows])).toEqual([["seen", 7], ["two", 3], ["one", 3]]);
  for (const {columns} of tables) expect(columns).toEqual([{name: "a", type: "INTEGER", description: "a number"}, {name: "b", type: "VARCHAR", description: "a text"}]);
  expect(readdirSync(dir).sort()).toEqual(["one.parquet", "two.parquet"]);
});

test("closing waits for what is under way, and what is not yet begun is left", async () => {
  const {dir, db, writer} = await open();
  for (const name of ["one", "two"]) writer.write(mart(name));
  const sum = db.all("select sum(range)::varchar as sum from range(20000000)");
  await db.close();
  expect(await sum).toEqual([{sum: "199999990000000"}]);
  await expect(writer.settle()).rejects.toThrow("the database is closed");
  await expect(db.run("select 1")).rejects.toThrow("the database is closed");
  expect(readdirSync(dir)).not.toContain("two.parquet");
});

test("a table that cannot be written is an error at the end", async () => {
  const {dir, writer} = await open();
  writer.write(mart("two"));
  writer.write(mart("one", "no_column"));
  await expect(writer.settle()).rejects.toThrow("no_column");
  await expect(writer.tables()).rejects.toThrow("no_column");
  expect(readdirSync(dir)).toEqual(["two.parquet"]);
});

test("makes and writes tables in one go, after what is written one by one or before it", async () => {
  const {dir, db, writer} = await open();
  writer.makeAll(db, [{name: "helper", sql: "create temp table helper as select range::integer as a, 'x' as b from range(5);"}, {name: "three", sql: "create table three as from helper", mart: mart("three")}, {name: "one", sql: "", mart: mart("one")}]);
  writer.write(mart("two"));
  expect((await writer.tables()).map(({name, rows, columns}) => [name, rows, columns.length])).toEqual([["three", 5, 2], ["one", 3, 2], ["two", 3, 2]]);
  expect(readdirSync(dir).sort()).toEqual(["one.parquet", "three.parquet", "two.parquet"]);
});

test("what cannot be made is an error at the end", async () => {
  const {db, writer} = await open();
  writer.makeAll(db, [{name: "three", sql: "create table three as from nowhere", mart: mart("three")}]);
  await expect(writer.tables()).rejects.toThrow("nowhere");
});
