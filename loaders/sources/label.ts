/** Files that the label keeps about itself: releases, royalty splits, payouts and goals. */
import {z} from "zod";
import {canonicalName} from "../artist-name.js";
import {field} from "./contract.js";
import type {Source} from "./source.js";

export const ReleaseRow = z.object({
  release_id: field("text", ["release_id"], {required: true}),
  artist_raw: field("text", ["artist"], {required: true}),
  title: field("text", ["title", "release_title"], {required: true}),
  release_on: field("date", ["release_on", "release_date"], {required: true}),
  upc: field("text", ["upc"]),
  isrc: field("text", ["isrc"]),
  track_title: field("text", ["track_title"])
});

export const releases: Source = {
  feed: "releases",
  fileNames: /^(.*\/)?releases\.csv$/i,
  contract: ReleaseRow,
  signature: ["release_id", "artist", "title", "release_on", "isrc", "track_title"],
  neededFor: "release dates and the list of tracks",
  span: "release_on",
  layout: () => "releases and tracks",
  normalise: (view) => `select file_id, line, trim(release_id) as release_id, trim(artist_raw) as artist_raw, title, release_on, upc,
    upper(replace(coalesce(trim(isrc), ''), '-', '')) as isrc, coalesce(trim(track_title), '') as track_title from ${view}`,
  target: "staged_releases",
  supersedes: {key: ["release_id", "isrc", "track_title"], heading: "isrc", says: "this track of this release stands on an earlier line"}
};

export const RoyaltySplitRow = z.object({
  artist_raw: field("text", ["artist"], {required: true}),
  isrc: field("text", ["isrc"]),
  party: field("text", ["party"], {required: true}),
  share_ppm: field("natural", ["share_ppm"], {required: true}),
  valid_from_on: field("date", ["valid_from", "valid_from_on"])
});

export const royaltySplits: Source = {
  feed: "royalty_splits",
  fileNames: /^(.*\/)?royalty_splits\.csv$/i,
  contract: RoyaltySplitRow,
  signature: ["artist", "isrc", "party", "share_ppm"],
  neededFor: "who gets which share; without it the label's cut is 20%",
  layout: () => "royalty splits",
  normalise: (view) => `select file_id, line, trim(artist_raw) as artist_raw, upper(replace(coalesce(trim(isrc), ''), '-', '')) as isrc, trim(party) as party,
    share_ppm, coalesce(valid_from_on, date '1900-01-01') as valid_from_on from ${view}`,
  target: "staged_splits",
  supersedes: {key: [canonicalName("artist_raw"), "isrc", "lower(party)", "valid_from_on"], heading: "party", says: "this party's share stands on an earlier line"}
};

export const PayoutRow = z.object({
  distributor: field("text", ["distributor"], {required: true}),
  paid_on: field("date", ["paid_on", "date"], {required: true}),
  amount: field("money", ["amount"], {required: true}),
  currency: field("currency", ["currency"], {required: true}),
  reference: field("text", ["reference"]),
  statement_from_on: field("date", ["statement_period_from"]),
  statement_to_on: field("date", ["statement_period_to"])
});

/** No key: two deposits may look alike. */
export const payouts: Source = {
  feed: "payouts",
  fileNames: /^(.*\/)?payouts\.csv$/i,
  contract: PayoutRow,
  signature: ["distributor", "paid_on", "amount", "currency"],
  neededFor: "what reached the bank",
  span: "paid_on",
  layout: () => "bank deposits",
  normalise: (view) => `select file_id, line, lower(trim(distributor)) as distributor, paid_on, amount, currency, reference, statement_from_on, statement_to_on from ${view}`,
  target: "staged_payouts"
};

export const GoalRow = z.object({
  metric: field("text", ["metric"], {required: true}),
  period: field("period", ["period"], {required: true}),
  target: field("money", ["target"], {required: true}),
  scope: field("text", ["scope"])
});

export const goals: Source = {
  feed: "goals",
  fileNames: /^(.*\/)?goals\.csv$/i,
  contract: GoalRow,
  signature: ["metric", "period", "target", "scope"],
  neededFor: "targets to compare with",
  layout: () => "goals",
  normalise: (view) => `select file_id, line, lower(trim(metric)) as metric, period, target, coalesce(trim(scope), 'label') as scope from ${view}`,
  target: "staged_goals",
  supersedes: {key: ["metric", "period", "lower(scope)"], heading: "metric", says: "this goal stands on an earlier line"}
};
