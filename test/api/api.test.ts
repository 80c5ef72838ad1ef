/** The JSON API: a valid description, data as described, and figures equal to hand-written SQL over the raw CSVs. */
import {existsSync, mkdtempSync, readFileSync, readdirSync, rmSync} from "node:fs";
import {createServer} from "node:http";
import type {AddressInfo} from "node:net";
import {tmpdir} from "node:os";
import {join} from "node:path";
import {Validator} from "@seriousme/openapi-schema-validator";
import {afterAll, beforeAll, describe, expect, test} from "vitest";
import {openAnswers, type Opened} from "../../loaders/answers/open.js";
import {endpointsOf, type Endpoint} from "../../loaders/api/endpoints.js";
import {serveApi, writeApi} from "../../loaders/site/api.js";
import {buildSnapshot} from "../../loaders/snapshot.js";
import {servedFiles} from "../../loaders/store.js";
import {Refusal, answerOf} from "../../src/model/envelope.js";
import {openRawCsv, type Database} from "../harness/raw-csv.js";
import {place} from "../snapshot/folder.js";

const root = mkdtempSync(join(tmpdir(), "ledgerline-api-"));
const out = join(root, "out");
let raw: Database;
let opened: Opened;
let endpoints: Endpoint[];

beforeAll(async () => {
  const {dir, id} = await buildSnapshot({dataDir: "data/curated", outDir: root});
  opened = await openAnswers(dir, {files: servedFiles(root, id)});
  endpoints = await endpointsOf(opened);
  await writeApi(out, root, id);
  raw = await openRawCsv("data/curated");
  await raw.run(`create view printed as select "Sale Month" as month, "Reporting Date"::date as reported, trim("Store") as store, "Earnings (USD)"::decimal(38, 18) as earnings from read_csv('data/curated/dk_bank_details.csv', header = true, all_varchar = true);
    create view ads as select * from read_csv('data/curated/metaads_campaigns_daily.csv', header = true, all_varchar = true) where ad_id <> '';
    create view audience as from read_csv('data/curated/spotify_audience_curated_*.csv', header = true)`);
});
afterAll(() => {
  opened.close();
  raw.close();
  rmSync(root, {recursive: true});
});

const read = (path: string) => JSON.parse(readFileSync(join(out, "api", `${path}.json`), "utf8"));
const rows = (path: string): Record<string, any>[] => read(path).data;
const near = (mine: unknown, theirs: unknown) => expect(Math.abs(Number(mine) - Number(theirs)), `${String(mine)} and ${String(theirs)}`).toBeLessThanOrEqual(1e-9 * Math.max(1, Math.abs(Number(theirs))));
const one = async (sql: string): Promise<number> => Number(Object.values((await raw.all(sql))[0])[0]);

const PATHS = [
  "health", "kpis/summary", "kpis/latest", "kpis/goals", "kpis/alerts", "revenue/platform", "revenue/artist", "revenue/distributor", "revenue/monthly", "revenue/delays", "revenue/rps-rates",
  "distributor/revenue-summary", "distributor/payment-calendar", "distributor/reconciliation/2025-07", "streaming/daily", "streaming/summary", "streaming/growth", "streaming/spotify-audience",
  "social/tiktok", "marketing/campaigns", "data/files", "data/schema", "data/quality", "data/metadata/tidy_daily_streams.csv", "metrics"
];

test.each(PATHS)("%s is a file, with and without .json, in the envelope and as its schema says", async (path) => {
  expect(readFileSync(join(out, "api", path), "utf8")).toBe(readFileSync(join(out, "api", `${path}.json`), "utf8"));
  const body = read(path);
  const {schema} = endpoints.find((endpoint) => endpoint.path === path)!;
  const checked = (body.success ? answerOf(schema) : Refusal).safeParse(body);
  expect(checked.error?.issues ?? []).toEqual([]);
  expect(body.success, body.error).toBe(path !== "kpis/alerts" || opened.manifest.tables.some(({name}) => name === "alerts"));
  if (body.success) expect(body.metadata).toMatchObject({snapshot_id: opened.manifest.id, as_of: "2025-11-20", data_through: "2025-11-19"});
});

test("no endpoint has no file, and none says nothing about itself", () => {
  for (const {path, summary} of endpoints) expect([path, existsSync(join(out, "api", path)), summary.length > 10]).toEqual([path, true, true]);
  expect(new Set(endpoints.map(({path}) => path)).size).toBe(endpoints.length);
});

test("openapi.json is valid and names every endpoint", async () => {
  const document = JSON.parse(readFileSync(join(out, "api/openapi.json"), "utf8"));
  const result = await new Validator().validate(structuredClone(document));
  expect(result.errors ?? []).toEqual([]);
  expect(result.valid).toBe(true);
  expect(Object.keys(document.paths).sort()).toEqual(endpoints.map(({path}) => `/${path}`).sort());
});

