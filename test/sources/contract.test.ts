import {afterAll, beforeAll, describe, expect, test} from "vitest";
import fc from "fast-check";
import {z} from "zod";
import {type Database, openDatabase} from "../../loaders/duckdb.js";
import {type Kind, field, fieldMeta, matchHeader} from "../../loaders/sources/contract.js";
import {StatementRow} from "../../loaders/sources/distrokid.js";

let db: Database;
beforeAll(async () => void (db = await openDatabase()));
afterAll(() => db.close());


/** What DuckDB makes of each text, or null where it breaks the rule. */
const castAll = async (kind: Kind, texts: string[]) => {
  const out: (string | null)[] = [];
  const meta = fieldMeta(field(kind, ["x"], {required: true}));
  for (const text of texts) out.push((await db.all(`select (${meta.cast("x")})::varchar as value from (select ?::varchar as x)`, [text]))[0].value);
  return out;
};


const samples: Record<Exclude<Kind, "text">, {good: string[]; bad: string[]}> = {
  date: {good: ["2025-07-31", "2024-02-29", "2025-07-31 00:00:00", "1900-01-01", "2100-12-31"], bad: ["1899-12-31", "2101-01-01", "0025-07-31", "9999-12-31", "20000-01-1", "2025-7-31", "2025-06-2H", "2025/07/31", "2025 07 31", "2025-07-31T00:00:00", "2025-07-31 00:00:0x", "31/07/2025", "2025-02-30", "infinity", "yesterday", ""]},
  month: {good: ["2025-07", "2025-07-01", "2025-07-15", "1900-01", "2100-12-31"], bad: ["1899-12", "2101-01", "20000-01", "9999-12-01", "2025-13", "2025/07", "2025-07-1H", "2025-02-30", "Jul 2025", "202507", "2025", ""]},
  count: {good: ["0", "12", "1_000", "-7.00", "12.", "-3", "12.0", "+5", " 7 "], bad: ["12.6", "1,200", "1e3", "0x10", "0b11", "many", "", "12.5"]},
  money: {
    good: ["9.255e-05", "0.00012345", "-0.5", "1E-3", "0", "3", "+2.5", ".5", "5.", "123456789.123456789012", ".123456789012345678", ".1234567890123456780", "1.5e-17", "0.1_2"],
    bad: ["1,5", "USD 3", "--1", "", "n/a", "1.2.3", "+", "+ ", " - ", "1e ", "1e1_0", "-000E356", ".", "0x10", ".1234567890123456789", "-.1234567890123456789", "0.1234567890123456789", "0.1_2345678901234567891", "1.5e-18", "1e-99999999999"]
  },
  sparse_money: {good: ["0.0", "0", "-0", "0.00", "0.25", "1e-6"], bad: ["nil", "- ", "0,0", ""]},
  natural: {good: ["0", "12", "12.0", "+5", " 7 "], bad: ["-1", "-0", "12.5", "1,200", "1e3", "", "many"]},
  id: {good: ["120225233608339455", " 1 "], bad: ["1.20225E+17", "120225233608339455.0", "-1", "", "All"]},
  currency: {good: ["USD", "zar", " EUR "], bad: ["$", "US", "USDT", ""]},
  truth: {good: ["true", "False", "1", "0", "yes", "NO"], bad: ["maybe", "2", ""]},
  period: {good: ["2025", "2025-Q4", "2025-12"], bad: ["2025-13", "2025-Q5", "Q4 2025", "2025-1", ""]},
  rate: {good: ["0.002274", "2e-3", ".5", ".123456789012"], bad: ["0,002", "free", "", ".1234567890123", "0.1234567890123", "1.1e-12"]},
  percent: {good: ["100", "100.0", "33.3333", "50%"], bad: ["half", "", "1,5", "-5", "198760685510", "1e2"]}
};

describe("zod and DuckDB apply the same rule", () => {
  test.for(Object.entries(samples))("%s", async ([kind, {good, bad}]) => {
    const schema = field(kind as Kind, ["x"], {required: true});
    for (const text of [...good, ...bad]) {
      const [value] = await castAll(kind as Kind, [text]);
      expect([text, schema.safeParse(text).success, value !== null]).toEqual([text, good.includes(text), good.includes(text)]);
    }
  });
});

test("an amount keeps every digit, in plain and in scientific notation", async () => {
  expect(await castAll("money", ["9.255e-05", "0.000123456789", "-0.123456789012", "123456.123456789012", "0.1234567890123456", "999999.999999999999"])).toEqual([
    "0.000092550000000000", "0.000123456789000000", "-0.123456789012000000", "123456.123456789012000000", "0.123456789012345600", "999999.999999999999000000"
  ]);
});

test("the fast cast and the slow one agree on every amount", async () => {
  const amount = fc.tuple(fc.boolean(), fc.bigInt(0n, 10n ** 13n), fc.integer({min: 0, max: 16}));
  await fc.assert(
    fc.asyncProperty(fc.array(amount, {minLength: 1, maxLength: 40}), async (amounts) => {
      const texts = amounts.map(([negative, digits, scale]) => (negative ? "-" : "") + (scale ? String(digits).padStart(scale + 1, "0").replace(new RegExp(`(\\d{${scale}})$`), ".$1") : String(digits)));
      const meta = fieldMeta(field("money", ["x"]));
      const list = texts.map((text) => `('${text}')`).join(", ");
      const rows = await db.all(`select (${meta.cast("x")})::varchar as fast, (x::decimal(38,18))::varchar as slow from (values ${list}) t(x)`);
      for (const {fast, slow} of rows) expect(fast).toBe(slow);
    }),
    {numRuns: 30}
  );
});

test("columns are found each on its own, without regard to case and spaces", () => {
  const {columns, missing, unread} = matchHeader(StatementRow, ["sale month", "Reporting  Date", "STORE", "Quantity", "Mystery", "Earnings (USD)"]);
  expect([...columns]).toEqual([["reported_on", 1], ["usage_month", 0], ["store", 2], ["quantity", 3], ["earnings", 5]]);
  expect(missing).toEqual([]);
  expect(unread).toEqual(["Mystery"]);
});

test("a heading that carries the currency is found by its shape, a plain one first", () => {
  const contract = z.object({spend: field("money", ["spend"], {like: /^spend_[a-z]{3}$/})});
  expect([...matchHeader(contract, ["Spend_ZAR", "clicks"]).columns]).toEqual([["spend", 0]]);
  expect([...matchHeader(contract, ["spend_zar", "spend"]).columns]).toEqual([["spend", 1]]);
  expect(matchHeader(contract, ["spend_per_click"]).unread).toEqual(["spend_per_click"]);
});

test("missing required columns are named by their usual heading", () => {
  expect(matchHeader(StatementRow, ["Store", "Quantity"]).missing).toEqual(["Reporting Date", "Sale Month", "Earnings (USD)"]);
});
