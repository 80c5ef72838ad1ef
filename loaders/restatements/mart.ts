/** restatements: one row per changed usage month × distributor × platform × store × artist × currency × kind, against an earlier snapshot. */
import type {Mart} from "../marts/mart.js";

/**
 * Not a mart of the plan: what a snapshot holds depends on its inputs, code and options alone, and this depends on what
 * was in use before. It lies beside the snapshots (`store.ts`) and is served with the one in use.
 */
export const restatements: Mart = {
  name: "restatements",
  grain: "one row per usage month × distributor × platform × store × artist × currency × kind of change since the snapshot before",
  key: ["kind", "usage_month", "distributor", "platform", "store", "artist", "currency"],
  orderBy: "kind desc, usage_month, distributor, platform, store, artist, currency",
  columns: {
    kind: "restated: the month was complete, or a statement that was there before has another total; arrived: new statements of a month that was still filling up",
    usage_month: "month in which it was streamed or sold (first day)",
    distributor: "who sent the statement",
    platform: "platform of the store, or unmapped",
    store: "store as printed",
    artist: "canonical artist",
    currency: "currency of the amounts",
    earnings_before: "earnings before this change, exact; where both kinds occur the restated one comes first",
    earnings_after: "earnings after it",
    change: "earnings_after - earnings_before",
    units_before: "units that count, before",
    units_after: "units that count, after",
    lines_added: "lines that the earlier snapshot does not have, or not as often",
    lines_removed: "lines that the later snapshot does not have, or not as often"
  },
  sql: "from restatements"
};
