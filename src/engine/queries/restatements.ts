/** SQL on the changes since the snapshot before; see `reconciliation.ts` for the shape. */
import type {Query} from "./reconciliation.js";

export interface ChangeFilter {
  kind?: "restated" | "arrived";
  /** ISO, first day. */
  usage_month?: string;
  distributor?: string;
  limit: number;
}

/** Changes by store and artist, the largest first; the month as ISO text and amounts as exact decimal text. */
export function restatedCells({kind, usage_month, distributor, limit}: ChangeFilter): Query {
  const tests: [string, string | undefined][] = [["kind = ?", kind], ["restatements.usage_month = ?::date", usage_month], ["distributor = ?", distributor]];
  const chosen = tests.filter(([, value]) => value !== undefined);
  return {
    sql: `select kind, strftime(usage_month, '%Y-%m-%d') as usage_month, distributor, platform, store, artist, currency,
  earnings_before::varchar as earnings_before, earnings_after::varchar as earnings_after, change::varchar as change, units_before, units_after, lines_added, lines_removed
from restatements
where ${["true", ...chosen.map(([test]) => test)].join(" and ")}
order by abs(restatements.change) desc, restatements.usage_month desc, distributor, platform, store, artist, currency, kind
limit ?`,
    params: [...chosen.map(([, value]) => value!), limit]
  };
}
