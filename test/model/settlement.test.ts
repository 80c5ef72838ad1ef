/** Aging, work items, matches as printed, exchange rates. */
import fc from "fast-check";
import {describe, expect, test} from "vitest";
import {agingBucket, agingBuckets, agingFindings, agingRows, agingTotals, daysLate, lateCells, lateDeposits} from "../../src/model/aging.js";
import {addDays, utcDay} from "../../src/model/days.js";
import {fxLookup} from "../../src/model/fx.js";
import type {PaymentCell} from "../../src/model/payment-status.js";
import {matchCauses, matchFindings, matchNotes, matchTotals, shownMatch, type StatementMatch} from "../../src/model/statement-match.js";
import {varianceFindings} from "../../src/model/variance-findings.js";
import {workItems, worklistFile, worklistLine, type Finding, type WorkEntry} from "../../src/model/work-items.js";

const asOf = utcDay(2024, 8, 30);
const payment = (over: Partial<PaymentCell>): PaymentCell => ({
  usage_month: utcDay(2024, 4), distributor: "distrokid", platform: "spotify", currency: "USD", expected_on: utcDay(2024, 6, 30), expected: 10, arrived: 0, line_count: 0,
  first_reported_on: null, last_reported_on: null, is_covered_by_statements: true, status: "OVERDUE", outstanding: 10, ...over
});

describe("aging", () => {
  test.each([[0, "0–30 days"], [1, "0–30 days"], [30, "0–30 days"], [31, "31–60 days"], [60, "31–60 days"], [61, "61–90 days"], [90, "61–90 days"], [91, "90+ days"], [400, "90+ days"]])("%i days late is %s", (days, bucket) => {
    expect(agingBucket(days)).toBe(bucket);
  });

  test("days late count from the expected date; a date to come is below 0", () => {
    expect([utcDay(2024, 8, 29), asOf, utcDay(2024, 9, 2), utcDay(2024, 6, 30)].map((day) => daysLate(day, asOf))).toEqual([1, 0, -2, 62]);
  });

  test("late months and late deposits by distributor and usage month; uncovered ones apart", () => {
    const {late, uncovered} = lateCells([
      payment({}), payment({platform: "apple", outstanding: 2.345}), payment({expected_on: asOf}), payment({outstanding: 0.001}), payment({distributor: "toolost", is_covered_by_statements: false})
    ], asOf);
    expect([late.map(({platform, days, cents}) => [platform, days, cents]), uncovered.map(({distributor}) => distributor)]).toEqual([[["spotify", 62, 1000], ["apple", 62, 235]], ["toolost"]]);
    const deposits = lateDeposits([{distributor: "distrokid", platform: "spotify", usage_month: utcDay(2024, 4), due_on: utcDay(2024, 8, 1), earnings: 7}, {distributor: "distrokid", platform: "apple", usage_month: utcDay(2024, 5), due_on: asOf, earnings: 9}], asOf);
    const rows = agingRows([...late, ...deposits]);
    expect(rows.map(({kind, cents, days, platforms}) => [kind, cents, days, platforms])).toEqual([["statement", 1235, 62, ["apple", "spotify"]], ["deposit", 700, 29, ["spotify"]]]);
    expect(agingTotals(rows)).toEqual({"0–30 days": 700, "31–60 days": 0, "61–90 days": 1235, "90+ days": 0});
    expect(agingFindings(late, "USD").map(({id, amount}) => [id, amount])).toEqual([["overdue:distrokid:spotify:2024-05:USD", -10], ["overdue:distrokid:apple:2024-05:USD", -2.35]]);
  });

  test("the parts of a late statement add up to its total as printed", () => {
    const part = (platform: string, earnings: number) => ({distributor: "d", platform, usage_month: utcDay(2024, 4), due_on: utcDay(2024, 8, 1), earnings});
    expect(lateDeposits([part("a", 1.004), part("b", 1.004), part("c", 1.004), part("e", 0.001)], asOf).map(({platform, cents}) => [platform, cents])).toEqual([["a", 101], ["b", 100], ["c", 100]]);
  });

  test("whatever is late: buckets add up to every row, and rows to the total", () => {
    const anyLate = fc.record({kind: fc.constantFrom("statement" as const, "deposit" as const), distributor: fc.constantFrom("a", "b"), platform: fc.constantFrom("x", "y"), m: fc.integer({min: 0, max: 5}), days: fc.integer({min: 1, max: 500}), cents: fc.integer({min: -999, max: 99_999})})
      .map(({m, ...one}) => ({...one, usage_month: utcDay(2024, m), expected_on: addDays(asOf, -one.days)}));
    fc.assert(fc.property(fc.array(anyLate, {maxLength: 30}), (late) => {
      const rows = agingRows(late);
      for (const row of rows) expect(agingBuckets.reduce((sum, bucket) => sum + row.buckets[bucket], 0)).toBe(row.cents);
      const totals = agingTotals(rows);
      expect(agingBuckets.reduce((sum, bucket) => sum + totals[bucket], 0)).toBe(late.reduce((sum, one) => sum + one.cents, 0));
    }));
  });
});

