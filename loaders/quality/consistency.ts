/** Consistency: two sources of one figure, period by period, within a tolerance. */
import {qualityThresholds} from "../../src/model/quality-thresholds.js";
import {type QualityCheck, type QualityRule, type Subject, listed} from "./check.js";

const {tolerance, failingPeriods} = qualityThresholds;

/** One comparison: SQL `select part, period, expected, actual` (numbers), the tolerance in percent, and how it is said. */
interface Comparison {
  id: string;
  feed: string;
  sql: string;
  tolerance: number;
  /** "{what} and {other} agree …" */
  says: (part: string) => string;
  action: string;
}

const comparisons: Comparison[] = [
  {
    id: "statements", feed: "daily_streams", tolerance: tolerance.streams, says: (part) => `Daily streams and the statements of ${part}`,
    action: "Look for missing days of the feed and missing statements of these months.",
    sql: `select distributor || ' on ' || platform as part, strftime(usage_month, '%Y-%m') as period, sum(stream_count)::double as expected, sum(statement_units)::double as actual
      from kpi_monthly where day_count > 0 and line_count > 0 and stream_count > 0 and is_complete group by all`
  },
  {
    id: "distributors", feed: "spotify_audience", tolerance: tolerance.audience, says: () => "Streams of the Spotify audience and Spotify's streams of the distributors",
    action: "Check that both cover the same artists and distributors; never add the two.",
    sql: `select '' as part, strftime(day, '%Y-%m') as period, sum(streams)::double as expected, sum(plays)::double as actual
      from (select streamed_on as day, sum(stream_count) as streams from daily_streams where platform = 'spotify' group by streamed_on having not bool_or(is_missing))
      join (select observed_on as day, sum(stream_count) as plays from audience_daily where platform = 'spotify' group by observed_on) using (day) group by all having sum(streams) > 0`
  },
  {
    id: "statements", feed: "payouts", tolerance: tolerance.payouts, says: (part) => `Deposits of ${part} and the statements that they pay`,
    action: "Ask the distributor what was held back; costs, tax and exchange explain small differences only.",
    sql: `select p.distributor || ' in ' || p.currency as part, strftime(p.statement_from_on, '%Y-%m') as period, max(due.earnings)::double as expected, sum(p.amount)::double as actual
      from payouts p join lateral (select sum(earnings) as earnings from arrivals a where a.distributor = p.distributor and a.currency = p.currency and a.reported_on between p.statement_from_on and p.statement_to_on) as due on true
      where due.earnings <> 0 group by p.distributor, p.currency, p.statement_from_on, p.statement_to_on`
  },
  {
    id: "levels", feed: "meta_ads", tolerance: tolerance.ads, says: (part) => `Spend by ad and the account's totals in ${part}`,
    action: "Export both again over the same days; show one of the two, never their sum.",
    sql: `select currency as part, strftime(spent_on, '%Y-%m') as period, sum(spend) filter (level = 'account')::double as expected, sum(spend) filter (level = 'ad')::double as actual
      from ad_daily where (spent_on, currency) in (select (spent_on, currency) from ad_daily group by spent_on, currency having count(distinct level) = 2) group by all having expected <> 0`
  }
];

async function compare({db, spec}: Subject, {id, sql, says, action, tolerance: allowed}: Comparison): Promise<QualityCheck[]> {
  const rows = await db.all(`select part, period, (actual - expected) / abs(expected) * 100 as deviation from (${sql}) order by part, period`);
  return [...new Set(rows.map(({part}) => part as string))].map((part) => {
    const periods = rows.filter((row) => row.part === part) as {period: string; deviation: number}[];
    const outside = periods.filter(({deviation}) => Math.abs(deviation) > allowed);
    const value = Math.max(...periods.map(({deviation}) => Math.abs(deviation)));
    const isFailing = outside.length * 100 >= periods.length * failingPeriods;
    const agree = `${says(part)} agree within ${allowed}% in ${periods.length - outside.length} of ${periods.length} month${periods.length === 1 ? "" : "s"}`;
    const named = listed(outside.toSorted((a, b) => Math.abs(b.deviation) - Math.abs(a.deviation)).map(({period, deviation}) => `${period} (${deviation > 0 ? "+" : "−"}${Math.abs(deviation).toFixed(1)}%)`));
    return {
      dataset: spec.feed, check_id: `${id}${part && `.${part}`}`, dimension: "consistency", value, threshold: allowed, unit: "%", severity: "mark",
      score: Math.round(((periods.length - outside.length) / periods.length) * 1000) / 10, status: !outside.length ? "healthy" : isFailing ? "failing" : "degraded",
      sentence: `${agree}${outside.length ? `; the others: ${named}` : ""}.`, action: outside.length ? action : ""
    };
  });
}

/** Shares that do not add up to the whole: nobody may be paid by them. */
const splits: QualityRule = async ({db, spec}) => {
  if (spec.feed !== "royalty_splits") return [];
  const rows = await db.all("select artist, isrc, valid_from_on::varchar as since, sum(share_ppm)::integer as total from royalty_splits group by all order by all");
  if (!rows.length) return [];
  const wrong = rows.filter(({total}) => total !== 1_000_000);
  const named = listed(wrong.map(({artist, isrc, total}) => `${artist}${isrc && ` ${isrc}`} (${total})`));
  return [{
    dataset: spec.feed, check_id: "whole", dimension: "consistency", value: wrong.length, threshold: 0, unit: "sets", severity: "block", score: Math.round((1 - wrong.length / rows.length) * 1000) / 10,
    status: wrong.length ? "failing" : "healthy", sentence: `Royalty splits: ${rows.length - wrong.length} of ${rows.length} sets of shares add up to exactly 1,000,000 parts${wrong.length ? `; the others: ${named}` : ""}.`,
    action: wrong.length ? "Mend these shares in royalty_splits.csv; nothing is split by them until then." : ""
  }];
};

export const consistency: QualityRule = async (subject) => {
  const checks = await splits(subject);
  for (const one of comparisons.filter(({feed}) => feed === subject.spec.feed)) checks.push(...(await compare(subject, one)));
  return checks;
};
