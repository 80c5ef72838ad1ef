/** streaming.json: forecasts and odd days of the daily feed. Its size depends on distributors and days, not on statement lines. */
import {createHash} from "node:crypto";
import {existsSync, readFileSync, writeFileSync} from "node:fs";
import {join} from "node:path";
import {codeVersion} from "./code-version.js";
import {type Database, literal, openDatabase} from "./duckdb.js";
import {dayOf} from "../src/model/columns.js";
import type {Forecasted, StreamingJson, StreamScope} from "../src/model/stream-data.js";
import {forecastDays, forecastMonths} from "../src/model/stream-forecast.js";
import {judgeDays} from "../src/model/stream-odd-days.js";
import {streamSeries, type FeedRow, type StreamSeries} from "../src/model/stream-series.js";

/** Distributors with a forecast of their own, the largest first; a fit takes about a second. */
const FORECAST_DISTRIBUTORS = 8;

const feedSql = `select streamed_on, distributor, platform, stream_count::integer as stream_count, is_missing from daily_streams order by streamed_on, distributor, platform`;
const releasesSql = "select title, artist, min(release_on)::varchar as release_on from releases where release_on is not null group by release_id, title, artist order by release_on, title, artist";
/** A campaign of the daily report stands for itself; lifetime totals only where no day is known. */
const campaignsSql = `
with days as (
  select campaign_id, min(campaign_name) as campaign, min(spent_on) as first_on, max(spent_on) as last_on from ad_daily where coalesce(campaign_id, '') <> '' group by campaign_id
),
totals as (
  select campaign_id, min(campaign_name) as campaign, min(first_seen_on) as first_on, max(last_seen_on) as last_on from ad_campaigns
  where first_seen_on is not null and last_seen_on is not null group by campaign_id
)
select coalesce(campaign, campaign_id) as campaign, first_on::varchar as first_on, last_on::varchar as last_on
from (from days union all select * from totals where campaign_id not in (select campaign_id from days)) order by first_on, campaign`;

/** A scope as written: `key` is what its figures were worked out from. */
type KeptScope = StreamScope & {key: string};

const kept = new Map<string, KeptScope>();

const tables = ["daily_streams", "releases", "ad_daily", "ad_campaigns"];

/**
 * The object that becomes streaming.json, from the finished snapshot in `dir`. It takes seconds, so it is no part of the
 * snapshot: only the page that shows it waits. `root`/streaming.json lends what has not changed since the last time.
 */
export async function buildStreaming(dir: string, root: string): Promise<StreamingJson> {
  const db = await openDatabase();
  try {
    for (const table of tables) await db.run(`create temp view ${table} as from ${literal(join(dir, `${table}.parquet`))}`);
    const made = await streaming(db, root);
    writeFileSync(join(root, "streaming.json"), JSON.stringify(made));
    return made;
  } finally {
    db.close();
  }
}

async function streaming(db: Database, root: string): Promise<StreamingJson & {scopes: KeptScope[]}> {
  const rows = (await db.all(feedSql)).map((row) => ({...row, streamed_on: dayOf(row.streamed_on)}) as FeedRow);
  const sizes = new Map<string, number>();
  for (const {distributor, stream_count} of rows) sizes.set(distributor, (sizes.get(distributor) ?? 0) + stream_count);
  const distributors = [...sizes].sort(([a, x], [b, y]) => y - x || a.localeCompare(b)).map(([id]) => id);
  for (const scope of earlierScopes(root)) kept.set(scope.key, scope);
  const scopes = [null, ...(distributors.length > 1 ? distributors : [])].flatMap((distributor, rank) => {
    const series = streamSeries(rows, distributor);
    return series ? [scopeOf(series, distributor, rank <= FORECAST_DISTRIBUTORS)] : [];
  });
  return {releases: (await db.all(releasesSql)) as StreamingJson["releases"], campaigns: (await db.all(campaignsSql)) as StreamingJson["campaigns"], scopes};
}

/** Odd days and forecasts of one series; the same series is never worked out twice. */
function scopeOf(series: StreamSeries, distributor: string | null, withForecast: boolean): KeptScope {
  const key = createHash("sha256").update(JSON.stringify([codeVersion(), distributor, withForecast, series])).digest("hex").slice(0, 16);
  const known = kept.get(key);
  if (known) return known;
  const refused: Forecasted = {forecast: null, refusal: `only the ${FORECAST_DISTRIBUTORS} largest distributors are forecast one by one`};
  const scope = {key, distributor, ...judgeDays(series), daily: withForecast ? forecastDays(series) : refused, monthly: withForecast ? forecastMonths(series) : refused};
  kept.set(key, scope);
  return scope;
}

/** The scopes of the last time; none when there is no readable file. */
function earlierScopes(root: string): KeptScope[] {
  const path = join(root, "streaming.json");
  return existsSync(path) ? (JSON.parse(readFileSync(path, "utf8")) as {scopes: KeptScope[]}).scopes : [];
}