describe("figures", () => {
  test("revenue by platform, month, distributor", async () => {
    const platforms = rows("revenue/platform");
    near(platforms.find(({platform}) => platform === "spotify")!.total_revenue, await one("select sum(earnings) from printed where lower(store) = 'spotify'"));
    near(platforms.reduce((sum, row) => sum + Number(row.total_revenue), 0), await one("select sum(earnings) from printed"));
    near(platforms.find(({platform}) => platform === "apple")!.platform_share, await one("select sum(earnings) filter (where lower(store) = 'apple music')::double / sum(earnings)::double from printed"));
    const months = await raw.all("select month || '-01' as period, sum(earnings) as money from printed group by 1 order by 1");
    expect(rows("revenue/monthly").map(({period}) => period)).toEqual(months.map(({period}) => period));
    rows("revenue/monthly").forEach((row, i) => near(row.total_revenue, months[i].money));
    near(rows("revenue/distributor")[0].total_revenue, await one("select sum(earnings) from printed"));
    near(rows("revenue/artist").reduce((sum, row) => sum + Number(row.total_revenue), 0), await one("select sum(earnings) from printed"));
  });

  test("lags and rates", async () => {
    const apple = await one(`with old as (select earnings, reported - last_day(strptime(month || '-01', '%Y-%m-%d')::date) as days from printed where lower(store) = 'apple music' and earnings > 0 and strptime(month || '-01', '%Y-%m-%d') <= date_trunc('month', (select max(reported) from printed)) - interval 4 months),
      running as (select days, sum(earnings) over (order by days) as so_far, sum(earnings) over () as total from old) select min(days) from running where so_far * 2 >= total`);
    expect(rows("revenue/delays").find(({store}) => store === "Apple Music")!.median_days).toBe(apple);
    const rate = rows("revenue/rps-rates").find(({usage_month, platform}) => usage_month === "2025-07-01" && platform === "spotify")!;
    expect(Number(rate.rate)).toBeCloseTo(await one("select sum(earnings)::double / sum(case when is_fee then 0 else quantity end) from lines where platform = 'spotify' and usage_month = date '2025-07-01'"), 9);
  });

  test("reconciliation of a month: its cells and their total", async () => {
    const {total, cells} = read("distributor/reconciliation/2025-07").data;
    const theirs = await raw.all("select platform, actual, expected from cells where usage_month = date '2025-07-01' and distributor = 'distrokid' order by platform");
    for (const cell of theirs) near(cells.find(({distributor, platform}: Record<string, string>) => distributor === "distrokid" && platform === cell.platform).variance, Number(cell.actual) - Number(cell.expected));
    near(total[0].variance, theirs.reduce((sum, {actual, expected}) => sum + Number(actual) - Number(expected), 0));
    for (const {variance, expected, variance_pct} of cells.filter((cell: Record<string, unknown>) => cell.variance_pct !== null)) expect(variance_pct, "a share, like the total's").toBeCloseTo(Number(variance) / Number(expected), 9);
    expect(total[0].variance_pct).toBeCloseTo(total[0].variance / theirs.reduce((sum, {expected}) => sum + Number(expected), 0), 6);
  });

  test("distributors: what is expected, outstanding and when", async () => {
    const summary = rows("distributor/revenue-summary");
    near(summary.find(({distributor}) => distributor === "toolost")!.expected_revenue, await one("select sum(expected) from cells where distributor = 'toolost'"));
    const open = await one("select sum(case when has_lines and (actual >= 0.95 * expected or as_of >= complete_on) then 0 else greatest(expected - actual, 0) end) from cells where distributor = 'distrokid'");
    near(summary.find(({distributor}) => distributor === "distrokid")!.outstanding, open);
    const calendar = rows("distributor/payment-calendar");
    near(calendar.reduce((sum, row) => sum + Number(row.outstanding), 0), open);
    expect(calendar.every(({period, distributor}) => distributor === "distrokid" && /^\d{4}-\d\d-\d\d$/.test(period))).toBe(true);
  });

  test("streams, audience and ads", async () => {
    const daily = rows("streaming/daily");
    near(daily.filter(({period}) => period === "2025-07-04").reduce((sum, row) => sum + row.total_streams, 0), await one("select sum(streams) from daily where streamed_on = date '2025-07-04'"));
    const {total, platform} = read("streaming/summary").data;
    near(total[0].total_streams, await one("select sum(streams) from daily"));
    near(platform[0].streams_by_platform, await one("select sum(streams) filter (where platform = 'spotify') / sum(streams) from daily"));
    const october = read("streaming/growth").data.month.find(({period}: {period: string}) => period === "2025-10-01").growth_rate;
    const perDay = (month: string) => one(`with days as (select streamed_on, sum(streams) as streams, bool_or(streams = 0) as is_missing from daily where strftime(streamed_on, '%Y-%m') = '${month}' group by 1) select avg(streams) from days where not is_missing`);
    near(october, (await perDay("2025-10")) / (await perDay("2025-09")) - 1);
    const audience = rows("streaming/spotify-audience").find(({period, artist}) => period === "2025-07-04" && artist === "PIG1987")!;
    expect([audience.listeners, audience.audience_streams, audience.followers]).toEqual(Object.values((await raw.all("select listeners, streams, followers from audience where artist_name = 'PIG1987' and date = date '2025-07-04'"))[0]).map(Number));
    const campaigns = await raw.all("select campaign_name, sum(spend::decimal(18, 4)) as spend, sum(spend::double) / sum(clicks::bigint) as cpc from ads group by 1");
    expect(rows("marketing/campaigns").length).toBe(campaigns.length);
    for (const {campaign, ad_spend, cost_per_click} of rows("marketing/campaigns")) {
      const theirs = campaigns.find(({campaign_name}) => campaign_name === campaign)!;
      near(ad_spend, theirs.spend);
      near(cost_per_click, theirs.cpc);
    }
    near(read("social/tiktok").data.total.reduce((sum: number, row: {video_views: number}) => sum + row.video_views, 0), await one("with twice as (from read_csv('data/curated/tiktok_analytics_curated_*.csv', header = true, union_by_name = true, filename = true)), newest as (select artist, date, max_by(\"Video Views\", filename) as views from twice group by 1, 2) select sum(views) from newest"));
  });

  test("key figures and goals", async () => {
    const summary = rows("kpis/summary");
    const kpi = (name: string) => summary.find(({metric}) => metric === name)!;
    near(kpi("total_streams").value, await one("select sum(streams) from daily where streamed_on >= date '2024-12-01'"));
    near(kpi("total_revenue").value, await one("select sum(earnings) from printed where month >= '2024-12'"));
    near(kpi("outstanding").value, rows("distributor/revenue-summary").find(({distributor}) => distributor === "distrokid")!.outstanding);
    near(rows("kpis/latest")[0].value, await one("select sum(streams) from daily where streamed_on = (select max(streamed_on) from daily)"));
    const goals = rows("kpis/goals");
    near(goals.find(({goal}) => goal === "streams 2025 label")!.goal_attainment, (await one("select sum(streams) from daily where year(streamed_on) = 2025")) / 9_000_000);
    near(goals.find(({goal}) => goal === "revenue_usd 2025 label")!.goal_actual, await one("select sum(earnings) from printed where month like '2025%'"));
    near(goals.find(({goal}) => goal === "spotify_followers 2025 PIG1987")!.goal_actual, await one("select max_by(followers, date) from audience where artist_name = 'PIG1987'"));
  });

  test("files and tables are those of the manifest", () => {
    expect(rows("data/files").map(({file}) => file)).toEqual(readdirSync("data/curated").filter((name) => name.endsWith(".csv")).sort());
    expect(rows("data/schema").map(({name}) => name)).toEqual(opened.manifest.tables.map(({name}) => name));
    expect(read("data/metadata/tidy_daily_streams.csv").data).toMatchObject({file: {rows_in: 1394}, tables: expect.arrayContaining(["daily_streams"])});
  });
});

