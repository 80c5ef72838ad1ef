import {listValue} from "@duckdb/node-api";
import fc from "fast-check";
import {describe, expect, test} from "vitest";
import {openDatabase} from "../../loaders/duckdb.js";
import {plainSql} from "../../loaders/sources/statements/read.js";
import {amountPatterns, countPatterns, type DecimalMark, plainAmount, plainCount} from "../../src/model/statement-amounts.js";
import {BANDCAMP_ROWS, BUYER_SECRETS, writeBandcamp} from "../fixtures/statements/bandcamp.js";
import {BELIEVE_FRENCH, writeBelieve} from "../fixtures/statements/believe.js";
import {writeCdbaby} from "../fixtures/statements/cdbaby.js";
import {writeOrchard} from "../fixtures/statements/orchard.js";
import {writeSymphonic} from "../fixtures/statements/symphonic.js";
import {TOOLOST_ROWS, writeToolost} from "../fixtures/statements/toolost.js";
import {TUNECORE_NEW_HEADINGS, TUNECORE_ROWS, writeTunecore} from "../fixtures/statements/tunecore.js";
import {type LoadedFolder, withFolder} from "./workbench.js";

const lines = ({rows}: LoadedFolder) => rows("select line::integer as line, reported_on, usage_month, store, title, isrc, quantity::integer as quantity, earnings::double as earnings, currency from staged_lines order by file_id, line");
const totals = ({rows}: LoadedFolder) => rows("select distributor, currency, sum(earnings) as total, count(*)::integer as lines from staged_lines group by all order by all");
const details = ({rows}: LoadedFolder) => rows("select line::integer as line, * exclude (file_id, line) from staged_details order by file_id, line");

describe("TooLost", () => {
  test("lines, exact total, the transaction as identity", async () => {
    await withFolder({"sales.csv": writeToolost()}, async (folder) => {
      expect(await totals(folder)).toEqual([{distributor: "toolost", currency: "USD", total: "3.617823456789000000", lines: 4}]);
      expect((await lines(folder))[2]).toEqual({line: 4, reported_on: "2025-06-15", usage_month: "2025-03-01", store: "Deezer", title: "Ohm’s Lament", isrc: "QZSG92400017", quantity: 12, earnings: 0.00021933679, currency: "USD"});
      expect((await lines(folder))[3].title).toBe("Glass Kraal");
      expect((await details(folder)).map(({transaction_id}) => transaction_id)).toEqual(["TL-1", "TL-2", "TL-3", "TL-4"]);
      expect(folder.datasets[0]).toMatchObject({feed: "toolost_statements", layout: "TooLost 21 columns", rows_in: 4, rows_loaded: 4, rows_quarantined: 0, first_on: "2025-03-01", last_on: "2025-04-01"});
      expect(folder.datasets[0].columns_not_loaded).toContain("gross_amount");
    });
  });

  test("money under a heading that names its currency is in that currency, whatever the sale was in", async () => {
    const renamed = (heading: string) => writeToolost(TOOLOST_ROWS.map((row, i) => ({...row, original_currency: i ? "EUR" : "USD"}))).toString().replace(",gross_amount,net_amount", `,gross,${heading}`);
    for (const heading of ["net_payout_usd", "earnings_usd", "Net Earnings (USD)"])
      await withFolder({"sales.csv": renamed(heading)}, async (folder) => {
        expect([heading, await totals(folder)]).toEqual([heading, [{distributor: "toolost", currency: "USD", total: "3.617823456789000000", lines: 4}]]);
        expect((await details(folder)).map(({original_currency}) => original_currency)).toEqual(["USD", "EUR", "EUR", "EUR"]);
      });
    await withFolder({"sales.csv": renamed("net_amount")}, async (folder) => expect((await totals(folder)).map(({currency}) => currency)).toEqual(["EUR", "USD"]));
  });

  test("a repeated id is loaded once, whether in one file or in two, and said", async () => {
    const again = {...TOOLOST_ROWS[1], net_amount: "5"};
    await withFolder({"a.csv": writeToolost([...TOOLOST_ROWS, TOOLOST_ROWS[0]]), "b.csv": writeToolost([again, {...again, transaction_id: "TL-9"}])}, async (folder) => {
      expect((await totals(folder))[0]).toMatchObject({total: "8.617823456789000000", lines: 5});
      expect(folder.quarantine.map(({file, line, value, reason}) => [file, Number(line), value, reason])).toEqual([
        ["a.csv", 6, "TL-1", "this transaction stands on line 2: it is loaded once"],
        ["b.csv", 2, "TL-2", "this transaction stands in a.csv line 3: it is loaded once"]
      ]);
      for (const {rows_in, rows_loaded, rows_quarantined} of folder.datasets) expect(rows_in).toBe(rows_loaded + rows_quarantined);
    });
  });
});

