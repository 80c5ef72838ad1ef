/** arrivals: one row per distributor × platform × usage month × reporting date × currency: what came when. */
import {sumMoney, type Mart} from "./mart.js";

export const arrivals: Mart = {
  name: "arrivals",
  grain: "one row per distributor × platform × usage month × reporting date × currency",
  key: ["distributor", "platform", "usage_month", "reported_on", "currency"],
  orderBy: "distributor, platform, usage_month, reported_on, currency",
  columns: {
    distributor: "who sent the statement",
    platform: "platform of the store, or unmapped",
    usage_month: "month in which it was streamed or sold (first day)",
    reported_on: "date of the statement",
    currency: "currency of earnings and fees",
    earnings: "earnings that arrived, fees included",
    fees: "earnings of the fee lines",
    unit_count: "units that arrived, without fee rows",
    line_count: "statement lines"
  },
  // Plain strings from here on: the small tables are joined with the daily feed, whose names are not these ENUMs.
  sql: `
select distributor::varchar as distributor, platform::varchar as platform, usage_month, reported_on,
  currency::varchar as currency,
  ${sumMoney("earnings")} as earnings,
  ${sumMoney("case when unit_kind = 'fee' then earnings else 0 end")} as fees,
  sum(unit_count)::bigint as unit_count,
  sum(line_count)::bigint as line_count
from line_rollup
group by all`
};
