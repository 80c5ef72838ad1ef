/** Outstanding, cash, hindsight and accruals over sources, on worlds whose answers are known. */
import fc from "fast-check";
import {describe, expect, test} from "vitest";
import {accrualRows, accrualTotals, bookDays, booksOn} from "../../src/model/forecast-accrual.js";
import {addToCashPlan, cashOutlook, emptyCashPlan, NO_CHANGE, type CashPlan} from "../../src/model/forecast-cash.js";
import {hindsightOn} from "../../src/model/forecast-hindsight.js";
import type {Ledger} from "../../src/model/forecast-ledger.js";
import {forecastsOn, outstandingTotal} from "../../src/model/forecast-outstanding.js";
import {sourcesOn} from "../../src/model/forecast-sources.js";
import {fanTitle} from "../../src/model/forecast-text.js";
import {toCents} from "../../src/model/cents.js";
import {utcDay} from "../../src/model/days.js";
import {inSlices} from "../../src/model/slices.js";
import {ledgerOf, type Store} from "./forecast.fixture.js";

/** 12 months, 60% a month later, 40% after two; reports come on the 20th. */
const steady: Store = {months: 12, pays: [0, 0.6, 0.4]};
const yearEnd = utcDay(2024, 11, 31);
const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);

function planOf(ledger: Ledger, asOf: Date): CashPlan {
  const plan = emptyCashPlan(asOf);
  forecastsOn(ledger, asOf).forEach((one, i) => addToCashPlan(plan, one, ledger, asOf, i + 1));
  return plan;
}

describe("triangles of a source", () => {
  test("months not reported yet are null, known months without money are 0", () => {
    const [source] = sourcesOn(ledgerOf(steady), yearEnd);
    expect(source.triangle[9]).toEqual([0, expect.closeTo(31 * 3 * 0.6, 9), expect.closeTo(31 * 3, 9), null]);
    expect(source.triangle[10].map((cell) => cell === null)).toEqual([false, false, true, true]);
    expect(source.triangle[11]).toEqual([0, null, null, null]);
  });

  test("a report month under way stays out of the triangle", () => {
    // stores report on the 20th; on the 20th the month is known, on the 19th its early piece is not the whole of it
    const early = ledgerOf(steady, {...steady, platform: "apple", day: 10});
    early.arrivals.get("distrokid.spotify")!.push({usage: 2024 * 12 + 9, reported: 2024 * 12 + 11, reported_on: utcDay(2024, 11, 5), earnings: 7});
    const on = (day: number) => sourcesOn(early, utcDay(2024, 11, day)).find(({platform}) => platform === "spotify")!;
    expect(on(19).knownThrough).toBe(2024 * 12 + 10);
    expect(sum(on(19).recent)).toBeCloseTo(7, 9);
    expect(on(20).knownThrough).toBe(2024 * 12 + 11);
    expect(sum(on(20).recent)).toBe(0);
  });

  test("a store that is late has nulls where others have reports", () => {
    const [apple, spotify] = sourcesOn(ledgerOf({...steady, silentFrom: 10}, {...steady, platform: "apple"}), yearEnd);
    expect([apple.knownThrough, spotify.knownThrough]).toEqual([2024 * 12 + 11, 2024 * 12 + 9]);
    expect(spotify.triangle[9].slice(1)).toEqual([null, null, null]);
  });
});

