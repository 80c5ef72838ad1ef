/** The catalog's figures beside hand-written SQL over the raw CSVs, and beside what the pages compute. */
import {mkdtempSync, readFileSync, rmSync} from "node:fs";
import {tmpdir} from "node:os";
import {join} from "node:path";
import {afterAll, beforeAll, describe, expect, test} from "vitest";
import {answerRequest} from "../../loaders/answers/answer.js";
import {openAnswers, type Opened} from "../../loaders/answers/open.js";
import {buildSnapshot} from "../../loaders/snapshot.js";
import {rowsOf} from "../../src/model/columns.js";
import {parseDay} from "../../src/model/days.js";
import type {MetricRequestInput} from "../../src/model/metric-request.js";
import {readOverview, type Overview, type OverviewJson} from "../../src/model/overview-data.js";
import {rateKpi, revenueKpi, streamsKpi} from "../../src/model/overview-kpis.js";
import {outstandingOn} from "../../src/model/overview-payments.js";
import {paymentCells} from "../../src/model/payment-status.js";
import {statusTotals} from "../../src/model/payment-summary.js";
import {resolvePeriod} from "../../src/model/periods.js";
import {monthGrowth} from "../../src/model/stream-growth.js";
import {streamSeries} from "../../src/model/stream-series.js";
import {rollUpVariance, splitCells} from "../../src/model/variance.js";
import {openRawCsv, type Database} from "../harness/raw-csv.js";

const outDir = mkdtempSync(join(tmpdir(), "ledgerline-oracle-"));
const data = "data/curated";
let raw: Database;
let opened: Opened;
let overview: OverviewJson;
let pages: Overview;

/** The other files of the sample, as a reader of data/README.md would load them. */
const feeds = `
create view audience as from read_csv('${data}/spotify_audience_curated_*.csv', header = true);
create table tiktok as with twice as (from read_csv('${data}/tiktok_analytics_curated_*.csv', header = true, union_by_name = true, filename = true))
  select * from twice qualify row_number() over (partition by artist, date order by filename desc) = 1;
create view ads as from read_csv('${data}/metaads_campaigns_daily.csv', header = true, all_varchar = true) where campaign_name is not null and campaign_name <> '' and lower(campaign_name) <> 'all' and ad_id <> '';
create view printed as select "Sale Month" as month, "Reporting Date"::date as reported, "Store" as store, "Country of Sale" as country, "Title" as title, "ISRC" as isrc, "Quantity"::bigint as quantity, "Earnings (USD)"::decimal(38, 18) as earnings
  from read_csv('${data}/dk_bank_details.csv', header = true, all_varchar = true);
create view deposits as from read_csv('${data}/payouts.csv', header = true);
create view catalogue as from read_csv('${data}/releases.csv', header = true, all_varchar = true);`;

beforeAll(async () => {
  const {dir} = await buildSnapshot({dataDir: data, outDir});
  opened = await openAnswers(dir);
  raw = await openRawCsv(data);
  await raw.run(feeds);
  overview = JSON.parse(readFileSync(join(dir, "overview.json"), "utf8")) as OverviewJson;
  pages = readOverview(overview);
});
afterAll(() => {
  opened.close();
  raw.close();
  rmSync(outDir, {recursive: true});
});

async function rows(request: MetricRequestInput): Promise<Record<string, any>[]> {
  const answer = await answerRequest(opened, request);
  if (!answer.success) throw new Error(answer.error);
  return answer.data;
}

/** The one figure of a request without dimensions. */
async function figure(request: MetricRequestInput): Promise<number> {
  const found = await rows(request);
  expect(found).toHaveLength(1);
  return Number(found[0][request.metrics[0]]);
}
const one = async (sql: string): Promise<number> => Number(Object.values((await raw.all(sql))[0])[0]);
const year = {from: "2025-01-01", to: "2025-12-31"};
const july = {from: "2025-07-01", to: "2025-07-31"};

