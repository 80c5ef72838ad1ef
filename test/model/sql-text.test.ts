/** SQL as text: statements at the cursor, suggestions, what may run, errors at their place, traps of the dialect. */
import fc from "fast-check";
import {describe, expect, test} from "vitest";
import {suggestionsAt, tablesNamed} from "../../src/model/sql-completion.js";
import {placeError} from "../../src/model/sql-errors.js";
import {judgeStatement} from "../../src/model/sql-guard.js";
import type {SqlSchema} from "../../src/model/sql-schema.js";
import {splitStatements, statementAt} from "../../src/model/sql-statements.js";
import {sqlTokens} from "../../src/model/sql-tokens.js";
import {findTraps} from "../../src/model/sql-traps.js";

const schema: SqlSchema = {
  tables: [
    {name: "payments", rows: 10, columns: [{name: "artist", type: "VARCHAR"}, {name: "expected_on", type: "DATE"}, {name: "Net Sales", type: "DOUBLE"}]},
    {name: "releases", columns: [{name: "isrc", type: "VARCHAR"}, {name: "order", type: "BIGINT"}]}
  ],
  functions: [{name: "date_trunc", parameters: "part, timestamp"}]
};

describe("statements", () => {
  test("semicolons in text, names and comments do not split", () => {
    const text = `select ';' as "a;b", $$x;y$$ -- one; two\n, /* ; */ 1;\n\n-- only a comment;\n;select 2`;
    expect(splitStatements(text).map((each) => each.text)).toEqual([text.slice(0, text.indexOf(";\n\n")), "select 2"]);
    expect(splitStatements("-- nothing").length).toBe(0);
  });

  test.each([[0, "select 1"], [8, "select 1"], [9, "select 1"], [11, "select 2"], [25, "select 2"]])("cursor at %i is in %s", (cursor, expected) => {
    expect(statementAt("select 1;\n select 2 ;  ", cursor)?.text).toBe(expected);
  });

  test("tokens cover every character that is not blank, whatever the text", () => {
    fc.assert(fc.property(fc.string({unit: "binary"}), (text) => {
      let at = 0;
      for (const token of sqlTokens(text)) {
        expect(text.slice(at, token.from).trim()).toBe("");
        expect(text.slice(token.from, token.to)).toBe(token.text);
        at = token.to;
      }
      expect(text.slice(at).trim()).toBe("");
    }));
  });
});

describe("suggestions", () => {
  const labels = (text: string) => suggestionsAt(text.replace("|", ""), text.indexOf("|"), schema)?.options.map(({label}) => label) ?? null;

  test("columns of the tables in the statement come before anything else", () => {
    expect(labels("select ar| from payments p")?.slice(0, 4)).toEqual(["artist", "expected_on", "Net Sales", "payments"]);
    expect(labels("select 1; select ar| from releases")).not.toContain("artist");
  });

  test("an alias or a table gives its columns, a FROM its tables, text and comments nothing", () => {
    expect(labels("select p.| from payments as p")).toEqual(["artist", "expected_on", "Net Sales"]);
    expect(labels("select * from |")).toEqual(["payments", "releases"]);
    expect(labels("select 'ar|'")).toBe(null);
    expect(labels("select 1 -- ar|")).toBe(null);
    expect(labels("select nowhere.|")).toBe(null);
  });

  test("names that need quotes get them", () => {
    const options = suggestionsAt("select  from payments, releases", 7, schema)!.options;
    expect(options.find(({label}) => label === "Net Sales")?.apply).toBe('"Net Sales"');
    expect(options.find(({label}) => label === "order")?.apply).toBe('"order"');
  });

  test("a word that follows a table is not always its alias", () => {
    expect([...tablesNamed("select * from payments where x", schema.tables).keys()]).toEqual(["payments"]);
    expect([...tablesNamed("from payments p join releases as r using (a)", schema.tables).keys()]).toEqual(["payments", "p", "releases", "r"]);
  });
});