describe("outstanding", () => {
  test("a world without noise is forecast exactly", () => {
    const [one] = forecastsOn(ledgerOf(steady), yearEnd);
    // December whole, 40% of November; October came whole on 20 December
    expect(one.basis).toBe("own");
    expect(one.outstanding).toBeCloseTo(31 * 3 + 30 * 3 * 0.4, 6);
    expect(one.standardError).toBeCloseTo(0, 6);
  });

  test("what came of a report month under way is taken off, and no month goes below zero", () => {
    const ledger = ledgerOf({...steady, day: 25}, {...steady, platform: "apple", day: 3});
    const before = forecastsOn(ledger, utcDay(2024, 11, 4)).find(({source}) => source.platform === "spotify")!.outstanding;
    const push = (earnings: number) => ledger.arrivals.get("distrokid.spotify")!.push({usage: 2024 * 12 + 10, reported: 2024 * 12 + 11, reported_on: utcDay(2024, 11, 2), earnings});
    push(10);
    const after = forecastsOn(ledger, utcDay(2024, 11, 4)).find(({source}) => source.platform === "spotify")!;
    expect(after.outstanding).toBeCloseTo(before - 10, 6);
    push(1e4);
    const over = forecastsOn(ledger, utcDay(2024, 11, 4)).find(({source}) => source.platform === "spotify")!;
    expect(over.months.every(({outstanding}) => outstanding >= -1e-9)).toBe(true);
  });

  test("platforms without a feed lean on all streams of their distributor", () => {
    const forecasts = forecastsOn(ledgerOf(steady, {...steady, platform: "deezer", rate: 0.001, noFeed: true}), yearEnd);
    const deezer = forecasts.find(({source}) => source.platform === "deezer")!;
    expect(deezer.source.exposure).toBe("all");
    expect(deezer.outstanding).toBeCloseTo((31 + 30 * 0.4), 6);
  });

  test("no statements: refused with its reason, the reference estimate in no total", () => {
    const forecasts = forecastsOn(ledgerOf(steady, {...steady, distributor: "toolost", noStatements: true}), yearEnd);
    const toolost = forecasts.find(({source}) => source.distributor === "toolost")!;
    expect(toolost).toMatchObject({basis: "refused", outstanding: 0, forecast: null});
    expect(toolost.refusal).toContain("no statement of this distributor");
    expect(toolost.reference).toBeCloseTo(366 * 2, 6);
    expect(outstandingTotal(forecasts).outstanding).toBeCloseTo(31 * 3 + 36, 6);
  });

  test("a store that stopped long ago is refused; one that is two months late is overdue", () => {
    const closed = forecastsOn(ledgerOf(steady, {...steady, platform: "resso", silentFrom: 7}), yearEnd).find(({source}) => source.platform === "resso")!;
    expect(closed.refusal).toBe("this store has not reported for 5 months, so it looks closed and nothing more is expected");
    const late = ledgerOf(steady, {...steady, platform: "tidal", silentFrom: 10});
    const plan = planOf(late, utcDay(2025, 0, 10));
    expect(plan.overdue).toBeGreaterThan(0);
  });

  test("thin history borrows from stores of the same cadence, or refuses", () => {
    const thin = forecastsOn(ledgerOf({...steady, months: 4}), utcDay(2024, 3, 30))[0];
    expect(thin).toMatchObject({basis: "refused", refusal: "only 3 usage months have been paid (4 are needed) and there is nothing to borrow from"});
    const several = forecastsOn(ledgerOf({...steady, months: 4}, {...steady, months: 4, platform: "apple"}, {...steady, months: 4, platform: "netease", pays: [0, 0, 0, 1]}), utcDay(2024, 3, 30));
    const by = (platform: string) => several.find(({source}) => source.platform === platform)!;
    expect(by("spotify")).toMatchObject({basis: "borrowed", borrowedFrom: "all stores of this distributor that first pay after 1 month"});
    expect(by("spotify").outstanding).toBeCloseTo(30 * 3 + 31 * 3 * 0.4, 6);
    expect(by("netease").basis).toBe("refused");
  });
});

describe("cash of the coming months", () => {
  const ledger = ledgerOf(steady);

  test("by hand: November's rest and December's first part in January, and so on", () => {
    const {months} = cashOutlook(planOf(ledger, yearEnd));
    expect(months.map(({owed}) => Number(owed.toFixed(4)))).toEqual([0, 36 + 93 * 0.6, Number((93 * 0.4).toFixed(4)), 0, 0, 0, 0].map((value) => Number(value.toFixed(4))));
    // January's streams: 31 days at the level of the twelve months before, 60% in February
    expect(months[2].ahead).toBeCloseTo(93 * 0.6, 6);
  });

  test("owed money over all months is what is outstanding, whatever the terms", () => {
    fc.assert(fc.property(fc.integer({min: -60, max: 60}), fc.integer({min: 1, max: 4}), (extraDays, stores) => {
      const some = ledgerOf(...Array.from({length: stores}, (_, i): Store => ({...steady, platform: `p${i}`, perDay: (month) => 500 + 37 * i * month})));
      const total = outstandingTotal(forecastsOn(some, yearEnd)).outstanding;
      expect(sum(cashOutlook(planOf(some, yearEnd), {...NO_CHANGE, extraDays}).months.map(({owed}) => owed))).toBeCloseTo(total, 6);
    }), {numRuns: 12});
  });

  test("rate and growth scale what is not reported yet; longer terms move it", () => {
    const plan = planOf(ledger, yearEnd);
    const base = cashOutlook(plan).months;
    const dearer = cashOutlook(plan, {extraDays: 0, growth: 0, rate: 0.1}).months;
    expect(dearer[1].owed).toBeCloseTo(36 + 93 * 0.6 * 1.1, 6);
    expect(dearer[3].ahead).toBeCloseTo(base[3].ahead * 1.1, 6);
    const growing = cashOutlook(plan, {extraDays: 0, growth: 0.05, rate: 0}).months;
    expect(growing[2].ahead).toBeCloseTo(base[2].ahead * 1.05, 6);
    expect(growing[2].owed).toBeCloseTo(base[2].owed, 9);
    const month = 365.25 / 12;
    const later = cashOutlook(plan, {extraDays: month, growth: 0, rate: 0}).months;
    later.slice(1).forEach(({mean}, h) => expect(mean).toBeCloseTo(base[h].mean, 6));
    const sooner = cashOutlook(plan, {extraDays: -month, growth: 0, rate: 0}).months;
    sooner.slice(1, 6).forEach(({mean}, h) => expect(mean).toBeCloseTo(base[h + 2].mean, 6));
  });

  test("ranges hold the mean, 95% is wider than 80%, and all of it repeats itself", () => {
    const noisy = ledgerOf({...steady, perDay: (month) => 800 + 100 * ((month * 7) % 5)});
    const first = cashOutlook(planOf(noisy, yearEnd));
    for (const {mean, ranges: [r80, r95]} of first.months.slice(3)) {
      expect(r95.lower < r80.lower && r80.lower < mean && mean < r80.upper && r80.upper < r95.upper).toBe(true);
    }
    expect(cashOutlook(planOf(noisy, yearEnd))).toEqual(first);
    expect(first.total.mean).toBeCloseTo(sum(first.months.map(({mean}) => mean)), 6);
  });

  test("the title names what was changed", () => {
    expect(fanTitle({extraDays: 30, growth: 0.05, rate: -0.1}, 60)).toBe("Cash by statement month if terms are 90 days (agreed 60), streams change by +5% a month, rates change by −10%");
    expect(fanTitle(NO_CHANGE, 60)).toContain("at agreed terms (60 days)");
  });
});