describe("against the raw CSVs", () => {
  const cases: [request: MetricRequestInput, sql: string][] = [
    [{metrics: ["total_streams"]}, "select sum(streams) from daily"],
    [{metrics: ["total_streams"], period: {from: "2025-02-10", to: "2025-03-03"}, filters: [{dimension: "distributor", values: ["toolost"]}]}, "select sum(streams) from daily where streamed_on between date '2025-02-10' and date '2025-03-03' and distributor = 'toolost'"],
    [{metrics: ["total_streams"], period: july, filters: [{dimension: "platform", values: ["spotify"]}]}, "select sum(streams) from daily where platform = 'spotify' and month(streamed_on) = 7 and year(streamed_on) = 2025"],
    [{metrics: ["total_revenue"]}, "select sum(earnings) from printed"],
    [{metrics: ["total_revenue"], period: july}, "select sum(earnings) from printed where month = '2025-07'"],
    [{metrics: ["total_revenue"], period: {from: "2025-07-10", to: "2025-08-20"}, calendar: "statement"}, "select sum(earnings) from printed where reported between date '2025-07-10' and date '2025-08-20'"],
    [{metrics: ["total_revenue"], period: july, filters: [{dimension: "country", values: ["ZA", "US"]}]}, "select sum(earnings) from printed where month = '2025-07' and country in ('ZA', 'US')"],
    [{metrics: ["total_revenue"], period: july, filters: [{dimension: "country", op: "not_in", values: ["ZA"]}]}, "select sum(earnings) from printed where month = '2025-07' and coalesce(country, '') <> 'ZA'"],
    [{metrics: ["total_revenue"], period: year, filters: [{dimension: "title", values: ["Static Bloom"]}]}, "select sum(earnings) from printed where month like '2025%' and title = 'Static Bloom'"],
    [{metrics: ["net_revenue"], period: year}, "select sum(earnings) from printed where month like '2025%'"],
    [{metrics: ["fees"]}, "select sum(earnings) from lines where is_fee"],
    [{metrics: ["fees"], filters: [{dimension: "store", values: ["Spotify"]}]}, "select sum(earnings) from lines where is_fee"],
    [{metrics: ["gross_revenue"]}, "select sum(earnings) from lines where not is_fee"],
    [{metrics: ["statement_units"]}, "select sum(case when is_fee then 0 else quantity end) from lines"],
    [{metrics: ["revenue_per_unit"], period: july}, "select sum(earnings)::double / sum(case when is_fee then 0 else quantity end) from lines where usage_month = date '2025-07-01'"],
    [{metrics: ["expected_revenue"], period: {from: "2025-07-03", to: "2025-07-09"}}, "select sum(streams * case platform when 'spotify' then 0.002274 else 0.005771 end) from daily where streamed_on between date '2025-07-03' and date '2025-07-09'"],
    [{metrics: ["variance"], period: july}, "select sum(actual - expected) from cells where usage_month = date '2025-07-01' and distributor = 'distrokid' and expected_on <= as_of and known_through >= complete_on"],
    [{metrics: ["variance_pct"], period: {from: "2024-01-01", to: "2024-12-31"}}, "select sum(actual - expected)::double / sum(expected)::double from cells where year(usage_month) = 2024 and distributor = 'distrokid'"],
    [{metrics: ["listeners"], aggregate: "mean", period: july, filters: [{dimension: "artist", values: ["PIG1987"]}]}, "select avg(listeners) from audience where artist_name = 'PIG1987' and date between date '2025-07-01' and date '2025-07-31'"],
    [{metrics: ["listeners"], period: {from: "2025-07-04", to: "2025-07-04"}, filters: [{dimension: "artist", values: ["PIG1987"]}]}, "select listeners from audience where artist_name = 'PIG1987' and date = date '2025-07-04'"],
    [{metrics: ["followers"], period: july, filters: [{dimension: "artist", values: ["PIG1987"]}]}, "select followers from audience where artist_name = 'PIG1987' and date = date '2025-07-31'"],
    [{metrics: ["follower_growth"], period: july, filters: [{dimension: "artist", values: ["PIG1987"]}]}, "select (select followers from audience where artist_name = 'PIG1987' and date = date '2025-07-31') - (select followers from audience where artist_name = 'PIG1987' and date = date '2025-06-30')"],
    [{metrics: ["video_views"], period: july}, `select sum("Video Views") from tiktok where date between date '2025-07-01' and date '2025-07-31'`],
    [{metrics: ["engagement_rate"], period: july}, `select (sum("Likes") + sum(case when "Comments" >= 0 then "Comments" end) + sum("Shares")) / sum("Video Views") from tiktok where date between date '2025-07-01' and date '2025-07-31'`],
    [{metrics: ["ad_spend"], period: {from: "2025-01-01", to: "2025-08-31"}}, "select sum(spend::decimal(18, 4)) from ads where date_start between '2025-01-01' and '2025-08-31'"],
    [{metrics: ["cost_per_click"], period: {from: "2025-01-01", to: "2025-08-31"}}, "select sum(spend::double) / sum(clicks::bigint) from ads where date_start between '2025-01-01' and '2025-08-31'"],
    [{metrics: ["click_through_rate"], period: {from: "2025-01-01", to: "2025-08-31"}}, "select sum(clicks::bigint) / sum(impressions::bigint) from ads where date_start between '2025-01-01' and '2025-08-31'"],
    [{metrics: ["return_on_ad_spend"], period: {from: "2025-01-01", to: "2025-08-31"}}, "select (select sum(earnings)::double from printed where month between '2025-01' and '2025-08') / (select sum(spend::double) from ads where date_start between '2025-01-01' and '2025-08-31')"],
    [{metrics: ["deposits"], period: {from: "2025-01-01", to: "2025-06-30"}}, "select sum(amount) from deposits where paid_on between date '2025-01-01' and date '2025-06-30'"],
    [{metrics: ["track_count"]}, "select count(distinct replace(upper(isrc), '-', '')) from catalogue where isrc <> ''"],
    [{metrics: ["active_tracks"], period: july}, "select count(distinct replace(upper(isrc), '-', '')) from printed where month = '2025-07' and quantity > 0 and isrc <> ''"]
  ];
  test.each(cases)("%j", async (request, sql) => {
    const [mine, theirs] = [await figure(request), await one(sql)];
    expect(Math.abs(theirs)).toBeGreaterThan(0);
    expect(Math.abs(mine - theirs)).toBeLessThanOrEqual(1e-9 * Math.abs(theirs));
  });

  test("by month, by title, and a top three with the rest", async () => {
    const byMonth = await rows({metrics: ["total_revenue"], grain: "month", period: year});
    expect(byMonth.map(({period, total_revenue}) => [period, Number(total_revenue).toFixed(9)])).toEqual((await raw.all("select month || '-01' as period, sum(earnings) as money from printed where month like '2025%' group by 1 order by 1")).map(({period, money}) => [period, Number(money).toFixed(9)]));
    const top = await rows({metrics: ["total_revenue"], dimensions: ["title"], limit: 3, other: true});
    const known = await raw.all("select title, sum(earnings) as money from printed group by 1 order by 2 desc, 1");
    expect(top.slice(0, 3).map(({title}) => title)).toEqual(known.slice(0, 3).map(({title}) => title));
    expect(Number(top[3].total_revenue)).toBeCloseTo(known.slice(3).reduce((sum, {money}) => sum + Number(money), 0), 9);
  });

  test("shares of platform and distributor, and a comparison with the 30 days before", async () => {
    const shares = await rows({metrics: ["streams_by_platform"], dimensions: ["platform"], period: july});
    const theirs = await raw.all("select platform, sum(streams) / sum(sum(streams)) over () as part from daily where streamed_on between date '2025-07-01' and date '2025-07-31' group by 1 order by 2 desc");
    shares.forEach((row, i) => expect([row.platform, row.streams_by_platform.toFixed(12)]).toEqual([theirs[i].platform, Number(theirs[i].part).toFixed(12)]));
    const [compared] = await rows({metrics: ["total_streams"], period: {from: "2025-10-20", to: "2025-11-18"}, compare: "previous", filters: [{dimension: "platform", values: ["spotify"]}]});
    const sum = (from: string, to: string) => one(`select sum(streams) from daily where platform = 'spotify' and streamed_on between date '${from}' and date '${to}'`);
    expect([compared.total_streams, compared.total_streams_before]).toEqual([await sum("2025-10-20", "2025-11-18"), await sum("2025-09-20", "2025-10-19")]);
    expect(compared.total_streams_growth).toBeCloseTo(compared.total_streams / compared.total_streams_before - 1, 12);
  });
});