const match = (over: Partial<StatementMatch> = {}): StatementMatch => ({
  distributor: "distrokid", currency: "USD", statement_from_on: utcDay(2024, 0, 1), statement_to_on: utcDay(2024, 0, 31), due_on: utcDay(2024, 1, 20), line_count: 5, statement_count: 1, lines_total: 100, stated_total: null, payout_count: 1,
  first_paid_on: null, last_paid_on: null, payout_references: "", is_period_assumed: false, paid_currency: "USD", received: 99, received_amount: 99, difference: -1, missing_store_amount: 0, fee_amount: -1, tax_amount: 0, fx_amount: 0, lag_amount: 0,
  split_amount: 0, unexplained_amount: 0, usual_fee_ppm: 10_000, is_fee_stated: false, missing_stores: "", status: "MATCHED", ...over
});

describe("matches as printed", () => {
  test("whatever the amounts, received − lines = the causes, in whole cents, on every line and in total", () => {
    const part = fc.integer({min: -9_999_999, max: 9_999_999}).map((n) => n / 1e5);
    const row = fc.record({lines_total: part, fee_amount: part, tax_amount: part, fx_amount: part, lag_amount: part, split_amount: part, missing_store_amount: part, unexplained_amount: part}).map((parts) => {
      const difference = matchCauses.reduce((sum, cause) => sum + parts[`${cause}_amount`], 0);
      return match({...parts, difference, received_amount: parts.lines_total + difference});
    });
    fc.assert(fc.property(fc.array(row, {maxLength: 8}), (rows) => {
      for (const one of rows) {
        const {lines, received, difference, causes} = shownMatch(one);
        expect([lines + difference!, matchCauses.reduce((sum, cause) => sum + causes![cause], 0)]).toEqual([received, difference]);
      }
      const totals = matchTotals(rows);
      expect(totals.lines + matchCauses.reduce((sum, cause) => sum + totals.causes[cause], 0)).toBe(totals.received);
    }));
  });

  test("a total is rounded once", () => {
    const third = match({lines_total: 100.004, received_amount: 99, difference: -1.004, fee_amount: -1, unexplained_amount: -0.004});
    expect(matchTotals([third, third, third])).toMatchObject({lines: 30_001, received: 29_700, difference: -301});
  });

  test("what cannot be compared has no causes and is in no total", () => {
    const unknown = match({status: "NO_RATE", difference: null, received_amount: null, unexplained_amount: null});
    expect(shownMatch(unknown)).toEqual({lines: 10_000, received: null, difference: null, causes: null});
    expect(matchTotals([unknown, match()])).toMatchObject({lines: 10_000, received: 9_900});
  });

  test("notes say what is special, findings what to ask", () => {
    expect(matchNotes(match({payout_count: 2, statement_count: 2, is_period_assumed: true, paid_currency: "EUR"}))).toEqual([
      "split into 2 deposits", "2 statements in 2 deposits", "the deposit names no period: the month before it is taken", "usual 1.00% kept", "paid in EUR"
    ]);
    expect(matchFindings([match(), match({status: "AWAITING"}), match({status: "CARRIED"}), match({status: "NO_PAYOUTS"})])).toEqual([]);
    const [difference, unpaid, lone, rate, lines] = matchFindings([
      match({status: "DIFFERENCE", unexplained_amount: -3.5}), match({status: "UNPAID"}), match({status: "PAYOUT_ONLY", received_amount: 8}), match({status: "NO_RATE", paid_currency: "EUR"}), match({missing_store_amount: 4, missing_stores: "Deezer"})
    ]);
    expect(difference).toMatchObject({id: "payout:distrokid:2024-01-01:USD", amount: -3.5, sentence: "The deposit is USD\u00a03.50 short of what the statement and its deductions come to."});
    expect(unpaid.sentence).toContain("it was due by 20 Feb 2024");
    expect(lone.amount).toBe(8);
    expect(rate.sentence).toContain("no USD-EUR rate");
    expect(lines).toMatchObject({id: "lines:distrokid:2024-01-01:USD", subject: "Deezer", amount: -4});
  });
});

