/** releases, royalty_splits, payouts and goals: what the label keeps about itself. */
import {canonicalName} from "../artist-name.js";
import type {Mart} from "./mart.js";
import {upc} from "./names.js";

export const releases: Mart = {
  name: "releases",
  grain: "one row per track of a release",
  key: ["release_id", "isrc", "track_title"],
  orderBy: "release_on, release_id, isrc, track_title",
  columns: {
    release_id: "the label's own id of the release",
    artist: "canonical artist; an unmapped spelling as printed",
    title: "title of the release",
    release_on: "release date",
    upc: "release code, 12 digits",
    isrc: "recording code, without hyphens",
    track_title: "title of the track"
  },
  sql: `
select release_id, ${canonicalName("artist_raw")} as artist, title, release_on, ${upc} as upc, isrc, track_title
from staged_releases`
};

export const royaltySplits: Mart = {
  name: "royalty_splits",
  grain: "one row per artist × track (or all tracks) × party × first day of validity",
  key: ["artist", "isrc", "party", "valid_from_on"],
  orderBy: "artist, isrc, valid_from_on, party",
  columns: {
    artist: "canonical artist; an unmapped spelling as printed",
    isrc: "the one track that the share is for; blank: all tracks without a split of their own",
    party: "who gets the share",
    share_ppm: "share in parts per million",
    valid_from_on: "first day of validity",
    is_whole: "the shares of this artist, track and day add up to exactly 1,000,000; others must not be used to split money"
  },
  sql: `
select artist, isrc, party, share_ppm, valid_from_on, sum(share_ppm) over (partition by artist, isrc, valid_from_on) = 1000000 as is_whole
from (select *, ${canonicalName("artist_raw")} as artist from staged_splits)`
};

export const payouts: Mart = {
  name: "payouts",
  grain: "one row per bank deposit (a line of the file: two deposits may look alike)",
  key: ["file_id", "line"],
  orderBy: "paid_on, file_id, line",
  columns: {
    paid_on: "day on which the money arrived",
    distributor: "who paid",
    amount: "what arrived, after transfer costs and taxes: it never equals the statement lines exactly",
    currency: "currency of the deposit",
    reference: "reference on the bank statement",
    statement_from_on: "first day of the statements that it pays",
    statement_to_on: "last day of the statements that it pays",
    file_id: "the file, by its content",
    line: "line of the file"
  },
  sql: `
select paid_on, distributor, amount, currency, reference, statement_from_on, statement_to_on, file_id, line
from staged_payouts`
};

const year = "left(period, 4)::integer";

export const goals: Mart = {
  name: "goals",
  grain: "one row per metric × period × scope",
  key: ["metric", "period", "scope"],
  orderBy: "metric, period, scope",
  columns: {
    metric: "what is to be reached, such as streams or revenue_usd",
    period: "year, quarter or month as written",
    starts_on: "first day of the period",
    ends_on: "last day of the period",
    scope: "label, or the canonical artist",
    target: "the figure to reach, exact",
    currency: "currency of a target in money, from the end of the metric's name; blank for counts"
  },
  sql: `
select metric, period, starts_on, (starts_on + (case length(period) when 4 then interval 1 year when 7 then case when contains(period, 'Q') then interval 3 month else interval 1 month end end) - interval 1 day)::date as ends_on,
  ${canonicalName("scope")} as scope, target, upper(regexp_extract(metric, '^(?:revenue|earnings|spend|ad_spend|payouts)_([a-z]{3})$', 1)) as currency
from (select *, make_date(${year}, case when length(period) = 4 then 1 when contains(period, 'Q') then right(period, 1)::integer * 3 - 2 else right(period, 2)::integer end, 1) as starts_on from staged_goals)`
};