describe("what may run", () => {
  const snapshot = new Set(["payments"]);
  test.each([
    ["select 1", "query"], ["  -- c\n(select 1)", "query"], ["with a as (select 1) from a", "query"], ["values (1)", "query"], ["describe payments", "describe"], ["explain analyze select 1", "explain"],
    ["create or replace temp table mine as select 1", "change"], ["create view v as from payments", "change"], ["insert into mine select * from payments", "change"], ["drop table if exists mine, other", "change"], ["create macro f(x) as x + 1", "change"]
  ])("%s is a %s", (text, kind) => expect(judgeStatement(text, snapshot)).toEqual({kind, refusal: null}));

  test.each([
    ["drop view payments", "payments is a table of the snapshot"], ["DROP VIEW IF EXISTS mine, \"Payments\"", "payments is a table of the snapshot"], ["create or replace view main.payments as select 1", "payments is a table of the snapshot"],
    ["insert into payments select 1", "payments is a table"], ["update payments set a = 1", "payments is a table"], ["delete from payments", "payments is a table"], ["alter table mine rename to payments", "payments is a table"],
    ["delete from memory_tables.statement_lines_1", "memory_tables.statement_lines_1"], ["drop schema main cascade", "not possible here: drop schema"], ["attach 'x.db'", "not possible here: attach"], ["install httpfs", "not possible here: install"],
    ["copy payments to 'x.csv'", "not possible here: copy"], ["set memory_limit = '1GB'", "not possible here: set"], ["select 1; drop view payments", "several statements"], ["explain drop view payments", "explain works on queries"], ["", "not a statement"], ["5", "not a statement"]
  ])("%s is refused", (text, reason) => {
    const {kind, refusal} = judgeStatement(text, snapshot);
    expect(kind).toBe(null);
    expect(refusal).toContain(reason);
  });
});

describe("errors", () => {
  const at = (message: string, text: string, linesBefore = 0) => {
    const {from, to, hint, message: said} = placeError(message, text, schema, linesBefore);
    return {word: text.slice(from, to), hint, said};
  };

  test("stand at the word that the engine points to, lines in front left out", () => {
    const message = 'Binder Error: Referenced column "artits" not found in FROM clause!\nCandidate bindings: "payments.artist"\nLINE 3:   artits from payments\n          ^';
    expect(at(message, "select\n  artits from payments", 1)).toEqual({word: "artits", hint: "Did you mean artist?", said: 'Binder Error: Referenced column "artits" not found in FROM clause!'});
  });

  test("a long line is shown in part", () => {
    const text = `select ${"a, ".repeat(40)}artits, ${"b, ".repeat(40)} 1 from payments`;
    const part = text.slice(100, 160);
    const message = `Binder Error: Referenced column "artits" not found in FROM clause!\nLINE 1: ...${part}...\n${" ".repeat("LINE 1: ...".length + text.indexOf("artits") - 100)}^`;
    expect(at(message, text).word).toBe("artits");
  });

  test.each([
    ["Catalog Error: Table with name paymnets does not exist!\nDid you mean \"pg_am\"?\nLINE 1: select * from paymnets\n                      ^", "select * from paymnets", "paymnets", "Did you mean payments?"],
    ['Binder Error: Referenced column "isrc" not found in FROM clause!\nLINE 1: select isrc from payments\n               ^', "select isrc from payments", "isrc", "isrc is a column of releases."],
    ['Binder Error: Referenced column "spotify" not found in FROM clause!\nLINE 1: select artist = "spotify" from payments\n                        ^', 'select artist = "spotify" from payments', '"spotify"', "Text stands in single quotes: 'spotify'. Double quotes are for names."],
    ["Parser Error: syntax error at end of input", "select 1 from", "m", "The statement stops too early: something is missing at its end."],
    ["Catalog Error: Scalar Function with name date_tunc does not exist!\nLINE 1: select date_tunc('month', now())\n               ^", "select date_tunc('month', now())", "date_tunc", "Did you mean date_trunc()?"]
  ])("%s", (message, text, word, hint) => expect(at(message, text)).toMatchObject({word, hint}));
});

describe("traps", () => {
  const traps = (text: string) => findTraps(text, schema).map(({from, to, message}) => [text.slice(from, to), message.split(".")[0]]);
  test("a day compared with text that is no plain day", () => {
    expect(traps("select 1; select * from payments p where p.expected_on >= '2024-02-01 00:00:00' and expected_on < '2024-2-9'").map(([word]) => word)).toEqual(["'2024-02-01 00:00:00'", "'2024-2-9'"]);
    expect(traps("select * from payments where expected_on between '2024-02-01 00:00:00' and '2024-03-01 00:00:00'")).toHaveLength(2);
  });
  test("days, casts and other columns are fine", () => {
    expect(traps("select * from payments where expected_on >= date '2024-02-01 00:00:00' or expected_on = '2024-02-01' or artist = '2024 01' or expected_on > '2024-02-01 00:00'::timestamp")).toEqual([]);
  });
  test("JSON, time zones and lambdas of later versions", () => {
    expect(traps("select json_extract(artist, '$.a'), now() at time zone 'UTC', list_filter([1], lambda x: x > 1) from payments").map(([word]) => word)).toEqual(["json_extract", "zone", "lambda"]);
  });
});
