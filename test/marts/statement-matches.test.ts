/** Statement lines, totals and deposits: known answers for each cause, and sums that hold whatever comes. */
import fc from "fast-check";
import {describe, expect, test} from "vitest";
import {atto, buildLedger, tableOf, type Ledger, type Line} from "../fixtures/ledger.js";

const line = (reported_on: string, earnings: string, more: Partial<Line> = {}): Line => ({store: "Spotify", usage_month: "2024-01-01", reported_on, quantity: 100, earnings, ...more});
/** Statements of 100.00 on the 10th of each month from January 2024 on. */
const monthly = (count: number, more: Partial<Line> = {}): Line[] => Array.from({length: count}, (_, i) => line(`2024-0${i + 1}-10`, "100", more));
const lastDay = (month: number) => new Date(Date.UTC(2024, month, 0)).toISOString().slice(0, 10);
/** A deposit on the 5th of the month after. */
const payout = (month: number, amount: string, {to = month, paidOn = `2024-0${month + 1}-05`, currency = "USD", named = true} = {}): string =>
  `'distrokid', date '${paidOn}', ${amount}, '${currency}', 'R${month}', ${named ? `date '2024-0${month}-01', date '${lastDay(to)}'` : "null, null"}`;
const total = (month: number, amount: string, fee = "null", tax = "null"): string => `'distrokid', date '2024-0${month}-01', date '${lastDay(month)}', ${amount}, 'USD', ${fee}, ${tax}, ''`;

const ask = (ledger: Partial<Ledger>, columns: string, as_of = "2024-08-15") => tableOf({as_of, ...ledger}, `select ${columns} from statement_matches order by statement_from_on, currency`);
const causes = "lag_amount, fee_amount, tax_amount, fx_amount, split_amount, missing_store_amount, unexplained_amount";

describe("what a deposit pays", () => {
  test("the days that it names, whatever the day it comes on", async () => {
    expect(await ask({lines: monthly(2), feeds: {staged_payouts: [payout(1, "100"), payout(2, "99.5")]}}, "statement_from_on, statement_to_on, lines_total, received_amount, difference, unexplained_amount, status")).toEqual([
      ["2024-01-01", "2024-01-31", "100", "100", "0", "0", "MATCHED"], ["2024-02-01", "2024-02-29", "100", "99.5", "-0.5", "-0.5", "DIFFERENCE"]
    ]);
  });

  test("several deposits for one statement are one row", async () => {
    const feeds = {staged_payouts: [payout(1, "60"), payout(1, "40", {paidOn: "2024-02-20"})]};
    expect(await ask({lines: monthly(1), feeds}, "payout_count, first_paid_on, last_paid_on, received_amount, status")).toEqual([[2, "2024-02-05", "2024-02-20", "100", "MATCHED"]]);
  });

  test("one deposit for two statements is one row", async () => {
    const feeds = {staged_payouts: [payout(1, "200", {to: 2})]};
    expect(await ask({lines: monthly(2), feeds}, "statement_from_on, statement_to_on, statement_count, payout_count, lines_total, status")).toEqual([["2024-01-01", "2024-02-29", 2, 1, "200", "MATCHED"]]);
  });

  test("deposits whose days overlap are settled together", async () => {
    const feeds = {staged_payouts: ["'distrokid', date '2024-03-05', 150, 'USD', 'A', date '2024-01-01', date '2024-02-15'", "'distrokid', date '2024-03-06', 50, 'USD', 'B', date '2024-02-10', date '2024-02-29'"]};
    expect(await ask({lines: monthly(2), feeds}, "payout_references, payout_count, difference")).toEqual([["A, B", 2, "0"]]);
  });

  test("a deposit without a period is taken for the month before, and says so", async () => {
    expect(await ask({lines: monthly(1), feeds: {staged_payouts: [payout(1, "100", {named: false})]}}, "statement_from_on, is_period_assumed, status")).toEqual([["2024-01-01", true, "MATCHED"]]);
  });

  test("a deposit without lines stands alone, and later ones are not known yet", async () => {
    const feeds = {staged_payouts: [payout(1, "100"), payout(3, "80"), payout(7, "70", {paidOn: "2024-09-01"})]};
    expect(await ask({lines: monthly(1), feeds}, "statement_from_on, line_count, lines_total, unexplained_amount, status")).toEqual([["2024-01-01", 1, "100", "0", "MATCHED"], ["2024-03-01", 0, "0", "80", "PAYOUT_ONLY"]]);
  });
});

