import {afterAll, beforeAll, describe, expect, it} from "vitest";
import type {Database} from "../../loaders/duckdb.js";
import {buildLedger, ledger, table, tableOf} from "../fixtures/ledger.js";

let db: Database;
beforeAll(async () => void (db = await buildLedger(ledger)));
afterAll(() => db.close());

const cell = (distributor: string, platform: string, month: string) =>
  `from payments where distributor = '${distributor}' and platform = '${platform}' and usage_month = '2024-${month}-01'`;

describe("payments", () => {
  it("lists every cell with something expected or reported, once", async () => {
    const sql = `select distributor, platform, month(usage_month), status, outstanding_default from payments
      order by distributor, platform, usage_month`;
    expect((await table(db, sql)).map((row) => row.join(" "))).toEqual([
      "distrokid apple 3 PAID 0", "distrokid apple 4 PAID 0", "distrokid apple 5 DUE 0.5", "distrokid apple 6 PAID 0",
      "distrokid itunes 3 PAID 0",
      "distrokid spotify 1 PAID 0", "distrokid spotify 2 PAID 0", "distrokid spotify 3 PAID 0", "distrokid spotify 4 PAID 0",
      "distrokid spotify 5 PAID 0", "distrokid spotify 6 PAID 0", "distrokid spotify 7 PENDING 2",
      "distrokid unmapped 5 PAID 0", "distrokid youtube 3 PAID 0", "indie spotify 4 PAID 0",
      "toolost spotify 4 OVERDUE 0.4", "toolost spotify 5 DUE 0.4", "toolost spotify 6 DUE_SOON 0.4"
    ]);
  });

  it("expects the money at the end of the month plus the terms, of the distributor or of `other`", async () => {
    const sql = `select distributor, expected_on, complete_on, is_covered_by_statements from payments
      where usage_month = '2024-04-01' and platform = 'spotify' order by 1`;
    expect(await table(db, sql)).toEqual([
      ["distrokid", "2024-06-29", "2024-06-10", true],
      ["indie", "2024-06-14", "2024-06-14", true],
      ["toolost", "2024-06-29", "2024-06-29", false]
    ]);
  });

  it.each([
    ["2024-07-29", "OVERDUE"], ["2024-07-28", "DUE"], ["2024-06-29", "DUE"], ["2024-06-28", "DUE_SOON"],
    ["2024-05-30", "DUE_SOON"], ["2024-05-29", "PENDING"]
  ])("calls what is expected on 2024-06-29, on %s, %s", async (as_of, status) => {
    expect(await tableOf({...ledger, as_of}, `select status ${cell("toolost", "spotify", "04")}`)).toEqual([[status]]);
  });

  it("is paid when 95% came, or when the usual wait is over, and owes the rest until then", async () => {
    const late = {store: "Spotify", usage_month: "2024-05-01", reported_on: "2024-08-10", quantity: 1, earnings: "0"};
    const june = (earnings: string, as_of: string) => {
      const line = {store: "Spotify", usage_month: "2024-06-01", reported_on: "2024-07-25", quantity: 1000, earnings};
      const lines = [...ledger.lines.filter((other) => other.usage_month !== "2024-06-01"), line, late];
      return tableOf({...ledger, as_of, lines}, `select status, outstanding_default ${cell("distrokid", "spotify", "06")}`);
    };
    expect(await june("1.9", "2024-08-01")).toEqual([["PAID", "0"]]);
    expect(await june("1.899999999999999999", "2024-08-01")).toEqual([["DUE_SOON", "0.100000000000000001"]]);
    expect(await june("1.899999999999999999", "2024-08-09")).toEqual([["DUE_SOON", "0.100000000000000001"]]);
    expect(await june("1.899999999999999999", "2024-08-10")).toEqual([["PAID", "0"]]);
  });

  it("judges each basis by its own estimate", async () => {
    const sql = `select status, status_observed, outstanding_default, outstanding_observed ${cell("distrokid", "spotify", "07")}`;
    expect(await table(db, sql)).toEqual([["PENDING", "PENDING", "2", "1.78677686"]]);
    // 90% of the reference estimate is more than 95% of the observed one
    const day = {streamed_on: "2024-07-01", spotify: 1000, apple: 0};
    const line = {store: "Spotify", usage_month: "2024-07-01", reported_on: "2024-08-12", quantity: 1000, earnings: "1.8"};
    const own = {...ledger, days: [day], lines: [...ledger.lines, line]};
    expect(await tableOf(own, sql)).toEqual([["PENDING", "PAID", "0.2", "0"]]);
  });

  it("does not know yet what is reported after the as-of date", async () => {
    const early = {...ledger, as_of: "2024-04-09"};
    const sql = (month: string) => `select arrived, line_count, last_reported_on, status ${cell("distrokid", "spotify", month)}`;
    expect(await tableOf(early, sql("01"))).toEqual([["1.9", 3, "2024-03-10", "PAID"]]);
    expect(await tableOf(early, sql("03"))).toEqual([["0", 0, null, "PENDING"]]);
  });
});
