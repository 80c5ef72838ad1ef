/** statement_totals, fx_rates and worklist: what the label writes down about its settlements. */
import type {Mart} from "./mart.js";

const place = {file_id: "the file, by its content", line: "line of the file"};

export const statementTotals: Mart = {
  name: "statement_totals",
  grain: "one row per statement of statement_totals.csv",
  key: ["distributor", "currency", "statement_from_on", "statement_to_on"],
  orderBy: "distributor, currency, statement_from_on, statement_to_on",
  columns: {
    distributor: "whose statement", currency: "currency of the amounts", statement_from_on: "first day of the statement", statement_to_on: "last day of the statement",
    total: "what the statement says it comes to, before deductions", fee: "fee that it says was kept; empty where it says nothing", tax: "tax that it says was kept", note: "the label's note", ...place
  },
  sql: "select distributor, currency, statement_from_on, statement_to_on, total, fee, tax, note, file_id, line from staged_statement_totals"
};

export const fxRates: Mart = {
  name: "fx_rates",
  grain: "one row per day × pair of currencies of fx_rates.csv",
  key: ["rate_on", "from_currency", "to_currency"],
  orderBy: "rate_on, from_currency, to_currency",
  columns: {rate_on: "day of the rate", from_currency: "one unit of this", to_currency: "is worth this many of that", rate: "units of to_currency per unit of from_currency", ...place},
  sql: "select rate_on, from_currency, to_currency, rate, file_id, line from staged_fx_rates"
};

export const worklist: Mart = {
  name: "worklist",
  grain: "one row per line of worklist.csv: a change of state of an item",
  key: ["file_id", "line"],
  orderBy: "item, updated_on, file_id, line",
  columns: {
    item: "what it is about, such as payout:distrokid:2025-10-01:USD", state: "open, asked, explained or accepted", updated_on: "day of the change", note: "the label's note",
    updated_by: "who wrote it", is_latest: "no later line of this item stands in the file", ...place
  },
  sql: `
select item, state, updated_on, note, updated_by, row_number() over (partition by item order by updated_on desc, file_id desc, line desc) = 1 as is_latest, file_id, line
from staged_worklist`
};
