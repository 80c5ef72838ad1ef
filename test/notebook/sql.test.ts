/** Reading SQL: names, parameters, what may run, and putting values and tables into it. */
import fc from "fast-check";
import {describe, expect, test} from "vitest";
import {sqlLiteral, replaceParams, withTables} from "../../src/model/sql-compose.js";
import {queryProblem, queryText} from "../../src/model/notebook-guard.js";
import {sqlNames} from "../../src/model/sql-names.js";
import {sqlTokens} from "../../src/model/sql-tokens.js";
import {nastyText} from "./arbitrary.js";

test("tokens cover everything but white space, in order, for any text", () => {
  fc.assert(fc.property(nastyText, (text) => {
    let at = 0;
    for (const token of sqlTokens(text)) {
      expect(text.slice(at, token.from).trim()).toBe("");
      expect(text.slice(token.from, token.to)).toBe(token.text);
      expect(token.to).toBeGreaterThan(token.from);
      at = token.to;
    }
    expect(text.slice(at).trim()).toBe("");
  }), {numRuns: 1000});
});

describe("tables", () => {
  test.each([
    ["select * from a", ["a"]],
    ["select * from a, b as c, (select 1 from d) e join f using (x), g", ["a", "b", "d", "f", "g"]],
    ["SELECT * FROM \"Odd Name\" join A on a.x = 1", ["odd name", "a"]],
    ["with t as (select * from a), u (x) as materialized (select * from t) select * from u join b on true", ["a", "b"]],
    ["with recursive t as (select 1 union all select * from t) from t", []],
    ["select extract(year from day), trim(both from x) from a where b is distinct from c", ["a"]],
    ["select * from a where x in (select y from b) and z = 'from c' -- from d\n/* from e /* from f */ */", ["a", "b"]],
    ["from a select x, y", ["a"]],
    ["pivot a on x using sum(y)", ["a"]],
    ["select * from range(10), unnest([1]), a", ["a"]],
    ["select * from (values (1, 'x')) v(a, b), c", ["c"]],
    ["select * from main.a, information_schema.tables", ["main.a", "information_schema.tables"]],
    ["select a, b from t group by a, b order by a, b limit 3", ["t"]],
    ["(select * from a) union all (select * from b)", ["a", "b"]],
    ["select * from a left join lateral (select * from b) x on true", ["a", "b"]],
    ["select $$ from x $$, $q$ from y $q$ from a", ["a"]],
    ["with x as (select 1) pivot a on b using sum(c)", ["a"]],
    ["select sum(x) over (partition by a, b order by c) from t", ["t"]]
  ])("%s", (text, tables) => expect(sqlNames(text).tables).toEqual(tables));

  test("no text makes it fail", () => {
    fc.assert(fc.property(nastyText, (text) => void sqlNames(text)), {numRuns: 1000});
  });
});

test("parameters, but no casts, slices, struct fields, strings or comments", () => {
  expect(sqlNames("select :a::date, x::varchar, list[1:n], {'k':v}, ':b', \":c\", :d -- :e\n/* :f */ where y =:g and :a").params).toEqual(["a", "d", "g"]);
  expect(replaceParams("select :a::date, ':a', x::a, :b", (name) => (name === "a" ? "'2025-01-01'" : undefined))).toBe("select '2025-01-01'::date, ':a', x::a, :b");
});

describe("what may run", () => {
  test.each(["select 1", " -- c\nwith a as (select 1) from a;", "(select 1) union (select 2)", "from payments", "values (1)", "pivot a on b using sum(c)", "select 'read_csv(''x'')'", "describe payments"])("%s", (text) => expect(queryProblem(text)).toBeNull());

  test.each([
    ["", "is empty"],
    ["-- only this", "is empty"],
    ["select 1; select 2", "more than one statement"],
    ["attach 'x'", 'starts with "attach"'],
    ["copy payments to 'x'", 'starts with "copy"'],
    ["install httpfs", 'starts with "install"'],
    ["(drop table x)", 'starts with "drop"'],
    ["create table x as select 1", 'starts with "create"'],
    ["explain analyze select 1", 'starts with "explain"'],
    ["select * from 'https://example.com/x.csv'", "reads a file: 'https://example.com/x.csv'"],
    ["select * from (('x.parquet'))", "reads a file"],
    ["select * from a, 'x.parquet'", "reads a file"],
    ["select * from a join 'x' on true", "reads a file"],
    ["select * from READ_CSV('https://example.com/x')", "calls read_csv"],
    ["select * from read_csv_auto ('x')", "calls read_csv_auto"],
    ["select * from /* c */ parquet_scan/**/('x')", "calls parquet_scan"],
    ["with x as (select * from read_parquet('x')) select * from x", "calls read_parquet"],
    ["select * from glob('*')", "calls glob"],
    ["select * from query_table('x')", "calls query_table"],
    ["select * from \"read_csv\"('x')", "calls read_csv"],
    ["/* /* */ ' */ select * from read_csv('x') --'", "calls read_csv"],
    ["select e'\\'' from read_csv('x') --'", "calls read_csv"],
    ["describe 'x.csv'", "reads a file"],
    ["pivot 'x.csv' on y", "reads a file"],
    ["select * from main.read_csv('x')", "calls read_csv"]
  ])("not %s", (text, reason) => expect(queryProblem(text)).toContain(reason));
});

describe("composing", () => {
  test("tables go before the query, or before its own", () => {
    expect(withTables("select 1", [["a", "(x)"], ["b", "(y)"]])).toBe("with a as (x), b as (y)\nselect 1");
    expect(withTables("-- c\nWITH RECURSIVE t as (z) from t", [["a", "(x)"]])).toBe("-- c\nWITH RECURSIVE a as (x), t as (z) from t");
    expect(queryText("select 1 ; -- end")).toBe("select 1  -- end");
  });

  test("a literal is one token and carries its type", () => {
    fc.assert(fc.property(fc.string(), (value) => {
      const [first, ...rest] = sqlTokens(sqlLiteral(value));
      expect([first.kind, first.text.slice(1, -1).replaceAll("''", "'"), rest.map(({text}) => text)]).toEqual(["string", value, ["::", "varchar"]]);
    }));
    expect([sqlLiteral(-2.5), sqlLiteral(true), sqlLiteral(7)]).toEqual(["(-2.5)", "true", "7"]);
    expect(() => sqlLiteral(Infinity)).toThrow("not a finite number");
  });
});
