/** statement_details: one row per statement line that says more than statement_lines holds. Key: file_id, line. */
import type {Mart} from "./mart.js";

export const statementDetails: Mart = {
  name: "statement_details",
  grain: "one row per statement line with an id of its own, a usage period of several months or another original currency",
  key: ["file_id", "line"],
  orderBy: "file_id, line",
  columns: {
    file_id: "the statement file, by its content",
    line: "line number in that file",
    transaction_id: "the distributor's own id of the line",
    usage_from_month: "first month of the usage period (first day)",
    usage_month: "last month of the usage period, under which the line is filed (first day)",
    original_currency: "currency of the sale, before the distributor converted it",
    original_amount: "amount in the original currency",
    exchange_rate: "the distributor's rate from the original currency; 1 where it is blank"
  },
  sql: `
select file_id, line, transaction_id, usage_from as usage_from_month, usage_through as usage_month, original_currency, original_amount,
  try_cast(exchange_rate as decimal(18, 12)) as exchange_rate
from staged_details`
};