describe("hindsight", () => {
  test("a world without noise was foreseen; streams of later months were not known then", () => {
    const forecasts = forecastsOn(ledgerOf(steady), yearEnd);
    for (const monthsAgo of [1, 3]) {
      const {expected, actual, errorShare} = hindsightOn(forecasts, monthsAgo);
      expect(errorShare).toBeCloseTo(0, 9);
      expect(expected).toBeCloseTo(actual, 6);
    }
    // December brought 40% of October and 60% of November, both open at the end of November
    expect(hindsightOn(forecasts, 1).actual).toBeCloseTo(31 * 3 * 0.4 + 30 * 3 * 0.6, 6);
  });

  test("too little history then is a refusal with its reason", () => {
    const {refused, sources} = hindsightOn(forecastsOn(ledgerOf(steady), yearEnd), 11);
    expect(sources).toEqual([]);
    expect(refused[0].refusal).not.toBe("");
  });
});

describe("accruals", () => {
  const store = fc.record({
    months: fc.integer({min: 1, max: 12}), rate: fc.double({min: 0.0001, max: 0.02, noNaN: true}), day: fc.integer({min: 1, max: 28}),
    pays: fc.constantFrom([0, 0.6, 0.4], [0, 1], [0, 0, 0.9, 0.15, -0.05], [0.3, 0.3, 0.4]), silentFrom: fc.integer({min: 3, max: 30}), noStatements: fc.boolean(), scale: fc.integer({min: 1, max: 999})
  });

  test("every month balances to the cent, opens where the last one closed, and closes on what is outstanding", () => {
    fc.assert(fc.property(fc.array(store, {minLength: 1, maxLength: 4}), fc.integer({min: 0, max: 400}), (stores, after) => {
      const ledger = ledgerOf(...stores.map(({scale, ...one}, i): Store => ({...one, platform: `p${i}`, distributor: i % 2 ? "toolost" : "distrokid", perDay: (month) => scale + ((scale * 31 * (month + 1)) % 97)})));
      const asOf = utcDay(2024, 0, 15 + after);
      const rows = accrualRows(bookDays(asOf, 8).map((day) => booksOn(ledger, day)));
      for (const row of [...rows, ...accrualTotals(rows)]) expect(row.opening + row.earned - row.received + row.restated).toBe(row.closing);
      for (const distributor of new Set(rows.map((row) => row.distributor))) {
        const own = rows.filter((row) => row.distributor === distributor);
        own.slice(1).forEach((row, i) => expect(row.opening).toBe(own[i].closing));
        const total = outstandingTotal(forecastsOn(ledger, asOf).filter(({source}) => source.distributor === distributor)).outstanding;
        expect(own.at(-1)!.closing).toBe(toCents(total));
      }
    }), {numRuns: 60});
  });

  test("received is what the statements of the month say", () => {
    const ledger = ledgerOf({...steady, rate: 0.0031234});
    const rows = accrualRows(bookDays(yearEnd, 6).map((day) => booksOn(ledger, day)));
    for (const row of rows) {
      const came = ledger.rows.filter(({reported_on}) => reported_on.getUTCFullYear() * 12 + reported_on.getUTCMonth() === row.month);
      expect(row.received).toBe(toCents(sum(came.map(({earnings}) => earnings))));
    }
    expect(rows.every(({restated}) => Math.abs(restated) <= 1)).toBe(true);
  });
});

test("work in slices keeps its order, tells how far it is, and can be left", async () => {
  const heard: number[] = [];
  expect(await inSlices([1, 2, 3], (n) => n * 2, {budget: -1, onProgress: (done) => void heard.push(done)})).toEqual([2, 4, 6]);
  expect(heard).toEqual([1, 2, 3]);
  expect(await inSlices([1, 2, 3], (n) => n, {budget: -1, onProgress: (done) => done < 2})).toEqual([1, 2]);
});