describe("causes", () => {
  test("the share that a distributor usually keeps is a fee, and the rest is not", async () => {
    const feeds = {staged_payouts: [1, 2, 3, 4].map((month) => payout(month, "98.5")).concat(payout(5, "90"))};
    const rows = await ask({lines: monthly(5), feeds}, `fee_amount, unexplained_amount, usual_fee_ppm, status`);
    expect(rows.slice(0, 4)).toEqual(Array(4).fill(["-1.5", "0", 15000, "MATCHED"]));
    expect(rows[4]).toEqual(["-1.5", "-8.5", 15000, "DIFFERENCE"]);
  });

  test("three deposits are too few to call anything usual", async () => {
    const feeds = {staged_payouts: [1, 2, 3].map((month) => payout(month, "98.5"))};
    expect(await ask({lines: monthly(3), feeds}, "fee_amount, unexplained_amount")).toEqual(Array(3).fill(["0", "-1.5"]));
  });

  test("fee and tax as stated come before what is usual", async () => {
    const feeds = {staged_payouts: [payout(1, "88.1")], staged_statement_totals: [total(1, "100", "1.2", "10")]};
    expect(await ask({lines: monthly(1), feeds}, `stated_total, ${causes}, is_fee_stated, status`)).toEqual([["100", "0", "-1.2", "-10", "0", "0", "0", "-0.7", true, "DIFFERENCE"]]);
  });

  test("a store that always reports and is missing explains what the total has more", async () => {
    const lines = [...monthly(4), ...monthly(3, {store: "Apple Music", earnings: "20"}).map((one) => ({...one, earnings: "20"}))];
    const feeds = {staged_payouts: [1, 2, 3].map((month) => payout(month, "120")).concat(payout(4, "121")), staged_statement_totals: [total(4, "121")]};
    expect((await ask({lines, feeds}, "missing_stores, missing_store_amount, unexplained_amount, status"))[3]).toEqual(["Apple Music", "21", "0", "MATCHED"]);
    const without = {staged_payouts: feeds.staged_payouts};
    expect((await ask({lines, feeds: without}, "missing_store_amount, unexplained_amount"))[3]).toEqual(["21", "0"]);
  });

  test("more than twice what the store usually brings stays unexplained", async () => {
    const lines = [...monthly(4), ...monthly(3, {store: "Apple Music"}).map((one) => ({...one, earnings: "20"}))];
    const feeds = {staged_payouts: [1, 2, 3].map((month) => payout(month, "120")).concat(payout(4, "160")), staged_statement_totals: [total(4, "160")]};
    expect((await ask({lines, feeds}, "missing_store_amount, unexplained_amount, status"))[3]).toEqual(["40", "20", "DIFFERENCE"]);
  });

  test("part of a statement may still come for a month, then it is asked about", async () => {
    const feeds = {staged_payouts: [payout(1, "60")]};
    expect(await ask({lines: monthly(1), feeds}, "split_amount, unexplained_amount, status", "2024-03-01")).toEqual([["-40", "0", "PART_PAID"]]);
    expect(await ask({lines: monthly(1), feeds}, "split_amount, unexplained_amount, status", "2024-03-08")).toEqual([["0", "-40", "DIFFERENCE"]]);
  });

  test("an unpaid statement lags, and is late after the usual days and a week", async () => {
    const feeds = {staged_payouts: [1, 2, 3].map((month) => payout(month, "100"))};
    const of = (as_of: string) => ask({lines: monthly(4), feeds}, "due_on, lag_amount, unexplained_amount, status", as_of).then((rows) => rows[3]);
    expect(await of("2024-05-12")).toEqual(["2024-05-12", "-100", "0", "AWAITING"]);
    expect(await of("2024-05-13")).toEqual(["2024-05-12", "-100", "0", "UNPAID"]);
  });

  test("a statement below zero is carried into the next one that is paid", async () => {
    const lines = [line("2024-01-10", "100"), line("2024-02-10", "-30"), line("2024-03-10", "100"), line("2024-04-10", "-5")];
    const feeds = {staged_payouts: [payout(1, "100"), payout(3, "70")]};
    expect(await ask({lines, feeds}, "statement_from_on, statement_to_on, lines_total, received_amount, lag_amount, unexplained_amount, status")).toEqual([
      ["2024-01-01", "2024-01-31", "100", "100", "0", "0", "MATCHED"], ["2024-02-01", "2024-03-31", "70", "70", "0", "0", "MATCHED"], ["2024-04-01", "2024-04-30", "-5", null, "5", "0", "CARRIED"]
    ]);
  });
});

