/** Consistency: two sources of one figure, period by period, within a tolerance. */
import {counted} from "../../src/model/format.js";
import {qualityThresholds} from "../../src/model/quality-thresholds.js";
import {type QualityCheck, type QualityRule, type Subject, listed} from "./check.js";
import {approvedMonths} from "./approved-months.js";
import {ownTotals} from "./own-totals.js";

const {tolerance, failingPeriods} = qualityThresholds;

/** One comparison: SQL `select part, month, unit, expected, actual` (numbers) of the feed, the tolerance in percent, and how it is said. */
interface Comparison {
  id: string;
  applies: (feed: string) => boolean;
  sql: (feed: string) => string;
  tolerance: number;
  /** "{what} and {other}", whose agreement is judged. */
  says: (part: string) => string;
  action: string;
}

const isFeed = (name: string) => (feed: string) => feed === name;
const statementsFeed = /^(\w+)_statements$/;

/** Complete months of the daily feed beside the statements, of all distributors or of one. */
const streamsAndStatements = (where: string, [expected, actual]: [string, string]): string => `
  select distributor || ' on ' || platform as part, usage_month as month, 'streams' as unit, sum(${expected})::double as expected, sum(${actual})::double as actual
  from kpi_monthly where day_count > 0 and line_count > 0 and stream_count > 0 and statement_units > 0 and is_complete and ${where} group by all`;

const comparisons: Comparison[] = [
  {
    id: "statements", applies: isFeed("daily_streams"), tolerance: tolerance.streams, says: (part) => `Daily streams and the statements of ${part}`,
    action: "Look for missing days of the feed and missing statements of these months.",
    sql: () => streamsAndStatements("true", ["statement_units", "stream_count"])
  },
  {
    id: "streams", applies: (feed) => statementsFeed.test(feed), tolerance: tolerance.streams, says: (part) => `Statements and the daily streams of ${part}`,
    action: "Look for missing days of the feed and missing statements of these months.",
    sql: (feed) => streamsAndStatements(`distributor = '${statementsFeed.exec(feed)![1]}'`, ["stream_count", "statement_units"])
  },
  {
    id: "distributors", applies: isFeed("spotify_audience"), tolerance: tolerance.audience, says: () => "Streams of the Spotify audience and Spotify's streams of the distributors",
    action: "Check that both cover the same artists and distributors; never add the two.",
    sql: () => `select '' as part, date_trunc('month', day)::date as month, 'streams' as unit, sum(streams)::double as expected, sum(plays)::double as actual
      from (select streamed_on as day, sum(stream_count) as streams from daily_streams where platform = 'spotify' group by streamed_on having not bool_or(is_missing))
      join (select observed_on as day, sum(stream_count) as plays from audience_daily where platform = 'spotify' group by observed_on) using (day) group by all having sum(streams) > 0`
  },
  {
    id: "statements", applies: isFeed("payouts"), tolerance: tolerance.payouts, says: (part) => `Deposits of ${part} and the statements that they pay`,
    action: "Ask the distributor what was held back; costs, tax and exchange explain small differences only.",
    sql: () => `with paid as (select distributor, currency, statement_from_on, statement_to_on, sum(amount) as amount from payouts where statement_to_on is not null group by all),
      due as (select p.distributor, p.currency, p.statement_from_on, p.amount, sum(a.earnings) as earnings from paid p
        join arrivals a on a.distributor = p.distributor and a.currency = p.currency and a.reported_on between p.statement_from_on and p.statement_to_on group by all)
      select distributor || ' in ' || currency as part, date_trunc('month', statement_from_on)::date as month, currency as unit, sum(earnings)::double as expected, sum(amount)::double as actual
      from due group by all having sum(earnings) <> 0`
  },
  {
    id: "levels", applies: isFeed("meta_ads"), tolerance: tolerance.ads, says: (part) => `Spend by ad and the account's totals in ${part}`,
    action: "Export both again over the same days; show one of the two, never their sum.",
    sql: () => `select currency as part, date_trunc('month', spent_on)::date as month, currency as unit, sum(spend) filter (level = 'account')::double as expected, sum(spend) filter (level = 'ad')::double as actual
      from ad_daily where (spent_on, currency) in (select (spent_on, currency) from ad_daily group by spent_on, currency having count(distinct level) = 2) group by all having expected <> 0`
  }
];

/** Adds the months to `quality_periods`; one check for each part. */
async function compare({db, spec}: Subject, {id, sql, says, action, tolerance: allowed}: Comparison): Promise<QualityCheck[]> {
  await db.run(`create or replace temp table compared as select '${id}' || case when part = '' then '' else '.' || part end as check_id, part, month, unit, expected, actual,
    (actual - expected) / abs(expected) * 100 as deviation from (${sql(spec.feed)})`);
  await db.run(`insert into quality_periods select '${spec.feed}', check_id, month, expected, actual, unit, deviation, ${allowed}, abs(deviation) <= ${allowed} from compared`);
  const rows = (await db.all("select part, check_id, strftime(month, '%Y-%m') as period, deviation from compared order by part, month")) as Month[];
  const parts = [...new Set(rows.map(({part}) => part))];
  return parts.map((part) => judge(spec.feed, rows.filter((row) => row.part === part), allowed, says(part), action));
}

interface Month {
  part: string;
  check_id: string;
  period: string;
  /** percent */
  deviation: number;
}

function judge(dataset: string, months: Month[], allowed: number, pair: string, action: string): QualityCheck {
  const outside = months.filter(({deviation}) => Math.abs(deviation) > allowed).sort((a, b) => Math.abs(b.deviation) - Math.abs(a.deviation));
  const named = listed(outside.map(({period, deviation}) => `${period} (${deviation > 0 ? "+" : "−"}${Math.abs(deviation).toFixed(1)}%)`));
  const isFailing = outside.length * 100 >= months.length * failingPeriods;
  return {
    dataset, check_id: months[0].check_id, dimension: "consistency", value: Math.max(...months.map(({deviation}) => Math.abs(deviation))), threshold: allowed, unit: "%", severity: "mark",
    score: Math.round(((months.length - outside.length) / months.length) * 1000) / 10, status: !outside.length ? "healthy" : isFailing ? "failing" : "degraded",
    sentence: `${pair} agree within ${allowed}% in ${months.length - outside.length} of ${counted(months.length, "month")}${outside.length ? `; the others: ${named}` : ""}.`,
    action: outside.length ? action : ""
  };
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
  const checks = [...(await splits(subject)), ...(await ownTotals(subject)), ...(await approvedMonths(subject))];
  for (const one of comparisons.filter(({applies}) => applies(subject.spec.feed))) checks.push(...(await compare(subject, one)));
  return checks;
};
