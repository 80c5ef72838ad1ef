/** What a label writes down about its settlements: totals and deductions of statements, exchange rates by day, and the work list. */
import {z} from "zod";
import {workStates} from "../../src/model/work-items.js";
import {field, withMeta} from "./contract.js";
import type {Source} from "./source.js";

export const StatementTotalRow = z.object({
  distributor: field("text", ["distributor"], {required: true}),
  statement_from_on: field("date", ["statement_period_from"], {required: true}),
  statement_to_on: field("date", ["statement_period_to"], {required: true}),
  total: field("money", ["total"], {required: true}),
  currency: field("currency", ["currency"], {required: true}),
  fee: field("money", ["fee"]),
  tax: field("money", ["tax"]),
  note: field("text", ["note"])
});

/** What the distributor itself says a statement comes to, before and after deductions. */
export const statementTotals: Source = {
  feed: "statement_totals",
  fileNames: /^(.*\/)?statement_totals\.csv$/i,
  contract: StatementTotalRow,
  signature: ["distributor", "statement_period_from", "statement_period_to", "total", "currency"],
  neededFor: "comparing the statement's own total, fee and tax with its lines and the bank",
  span: "statement_to_on",
  layout: () => "statement totals",
  normalise: (view) => `select file_id, line, lower(trim(distributor)) as distributor, least(statement_from_on, statement_to_on) as statement_from_on,
    greatest(statement_from_on, statement_to_on) as statement_to_on, total, currency, abs(fee) as fee, abs(tax) as tax, trim(note) as note from ${view}`,
  target: "staged_statement_totals",
  supersedes: {key: ["distributor", "currency", "statement_from_on", "statement_to_on"], heading: "total", says: "this statement's total stands on an earlier line"}
};

export const FxRateRow = z.object({
  rate_on: field("date", ["rate_on", "date"], {required: true}),
  from_currency: field("currency", ["from_currency", "from"], {required: true}),
  to_currency: field("currency", ["to_currency", "to"], {required: true}),
  rate: field("rate", ["rate"], {required: true})
});

/** One unit of from_currency is worth `rate` units of to_currency on that day. */
export const fxRates: Source = {
  feed: "fx_rates",
  fileNames: /^(.*\/)?fx_rates\.csv$/i,
  contract: FxRateRow,
  signature: ["rate_on", "from_currency", "to_currency", "rate"],
  neededFor: "comparing money of two currencies; without a dated rate they are never compared",
  span: "rate_on",
  layout: () => "exchange rates by day",
  normalise: (view) => `select file_id, line, rate_on, from_currency, to_currency, rate from ${view}`,
  target: "staged_fx_rates",
  supersedes: {key: ["rate_on", "from_currency", "to_currency"], heading: "rate", says: "this day's rate stands on an earlier line"}
};

const states = workStates.map((state) => `'${state}'`).join(", ");
const stateText = z.string().regex(new RegExp(`^\\s*(${workStates.join("|")})\\s*$`, "i"), `expected ${workStates.join(", ")}`);
const state = withMeta(stateText, {
  headings: ["state"], required: true, type: "VARCHAR", isRuled: true, expected: "one of open, asked, explained, accepted",
  cast: (x) => `case when lower(trim(${x})) in (${states}) then lower(trim(${x})) end`
});

export const WorkRow = z.object({
  item: field("text", ["item"], {required: true}),
  state,
  updated_on: field("date", ["updated_on"], {required: true}),
  note: field("text", ["note"]),
  updated_by: field("text", ["by", "updated_by"])
});

/** No key: every change of an item is a line, and the latest counts. */
export const worklist: Source = {
  feed: "worklist",
  fileNames: /^(.*\/)?worklist\.csv$/i,
  contract: WorkRow,
  signature: ["item", "state", "updated_on", "note"],
  neededFor: "what was asked, explained or accepted of each difference",
  span: "updated_on",
  layout: () => "work list",
  normalise: (view) => `select file_id, line, trim(item) as item, state, updated_on, coalesce(trim(note), '') as note, coalesce(trim(updated_by), '') as updated_by from ${view}`,
  target: "staged_worklist"
};
