/** Rows that are kept and marked: what a person should look at before trusting a figure. */
import {withoutLongWords} from "../src/model/legible.js";
import type {Database} from "./duckdb.js";
import {type Check, flag} from "./flag.js";
import {feedChecks} from "./flags-feeds.js";
import {overlappingFiles} from "./flags-overlap.js";
import type {Dataset, Problem} from "./manifest.js";

const exists = async (db: Database, from: string): Promise<boolean> => (await db.all(`select 1 from ${from} limit 1`)).length > 0;

const unmappedStores: Check = async (db) => {
  if (!(await exists(db, "line_rollup where unit_kind = 'unmapped'"))) return [];
  const rows = await db.all(`select store::varchar as store, count(*)::integer as count, min(line)::integer as line, arg_min(file_id::varchar, line) as file_id
    from statement_lines where unit_kind = 'unmapped' group by all order by count desc, store`);
  return rows.map(({store, count, line, file_id}) => flag(file_id, count, `store "${store}" is unknown (${count} line${count > 1 ? "s" : ""}, first on line ${line}): its money is shown under "unmapped"`, store, line));
};

/** Every unknown spelling of every feed, with the closest known one as a hint. */
const unmappedArtists: Check = async (db, datasets) => {
  if (!datasets.some(({feed, status}) => feed === "artist_aliases" && status === "loaded")) return [];
  const rows = await db.all(`select artist_raw as artist, row_count::integer as count, line, file_id, closest_artist, case when table_name = 'statement_lines' then 'line' else 'row' end as unit
    from artist_spellings where not is_known order by table_name = 'statement_lines' desc, count desc, table_name, artist_raw`);
  return rows.map(({artist, count, line, file_id, closest_artist, unit}) => {
    const hint = closest_artist ? `; the closest known one is "${closest_artist}"` : "; no known one is close";
    return flag(file_id, count, `artist "${artist}" is not in artist_aliases.csv (${count} ${unit}${count > 1 ? "s" : ""}, first on line ${line}): it stands alone until you add the spelling${hint}`, artist, line);
  });
};

const shortCombined: Check = async (db) => {
  const [row] = await db.all(`select count(*)::integer as count, min(line)::integer as line, arg_min(file_id, line) as file_id from staged_daily where combined < spotify + apple`);
  return row.count ? [flag(row.file_id, row.count, `combined_streams is less than Spotify + Apple on ${row.count} day${row.count > 1 ? "s" : ""} (first on line ${row.line}); the parts are used`, undefined, row.line)] : [];
};

const missingDays: Check = async (db) => {
  const rows = await db.all(`select distributor::varchar as distributor, platform::varchar as platform, count(*)::integer as count, min(streamed_on)::varchar as first, max(streamed_on)::varchar as last
    from daily_streams where is_missing group by all order by all`);
  return rows.map(({distributor, platform, count, first, last}) => flag("tidy_daily_streams.csv", count, `${distributor} ${platform}: ${count} day${count > 1 ? "s are" : " is"} 0 where streams were usual (${first}${count > 1 ? ` to ${last}` : ""}): probably missing, so totals are too low`));
};

/** A quarter or two months are no month: such lines are filed under the last one, and that is said. */
const longPeriods: Check = async (db) => {
  const rows = await db.all(`select file_id, usage_from::varchar as first, usage_through::varchar as last, count(*)::integer as count, min(line)::integer as line
    from staged_details where usage_from < usage_through group by all order by file_id, line`);
  return rows.map(({file_id, first, last, count, line}) => flag(file_id, count, `${count} line${count > 1 ? "s" : ""} (first on line ${line}) cover${count > 1 ? "" : "s"} ${first.slice(0, 7)} to ${last.slice(0, 7)}: filed under the last month, with the first one in statement_details`, `${first.slice(0, 7)} to ${last.slice(0, 7)}`, line));
};

/** Money in several currencies is never added up. */
const severalCurrencies: Check = async (db) => {
  const several = `select file_id::varchar as file_id, string_agg(distinct currency::varchar, ', ' order by currency::varchar) as currencies from statement_days group by all having count(distinct currency) > 1`;
  const rows = await db.all(`select several.*, (select count(*)::integer from staged_lines where staged_lines.file_id = several.file_id) as count from (${several}) as several order by file_id`);
  return rows.map(({file_id, currencies, count}) => flag(file_id, count, `holds ${currencies}: each currency is shown on its own, nothing is converted or added across them`, currencies));
};

/** All flags; file ids become file names. */
export async function checkFlags(db: Database, datasets: Dataset[]): Promise<Problem[]> {
  const names = new Map(datasets.map(({file_id, file}) => [file_id, file]));
  const found: Problem[] = [];
  for (const check of [overlappingFiles, longPeriods, severalCurrencies, unmappedStores, unmappedArtists, shortCombined, missingDays, ...feedChecks]) found.push(...(await check(db, datasets)));
  return found.map((problem) => {
    const file = names.get(problem.file) ?? problem.file;
    return {...problem, file, sentence: withoutLongWords(`${file}: ${problem.sentence}`)};
  });
}