describe("TuneCore", () => {
  test.for([21, 24])("%i columns: blank rates are 1, the original currency stays beside the line", async (columns) => {
    await withFolder({"tc.csv": columns === 21 ? writeTunecore() : writeTunecore(TUNECORE_ROWS, {}, TUNECORE_NEW_HEADINGS)}, async (folder) => {
      expect(await totals(folder)).toEqual([{distributor: "tunecore", currency: "USD", total: "15.750934500000000000", lines: 4}]);
      expect((await lines(folder)).map(({title, quantity, isrc}) => [title, quantity, isrc])).toEqual([
        ["Café Noir", 1, "USTCZ0928423"], ["Café Noir", 1204, "USTCZ0928423"], ["Glass Kraal", 1, null], ["Café Noir", 7, "USTCZ0928423"]
      ]);
      expect((await details(folder)).map(({line, original_currency, original_amount, exchange_rate}) => [line, original_currency, Number(original_amount), Number(exchange_rate)])).toEqual([[3, "EUR", 13.5, 1.09268]]);
      expect(folder.datasets[0].layout).toBe(`TuneCore ${columns} columns`);
    });
  });
});

test("CD Baby: American dates with a clock, tabs", async () => {
  await withFolder({"cdbaby.txt": writeCdbaby()}, async (folder) => {
    expect(await totals(folder)).toEqual([{distributor: "cdbaby", currency: "USD", total: "0.623101250000000000", lines: 3}]);
    expect((await lines(folder)).map(({reported_on, usage_month, title}) => [reported_on, usage_month, title])).toEqual([
      ["2023-10-15", "2023-08-01", "Café Noir"], ["2023-10-15", "2023-09-01", "Café Noir"], ["2023-11-15", "2023-09-01", "Glass Kraal"]
    ]);
  });
});

test.for([["English", writeBelieve()], ["French", writeBelieve(undefined, {}, BELIEVE_FRENCH)]] as const)("Believe, %s: decimal commas, dots between thousands, days first", async ([, file]) => {
  await withFolder({"believe.csv": file}, async (folder) => {
    expect(await totals(folder)).toEqual([{distributor: "believe", currency: "EUR", total: "1234.069034567000000000", lines: 3}]);
    expect((await lines(folder)).map(({reported_on, usage_month, quantity}) => [reported_on, usage_month, quantity])).toEqual([["2024-05-01", "2024-03-01", 1204], ["2024-05-01", "2024-02-01", 3], ["2024-05-01", "2024-03-01", -2]]);
  });
});

test("Believe with decimal points and ISO dates is read as it is", async () => {
  const text = writeBelieve(undefined, {encoding: "utf-8"}).toString().replaceAll("1.234,567800", "1234.567800").replaceAll("0,001234567", "0.001234567").replaceAll("-0,5", "-0.5").replaceAll("1.204", "1204").replaceAll(/01\/(\d\d)\/2024/g, "2024/$1/01");
  await withFolder({"believe.csv": text}, async (folder) => {
    expect((await totals(folder))[0].total).toBe("1234.069034567000000000");
    expect((await lines(folder))[0]).toMatchObject({usage_month: "2024-03-01", reported_on: "2024-05-01"});
  });
});

test("The Orchard: periods such as 2017M9 and decimal commas; the statement counts as of its period's last day", async () => {
  await withFolder({"orchard.csv": writeOrchard()}, async (folder) => {
    expect(await totals(folder)).toEqual([{distributor: "orchard", currency: "EUR", total: "12.758066000100000000", lines: 3}]);
    expect((await lines(folder)).map(({reported_on, usage_month}) => [reported_on, usage_month])).toEqual([["2017-10-31", "2017-09-01"], ["2017-10-31", "2017-10-01"], ["2017-10-31", "2017-09-01"]]);
  });
});

