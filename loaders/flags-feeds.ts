/** Flags of the feeds besides streams and statements. */
import {formatMoney} from "../src/model/format.js";
import {monthName, signedMoney} from "../src/model/restatements.js";
import {type Check, flag} from "./flag.js";
import {UNNAMED_ARTIST} from "./sources/audience.js";

const plural = (count: number, noun: string): string => `${count} ${noun}${count === 1 ? "" : "s"}`;

const unknownComments: Check = async (db) => {
  const rows = await db.all("select file_id, count(*)::integer as count, min(line)::integer as line from staged_tiktok where is_comment_count_unknown group by all order by file_id");
  return rows.map(({file_id, count, line}) => flag(file_id, count, `comments are -1 on ${plural(count, "row")} (first on line ${line}): shown as unknown, not as -1`, "-1", line));
};

/** Shares that do not add up would pay out more or less than there is. */
const unevenSplits: Check = async (db) => {
  const rows = await db.all(`select any_value(s.artist) as artist, any_value(s.isrc) as isrc, s.valid_from_on::varchar as since, sum(s.share_ppm)::bigint as total, count(*)::integer as count,
      (select file_id from staged_splits order by file_id limit 1) as file_id
    from royalty_splits s where not is_whole group by s.artist, s.isrc, s.valid_from_on order by 1, 2, 3`);
  return rows.map(({artist, isrc, since, total, count, file_id}) =>
    flag(file_id, count, `the shares of ${artist}${isrc ? `'s ${isrc}` : ""} from ${since} on add up to ${Number(total)} parts per million instead of 1000000: they are not used until they do`, String(total)));
};

const mixedAdLevels: Check = async (db) => {
  const rows = await db.all(`select currency, count(*)::integer as count, min(spent_on)::varchar as first, max(spent_on)::varchar as last, min(file_id) as file_id
    from (select spent_on, currency, min(file_id) as file_id from ad_daily group by spent_on, currency having count(distinct level) > 1) group by currency order by currency`);
  return rows.map(({count, currency, first, last, file_id}) =>
    flag(file_id, count, `${plural(count, "day")} (${first} to ${last}) stand by ad and as account totals in ${currency}: both count the same money, so each figure says which one it comes from`));
};

const unnamedAudience: Check = async (db) => {
  const rows = await db.all(`select file_id, count(*)::integer as count, min(line)::integer as line from staged_audience where artist_raw = '${UNNAMED_ARTIST}' group by all order by file_id`);
  return rows.map(({file_id, count, line}) => flag(file_id, count, `no artist is named on ${plural(count, "row")}: name the file like zone_a0-audience-timeline.csv, or add a column artist_name`, undefined, line));
};

/** Months whose approved total is no longer what the statements say. */
const changedApprovals: Check = async (db) => {
  const rows = await db.all(`select usage_month, distributor, currency, approved_on, approved_total, actual_total, change, file_id, line from approvals
    where is_latest and change <> 0 order by usage_month, distributor, currency`);
  return rows.map(({usage_month, distributor, currency, approved_on, approved_total, actual_total, change, file_id, line}) => ({
    ...flag(file_id, 1, `${monthName(usage_month)} of ${distributor} was approved (line ${line}) on ${approved_on} at ${formatMoney(approved_total, currency)} and is now ${formatMoney(actual_total, currency)} (${signedMoney(change, currency)}): look at what changed, then approve it again or ask ${distributor}`, actual_total, line),
    expected: approved_total
  }));
};

export const feedChecks: Check[] = [changedApprovals, unknownComments, unevenSplits, mixedAdLevels, unnamedAudience];
