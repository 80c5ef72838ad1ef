import {expect, test} from "vitest";
import {withFolder} from "./workbench.js";

test("statement totals, exchange rates and the work list are read, and what breaks a rule is named", async () => {
  const files = {
    "statement_totals.csv": "distributor,statement_period_from,statement_period_to,total,currency,fee,tax,note\nDistroKid,2024-01-01,2024-01-31,100.10,usd,-1.5,,\nDistroKid,2024-01-01,2024-01-31,90,USD,,,again\nDistroKid,2024-02-01,soon,90,USD,,,\n",
    "fx_rates.csv": "rate_on,from_currency,to_currency,rate\n2024-01-31,eur,usd,1.0837\n2024-02-01,EUR,USD,about one\n",
    "worklist.csv": 'item,state,updated_on,note,by\npayout:x:2024-01-01:USD, Asked ,2024-02-01,"wrote, twice",Ann\npayout:x:2024-01-01:USD,done,2024-02-02,,\n'
  };
  await withFolder(files, async ({rows, quarantine}) => {
    expect(await rows("select distributor, statement_to_on, total, currency, fee, tax from staged_statement_totals")).toEqual([
      {distributor: "distrokid", statement_to_on: "2024-01-31", total: "100.100000000000000000", currency: "USD", fee: "1.500000000000000000", tax: null}
    ]);
    expect(await rows("select from_currency, to_currency, rate from staged_fx_rates")).toEqual([{from_currency: "EUR", to_currency: "USD", rate: "1.083700000000"}]);
    expect(await rows("select item, state, note, updated_by from staged_worklist")).toEqual([{item: "payout:x:2024-01-01:USD", state: "asked", note: "wrote, twice", updated_by: "Ann"}]);
    expect(quarantine.map(({file, line, column_name, reason}) => [file, Number(line), column_name, reason])).toEqual([
      ["fx_rates.csv", 3, "rate", "expected a rate such as 0.002274, with at most 12 decimals"],
      ["statement_totals.csv", 3, "total", "this statement's total stands on an earlier line"],
      ["statement_totals.csv", 4, "statement_period_to", "expected a date such as 2025-07-31"],
      ["worklist.csv", 3, "state", "expected one of open, asked, explained, accepted"]
    ]);
  });
});
