/** Whatever the input, money is neither lost nor made and the parts of a variance are the variance. */
import fc from "fast-check";
import {expect, it} from "vitest";
import type {Database} from "../../loaders/duckdb.js";
import {atto, buildLedger, type Day, type Ledger, type Line} from "../fixtures/ledger.js";

const months = ["2023-11-01", "2024-01-01", "2024-02-01", "2024-03-01", "2024-05-01"];
const reports = ["2024-03-10", "2024-04-25", "2024-06-10", "2024-07-01"];

/** Decimal text with 12 decimals, up to a million million either way. */
const amount = fc
  .tuple(fc.boolean(), fc.oneof(fc.constant(0n), fc.bigInt(0n, 10n ** 12n)), fc.bigInt(0n, 10n ** 12n - 1n))
  .map(([negative, whole, rest]) => `${negative ? "-" : ""}${whole}.${String(rest).padStart(12, "0")}`);
const quantity = fc.oneof(fc.integer({min: -3, max: 2000}), fc.bigInt(0n, 10n ** 12n));

const line: fc.Arbitrary<Line> = fc.record({
  store: fc.constantFrom("Spotify", "spotify", "Spotify Discovery Mode", "Apple Music", "iTunes Songs", "Blip", ""),
  usage_month: fc.constantFrom(...months),
  reported_on: fc.constantFrom(...reports),
  quantity,
  earnings: amount,
  distributor: fc.constantFrom("distrokid", "indie"),
  currency: fc.constantFrom("USD", "USD", "EUR"),
  artist_raw: fc.constantFrom("PIG1987", "zone_a0", null),
  country: fc.constantFrom("US", "NA", null)
});
const day: fc.Arbitrary<Day> = fc.record({
  streamed_on: fc.constantFrom(...months.map((month) => month.replace(/01$/, "17"))),
  spotify: fc.oneof(fc.constant(null), fc.bigInt(0n, 10n ** 13n)),
  apple: fc.bigInt(0n, 10n ** 13n),
  combined: fc.bigInt(0n, 4n * 10n ** 13n),
  distributor: fc.constantFrom("distrokid", "toolost", "indie")
});
const anyLedger: fc.Arbitrary<Omit<Ledger, "feeds">> = fc.record({
  as_of: fc.constantFrom("2024-04-25", "2024-07-01", "2025-01-31"),
  lines: fc.array(line, {maxLength: 40}),
  days: fc.array(day, {maxLength: 12}),
  rates: fc.constant<Ledger["rates"]>([["spotify", "0.002274123457", "USD"], ["default", "0.002486", "USD"]]),
  terms: fc.constant<Ledger["terms"]>([["distrokid", 60], ["other", 45]])
});

const total = (text: string | null): bigint => atto(text ?? "0");

async function checkConserved(db: Database) {
  const sums = async (from: string, money: string) => {
    const sql = `select currency, sum(${money}) as money from ${from} group by currency having sum(${money}) <> 0 order by currency`;
    return (await db.all(sql)).map((row) => [row.currency, total(row.money)]);
  };
  const lines = await sums("staged_lines", "earnings");
  for (const table of ["statement_lines", "monthly_revenue", "arrivals", "store_lags", "kpi_monthly"]) {
    expect(await sums(table, "earnings"), table).toEqual(lines);
  }
  for (const basis of ["default", "observed"]) {
    expect(await sums(`reconciliation where basis = '${basis}'`, "actual"), basis).toEqual(lines);
  }
  expect(await sums("payments", "arrived")).toEqual(await sums("staged_lines where reported_on <= getvariable('as_of')", "earnings"));
  const [counts] = await db.all(`
    select (select sum(unit_count) from statement_lines) is not distinct from (select sum(unit_count) from monthly_revenue) as units,
      (select coalesce(sum(line_count), 0) from arrivals) = (select count(*) from staged_lines) as lines,
      (select coalesce(sum(stream_count), 0) from kpi_monthly) = (select coalesce(sum(stream_count), 0) from daily_streams) as streams`);
  expect(counts).toEqual({units: true, lines: true, streams: true});
}

async function checkVariance(db: Database) {
  for (const cell of await db.all("from reconciliation where variance is not null")) {
    const [volume, rate, fees] = [cell.volume_effect, cell.rate_effect, cell.fee_effect].map(atto);
    expect(volume + rate + fees).toBe(atto(cell.variance));
    expect(atto(cell.actual) - atto(cell.expected)).toBe(atto(cell.variance));
    expect(atto(cell.expected)).toBe(BigInt(cell.expected_units) * atto(cell.expected_rate));
  }
  const bases = await db.all("select sum(expected) as money from reconciliation group by basis order by basis");
  const [daily] = await db.all("select sum(expected_default) as by_default, sum(expected_observed) as by_observed from expected_revenue");
  expect(bases.map((row) => total(row.money))).toEqual(bases.length ? [total(daily.by_default), total(daily.by_observed)] : []);
}

async function checkOutstanding(db: Database) {
  const wrong = await db.all(`
    from payments
    where outstanding_default < 0 or outstanding_observed < 0 or (status = 'PAID' and (outstanding_default <> 0 or line_count = 0))
      or (status_observed = 'PAID' and outstanding_observed <> 0)`);
  expect(wrong).toEqual([]);
}

async function checkShares(db: Database) {
  expect(await db.all("from store_lags where month1_ppm + month2_ppm + month3_ppm + later_ppm <> 1000000")).toEqual([]);
  expect(await db.all("from store_lags where least(month1_ppm, month2_ppm, month3_ppm, later_ppm) < 0")).toEqual([]);
}

it("conserves money and units in every table, and a variance is the sum of its parts", async () => {
  await fc.assert(
    fc.asyncProperty(anyLedger, async (own) => {
      const db = await buildLedger(own);
      try {
        await checkConserved(db);
        await checkVariance(db);
        await checkOutstanding(db);
        await checkShares(db);
      } finally {
        db.close();
      }
    }),
    {numRuns: 30}
  );
}, 60_000);
