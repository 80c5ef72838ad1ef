/** SQL of the payments page that the overview data does not answer; see `reconciliation.ts` for the shape. */
import type {Query} from "./reconciliation.js";

/** Measured days from the end of the usage month to the statement, by store, beside the agreed days. */
export function storeLags(): Query {
  return {
    sql: `select distributor, store, currency, platform, agreed_days, median_days, p80_days, p95_days, month1_ppm, month2_ppm, month3_ppm, later_ppm,
  usage_month_count, line_count, earnings
from store_lags
order by distributor, earnings desc, store`,
    params: []
  };
}
