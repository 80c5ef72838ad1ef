/** approvals: one row per approval of a usage month, beside what the statements say of that month now. */
import {sumMoney, type Mart} from "./mart.js";

/** Approved totals are written by people: they are compared at the decimals written, and at cents at least. */
const DECIMALS = `greatest(2, length(rtrim(split_part(approved_total::varchar, '.', 2), '0')))::integer`;
const rounded = [...Array(17).keys()].map((i) => i + 2).map((digits) => `when ${digits} then round(actual_total, ${digits})`).join(" ");

export const approvals: Mart = {
  name: "approvals",
  grain: "one row per line of approvals.csv",
  key: ["file_id", "line"],
  orderBy: "usage_month, distributor, currency, approved_on, file_id, line",
  columns: {
    usage_month: "approved usage month (first day)",
    distributor: "whose statements were approved",
    currency: "currency of the totals",
    approved_on: "day of the approval",
    approved_total: "earnings of the month as approved; empty where none was written",
    actual_total: "earnings of the month by the statement lines of this snapshot, exact",
    change: "actual_total - approved_total, where they differ at the decimals written (cents at least); else 0; empty without an approved total",
    is_latest: "no later approval of the same month stands in the file",
    note: "the label's note",
    file_id: "the file, by its content",
    line: "line of the file"
  },
  sql: `
with totals as (
  select usage_month, distributor, currency, ${sumMoney("earnings")} as total from arrivals group by usage_month, distributor, currency
),
ranked as (
  select *, row_number() over (partition by usage_month, distributor, currency order by approved_on desc, file_id desc, line desc) = 1 as is_latest
  from staged_approvals
),
beside as (
  select ranked.*, coalesce(totals.total, 0)::decimal(38, 18) as actual_total
  from ranked left join totals using (usage_month, distributor, currency)
)
select usage_month, distributor, currency, approved_on, approved_total, actual_total,
  case when approved_total is null then null when (case ${DECIMALS} ${rounded} end) = approved_total then 0 else actual_total - approved_total end::decimal(38, 18) as change,
  is_latest, note, file_id, line
from beside`
};