describe("work items", () => {
  const finding = (id: string, amount: number): Finding => ({id, kind: "payout", distributor: "d", month: null, subject: "", amount, currency: "USD", isEstimate: false, sentence: "?"});
  const entry = (item: string, state: WorkEntry["state"], day: number, note = ""): WorkEntry => ({item, state, updated_on: utcDay(2024, 0, day), note, updated_by: ""});

  test("the latest line counts, a later line of the same day before; unknown items are open; gone ones stand last", () => {
    const items = workItems([finding("a", -1), finding("b", 9), finding("c", 5)], [entry("b", "asked", 3), entry("b", "accepted", 2), entry("gone", "asked", 1), entry("c", "open", 1), entry("c", "explained", 1, "fine")]);
    expect(items.map(({id, state, note, isSettled}) => [id, state, note, isSettled])).toEqual([["b", "asked", "", false], ["a", "open", "", false], ["c", "explained", "fine", false], ["gone", "asked", "", true]]);
  });

  test("the file keeps its lines and quotes what must be quoted", () => {
    expect(worklistLine(entry("a", "asked", 5, 'wrote "twice",\nno answer'))).toBe('a,asked,2024-01-05,"wrote ""twice"", no answer",');
    expect(worklistFile([entry("a", "open", 1)], [entry("a", "asked", 2)])).toBe("item,state,updated_on,note,by\na,open,2024-01-01,,\na,asked,2024-01-02,,\n");
  });

  test("variance cells from the least amount on, with what moved them most", () => {
    const cell = {usage_month: utcDay(2024, 2), distributor: "d", platform: "spotify", currency: "USD", status: "VARIANCE" as const, variance: -20, variance_pct: -8, volume_effect: 5, rate_effect: -4, fee_effect: -21};
    expect(varianceFindings([cell, {...cell, variance: -9}, {...cell, status: "MATCHED"}], 10).map(({id, sentence}) => [id, sentence])).toEqual([
      ["variance:d:spotify:2024-03:USD", "Statements came to USD\u00a020.00 less than expected (−8.0%), mostly fees, −USD\u00a021.00."]
    ]);
  });
});

test("exchange rates: the day's own, the week before's, the inverse, and none", () => {
  const fx = fxLookup([{rate_on: utcDay(2024, 0, 5), from_currency: "EUR", to_currency: "USD", rate: 1.25}, {rate_on: utcDay(2024, 0, 10), from_currency: "EUR", to_currency: "USD", rate: 2}]);
  const on = (day: number) => fx("EUR", "USD", utcDay(2024, 0, day));
  expect([on(4), on(5), on(9), on(10), on(17), on(18)]).toEqual([null, 1.25, 1.25, 2, 2, null]);
  expect([fx("USD", "EUR", utcDay(2024, 0, 6)), fx("USD", "USD", utcDay(1990, 0, 1)), fx("GBP", "USD", utcDay(2024, 0, 5))]).toEqual([0.8, 1, null]);
});
