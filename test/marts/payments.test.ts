import {afterAll, beforeAll, describe, expect, it} from "vitest";
import type {Database} from "../../loaders/duckdb.js";
import {buildLedger, ledger, type Ledger} from "../fixtures/ledger.js";

let db: Database;
beforeAll(async () => void (db = await buildLedger(ledger)));
afterAll(() => db.close());

async function ask(own: Partial<Ledger>, sql: string) {
  const other = await buildLedger(own);
  const rows = await other.all(sql);
  other.close();
  return rows;
}

describe("payments", () => {
  it("lists every cell with something expected or reported, once", async () => {
    const rows = await db.all("select usage_month, distributor, platform, status, outstanding_default from payments order by distributor, platform, usage_month");
    expect(rows.map((row) => `${row.distributor} ${row.platform} ${row.usage_month.slice(5, 7)} ${row.status} ${Number(row.outstanding_default)}`)).toEqual([
      "distrokid apple 03 PAID 0", "distrokid apple 04 PAID 0", "distrokid apple 05 DUE 0.5", "distrokid apple 06 PAID 0",
      "distrokid itunes 03 PAID 0",
      "distrokid spotify 01 PAID 0", "distrokid spotify 02 PAID 0", "distrokid spotify 03 PAID 0", "distrokid spotify 04 PAID 0",
      "distrokid spotify 05 PAID 0", "distrokid spotify 06 PAID 0", "distrokid spotify 07 PENDING 2",
      "distrokid unmapped 05 PAID 0", "distrokid youtube 03 PAID 0", "indie spotify 04 PAID 0",
      "toolost spotify 04 OVERDUE 0.4", "toolost spotify 05 DUE 0.4", "toolost spotify 06 DUE_SOON 0.4"
    ]);
  });

  it("expects the money at the end of the month plus the terms, of the distributor or of `other`", async () => {
    expect(await db.all("select distributor, expected_on, complete_on, is_covered_by_statements as covered from payments where usage_month = '2024-04-01' and platform = 'spotify' order by 1")).toEqual([
      {distributor: "distrokid", expected_on: "2024-06-29", complete_on: "2024-06-10", covered: true},
      {distributor: "indie", expected_on: "2024-06-14", complete_on: "2024-06-14", covered: true},
      {distributor: "toolost", expected_on: "2024-06-29", complete_on: "2024-06-29", covered: false}
    ]);
  });

  const lateMay = (as_of: string) => ask({...ledger, as_of}, "select status from payments where platform = 'spotify' and distributor = 'toolost' and usage_month = '2024-04-01'");
  it.each([
    ["2024-07-29", "OVERDUE"], ["2024-07-28", "DUE"], ["2024-06-29", "DUE"], ["2024-06-28", "DUE_SOON"], ["2024-05-30", "DUE_SOON"], ["2024-05-29", "PENDING"]
  ])("due on 2024-06-29 is, on %s, %s", async (as_of, status) => expect(await lateMay(as_of)).toEqual([{status}]));

  it("is paid when 95% came, or when the usual wait is over, and owes the rest until then", async () => {
    const late = {store: "Spotify", usage_month: "2024-05-01", reported_on: "2024-08-10", quantity: 1, earnings: "0"};
    const june = (earnings: string, as_of: string) => {
      const line = {store: "Spotify", usage_month: "2024-06-01", reported_on: "2024-07-25", quantity: 1000, earnings};
      const lines = [...ledger.lines.filter((other) => other.usage_month !== "2024-06-01"), line, late];
      return ask(
        {...ledger, as_of, lines},
        `select status, outstanding_default as owed from payments
        where platform = 'spotify' and distributor = 'distrokid' and usage_month = '2024-06-01'`
      );
    };
    expect(await june("1.9", "2024-08-01")).toEqual([{status: "PAID", owed: "0.000000000000000000"}]);
    expect(await june("1.899999999999999999", "2024-08-01")).toEqual([{status: "DUE_SOON", owed: "0.100000000000000001"}]);
    expect(await june("1.899999999999999999", "2024-08-09")).toMatchObject([{status: "DUE_SOON"}]);
    expect(await june("1.899999999999999999", "2024-08-10")).toMatchObject([{status: "PAID"}]);
  });

  it("judges each basis by its own estimate", async () => {
    const rows = await ask(
      {...ledger, as_of: "2024-08-09"},
      "select status, status_observed, arrived, outstanding_default as by_default, outstanding_observed as by_observed from payments where platform = 'apple' and usage_month = '2024-05-01'"
    );
    expect(rows).toEqual([{status: "DUE", status_observed: "DUE", arrived: "0.000000000000000000", by_default: "0.500000000000000000", by_observed: "0.500000000000000000"}]);
    expect(await db.all("select outstanding_observed as owed from payments where usage_month = '2024-07-01'")).toEqual([{owed: "1.786776860000000000"}]);
  });

  it("does not know yet what is reported after the as-of date", async () => {
    expect(await ask({...ledger, as_of: "2024-04-09"}, "select arrived, line_count::int as lines, last_reported_on from payments where usage_month = '2024-01-01'")).toEqual([
      {arrived: "1.900000000000000000", lines: 3, last_reported_on: "2024-03-10"}
    ]);
  });
});