test("Symphonic: quarters and spans keep their months, a void takes units back, the balance is left out and said", async () => {
  await withFolder({"symphonic.csv": writeSymphonic()}, async (folder) => {
    expect(await totals(folder)).toEqual([{distributor: "symphonic", currency: "USD", total: "4.222345678901200000", lines: 4}]);
    expect((await lines(folder)).map(({reported_on, usage_month, quantity}) => [reported_on, usage_month, quantity])).toEqual([
      ["2026-06-30", "2026-04-01", 900], ["2017-09-30", "2017-06-01", 4], ["2018-02-28", "2018-02-01", 300], ["2026-06-30", "2026-05-01", -1]
    ]);
    expect((await details(folder)).map(({line, usage_from, usage_through}) => [line, usage_from, usage_through])).toEqual([[3, "2017-04-01", "2017-06-01"], [4, "2018-01-01", "2018-02-01"]]);
    expect(folder.quarantine.map(({line, column_name, reason}) => [Number(line), column_name, reason])).toEqual([
      [6, "Digital Service Provider", "carries a balance forward from an earlier statement: it is no sale and would count money twice"]
    ]);
    expect(folder.datasets[0]).toMatchObject({rows_in: 5, rows_loaded: 4, rows_quarantined: 1});
  });
});

test("an unread amount is the same for people and for DuckDB", async () => {
  const db = await openDatabase();
  const text = fc.array(fc.constantFrom(..."0123456789.,.,-+− eE$()\u00a0'"), {maxLength: 12}).map((signs) => signs.join(""));
  try {
    await fc.assert(fc.asyncProperty(fc.array(text, {minLength: 200, maxLength: 200}), fc.constantFrom<DecimalMark>("point", "comma"), async (texts, mark) => {
      const sql = `select ${plainSql("x", mark, amountPatterns)} as amount, ${plainSql("x", mark, countPatterns)} as units from (select unnest(?::varchar[]) as x)`;
      const rows = await db.all(sql, [listValue(texts)]);
      const limited = (plain: string | null, x: string) => (plainAmount(x, mark) === null ? null : plain); // the limit of decimals is in the cast
      expect(rows.map(({amount}, i) => limited(amount, texts[i]))).toEqual(texts.map((x) => plainAmount(x, mark)));
      expect(rows.map(({units}) => units?.replace(/\.0*$/, "") ?? null)).toEqual(texts.map((x) => plainCount(x, mark)));
    }), {numRuns: 20});
  } finally {
    db.close();
  }
});

describe("Bandcamp", () => {
  test("UTF-16, two currencies that are never added, a payout that is no sale", async () => {
    await withFolder({"bandcamp.csv": writeBandcamp()}, async (folder) => {
      expect(await totals(folder)).toEqual([
        {distributor: "bandcamp", currency: "GBP", total: "3.200000000000000000", lines: 1},
        {distributor: "bandcamp", currency: "USD", total: "6.260000000000000000", lines: 2}
      ]);
      expect((await lines(folder)).map(({reported_on, usage_month, store}) => [reported_on, usage_month, store])).toEqual([
        ["2026-05-13", "2026-05-01", "Bandcamp"], ["2026-05-02", "2026-05-01", "Bandcamp"], ["2026-04-30", "2026-04-01", "Bandcamp"]
      ]);
      expect(folder.quarantine.map(({line, reason}) => [Number(line), reason])).toEqual([[5, "is a payout of earlier sales, no sale"]]);
    });
  });

  test("nothing about a buyer leaves the file, not even with a broken or a cut line", async () => {
    const broken = {...BANDCAMP_ROWS[0], "net amount": "five"};
    const whole = writeBandcamp([...BANDCAMP_ROWS, broken]);
    await withFolder({"bandcamp.csv": whole, "cut.csv": whole.subarray(0, whole.length - 200)}, async (folder) => {
      expect(folder.datasets.map(({rows_in, rows_quarantined}) => [rows_in, rows_quarantined])).toEqual([[5, 2], [5, 2]]);
      const tables = await folder.rows("select table_name from duckdb_tables() where not internal union select view_name from duckdb_views() where not internal");
      const textOf = (value: unknown) => JSON.stringify(value, (_, cell) => (typeof cell === "bigint" ? String(cell) : cell));
      const shown = [textOf(folder.quarantine), textOf(folder.datasets), textOf(folder.problems)];
      for (const {table_name} of tables) if (!/_(rejects|scans)$/.test(table_name)) shown.push(textOf(await folder.rows(`from "${table_name}"`)));
      for (const secret of BUYER_SECRETS) expect(shown.filter((text) => text.includes(secret))).toEqual([]);
    });
  });
});