describe("currencies", () => {
  const euros = {lines: monthly(1, {currency: "EUR"}), as_of: "2024-08-15"};
  const paid = [payout(1, "107.8", {currency: "USD"})];

  test("a deposit in another currency without a dated rate is not compared, and FX is exactly 0", async () => {
    expect(await ask({...euros, feeds: {staged_payouts: paid}}, "currency, paid_currency, received, received_amount, difference, fx_amount, status")).toEqual([["EUR", "USD", "107.8", null, null, "0", "NO_RATE"]]);
  });

  test("with rates of both days, the change of the rate is FX and the rest is not", async () => {
    const staged_fx_rates = ["date '2024-01-31', 'EUR', 'USD', 1.10", "date '2024-02-05', 'EUR', 'USD', 1.078"];
    const [row] = await ask({...euros, feeds: {staged_payouts: paid, staged_fx_rates}}, "received_amount, fx_amount, unexplained_amount, status");
    // 100 EUR at 1.078 is 107.80 USD, which is 98 EUR at the rate of the statement
    expect(row).toEqual(["98", "-2", "0", "MATCHED"]);
  });

  test("the inverse pair serves, a rate older than a week does not", async () => {
    const inverse = ["date '2024-01-30', 'USD', 'EUR', 0.8", "date '2024-02-04', 'USD', 'EUR', 0.8"];
    expect(await ask({...euros, feeds: {staged_payouts: [payout(1, "125")], staged_fx_rates: inverse}}, "received_amount, fx_amount, status")).toEqual([["100", "0", "MATCHED"]]);
    expect(await ask({...euros, feeds: {staged_payouts: paid, staged_fx_rates: ["date '2024-01-20', 'EUR', 'USD', 1.1"]}}, "status")).toEqual([["NO_RATE"]]);
  });

  test("two currencies of one distributor are settled apart", async () => {
    const lines = [...monthly(1), ...monthly(1, {currency: "EUR"})];
    expect(await ask({lines, feeds: {staged_payouts: [payout(1, "100"), payout(1, "99", {currency: "EUR"})]}}, "currency, received_amount, status")).toEqual([["EUR", "99", "DIFFERENCE"], ["USD", "100", "MATCHED"]]);
  });
});

test("without deposits nothing is judged, without statements or deposits there is no row", async () => {
  expect(await ask({lines: monthly(1)}, "lines_total, received_amount, difference, lag_amount, unexplained_amount, status")).toEqual([["100", null, null, "0", null, "NO_PAYOUTS"]]);
  expect(await ask({}, "*")).toEqual([]);
  expect(await ask({feeds: {staged_statement_totals: [total(1, "100")]}}, "stated_total, lines_total, status")).toEqual([["100", "0", "NO_PAYOUTS"]]);
});

test("whatever comes: every line and deposit is counted once, periods do not overlap, and the causes add up exactly", async () => {
  const day = fc.integer({min: 1, max: 220}).map((n) => new Date(Date.UTC(2024, 0, n)).toISOString().slice(0, 10));
  const amount = fc.integer({min: -50_000_000, max: 300_000_000}).map((n) => `${n < 0 ? "-" : ""}${Math.floor(Math.abs(n) / 1e6)}.${String(Math.abs(n) % 1_000_000).padStart(6, "0")}`);
  const currency = fc.constantFrom("USD", "USD", "EUR");
  const lines = fc.array(fc.record({reported_on: day, earnings: amount, currency, store: fc.constantFrom("Spotify", "Apple Music"), distributor: fc.constantFrom("distrokid", "indie")}), {maxLength: 25});
  const payouts = fc.array(fc.tuple(fc.constantFrom("distrokid", "indie"), day, amount, currency, day, day, fc.boolean()), {maxLength: 10});
  const totals = fc.array(fc.tuple(fc.integer({min: 1, max: 7}), amount), {maxLength: 3});
  await fc.assert(fc.asyncProperty(lines, payouts, totals, async (some, paid, stated) => {
    const months = [...new Map(stated).entries()];
    const db = await buildLedger({
      as_of: "2024-07-01", lines: some.map((one) => line(one.reported_on, one.earnings, one)),
      feeds: {
        staged_payouts: paid.map(([distributor, on, money, code, a, b, named]) => `'${distributor}', date '${on}', ${money}, '${code}', '', ${named ? `date '${a}', date '${b}'` : "null, null"}`),
        staged_statement_totals: months.map(([month, money]) => total(month, money)), staged_fx_rates: ["date '2024-03-01', 'EUR', 'USD', 1.07"]
      }
    });
    try {
      const rows = await db.all("select *, difference - (lag_amount + fee_amount + tax_amount + fx_amount + split_amount + missing_store_amount + unexplained_amount) as gap from statement_matches");
      for (const row of rows) if (row.difference !== null) expect(atto(row.gap)).toBe(0n);
      const [{before, after}] = await db.all("select coalesce((select sum(earnings) from arrivals where reported_on <= date '2024-07-01'), 0)::varchar as before, coalesce((select sum(lines_total) from statement_matches), 0)::varchar as after");
      expect(atto(after)).toBe(atto(before));
      const [{deposits}] = await db.all("select coalesce(sum(payout_count), 0)::integer as deposits from statement_matches");
      expect(deposits).toBe(paid.filter(([, on]) => on <= "2024-07-01").length);
      const overlaps = await db.all("select a.distributor from statement_matches a join statement_matches b on a.distributor = b.distributor and a.currency = b.currency and a.statement_from_on < b.statement_from_on and a.statement_to_on >= b.statement_from_on");
      expect(overlaps).toEqual([]);
    } finally {
      db.close();
    }
  }), {numRuns: 25});
}, 120_000);