describe("as the pages show it", () => {
  const choices = [["12m"], ["ytd"], ["90d"], ["all"], ["custom", "2024-03-01", "2024-08-31"]] as const;
  const chosen = ([preset, from, to]: readonly [string, string?, string?]) =>
    resolvePeriod({preset: preset as "12m", custom: from ? {from: parseDay(from)!, to: parseDay(to!)!} : null}, {first: pages.first!, through: pages.through!});
  const iso = (day: Date) => day.toISOString().slice(0, 10);

  test.each(choices)("total streams, total revenue and revenue per stream: %s", async (...choice) => {
    const period = chosen(choice);
    const asked = {from: iso(period.from), to: iso(period.to)};
    expect(await figure({metrics: ["total_streams"], period: asked})).toBe(streamsKpi(pages, period).total);
    for (const calendar of ["usage", "statement"] as const) {
      const answer = await answerRequest(opened, {metrics: ["total_revenue"], period: asked, calendar});
      if (!answer.success) expect([choice[0], answer.error]).toEqual(["90d", expect.stringContaining("known by whole months")]);
      else expect(Number(answer.data[0].total_revenue)).toBeCloseTo(revenueKpi(pages, period, calendar, "default").confirmed, 6);
    }
    const rate = rateKpi(pages, period, "default").rate;
    const answer = await answerRequest(opened, {metrics: ["revenue_per_stream"], period: asked});
    if (answer.success && rate !== null) expect(answer.data[0].revenue_per_stream).toBeCloseTo(rate, 12);
  });

  test.each(["default", "observed"] as const)("outstanding, overdue and paid on the %s basis", async (basis) => {
    const asOf = parseDay(overview.as_of)!;
    const mine = outstandingOn(pages, asOf, basis);
    expect(await figure({metrics: ["outstanding"], basis})).toBeCloseTo(mine.total, 6);
    expect(await figure({metrics: ["overdue_amount"], basis})).toBeCloseTo(mine.overdue, 6);
    const paid = statusTotals(paymentCells(rowsOf(overview.payments) as never, rowsOf(overview.arrivals) as never, overview.as_of, basis)).find(({status}) => status === "PAID")!;
    expect(await figure({metrics: ["paid_amount"], basis})).toBeCloseTo(paid.amount, 6);
  });

  test("variance of the compared cells, and growth of a month per reported day", async () => {
    const cells = (await opened.query("select * from reconciliation where basis = 'default'")).map((row) => ({...row, ...Object.fromEntries(["expected_units", "expected_rate", "expected", "actual_units", "gross", "fees"].map((name) => [name, row[name] === null ? null : Number(row[name])]))}));
    const total = rollUpVariance(splitCells(cells as never).compared as never);
    expect(await figure({metrics: ["variance"]})).toBeCloseTo(total.variance, 6);
    expect(await figure({metrics: ["variance_pct"]})).toBeCloseTo(total.variance_pct! / 100, 9);
    for (const [distributor, until] of [[null, "2025-10-31"], ["distrokid", "2025-10-31"], ["toolost", "2025-01-31"]] as const) {
      const series = streamSeries(pages.days, distributor)!;
      const filters = distributor ? [{dimension: "distributor" as const, values: [distributor]}] : [];
      const months = await rows({metrics: ["growth_rate"], grain: "month", filters});
      expect(months.find(({period}) => period === `${until.slice(0, 7)}-01`)!.growth_rate).toBeCloseTo(monthGrowth(series, parseDay(until)!).delta.ratio!, 12);
    }
  });
});