test("live: the same bodies, and a sentence for a path that is none", async () => {
  const server = createServer((_, response) => void response.end("a page"));
  serveApi(server, root);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const get = (path: string) => fetch(`http://127.0.0.1:${(server.address() as AddressInfo).port}${path}`);
  try {
    for (const path of ["health", "kpis/summary.json", "openapi.json"]) expect(await (await get(`/api/${path}`)).json()).toEqual(JSON.parse(readFileSync(join(out, "api", path), "utf8")));
    expect(await (await get("/revenue")).text()).toBe("a page");
    const lost = await get("/api/kpis/sumary");
    expect([lost.status, await lost.json()]).toMatchObject([404, {success: false, suggestions: [expect.stringContaining("kpis/summary"), expect.any(String)]}]);
  } finally {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  }
});

test("an empty folder answers every figure with a refusal that says what is missing", async () => {
  const own = await openAnswers((await place("empty").build("2025-11-20")).dir);
  try {
    for (const endpoint of await endpointsOf(own)) {
      const body = await endpoint.answer(own);
      if (!body.success) expect([endpoint.path, body.error.length > 5, body.suggestions.length > 0]).toEqual([endpoint.path, true, true]);
      else expect(["health", "data/files", "data/schema", "metrics"].includes(endpoint.path) || endpoint.path.startsWith("data/metadata/") || endpoint.path.startsWith("kpis/"), endpoint.path).toBe(true);
    }
  } finally {
    own.close();
  }
});
