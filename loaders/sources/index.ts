/** Every feed, and which one a file belongs to. */
import type {InputFile} from "../inputs.js";
import {matchHeader, normaliseHeading} from "./contract.js";
import {approvals} from "./approvals.js";
import {dailyStreams} from "./daily-streams.js";
import {distrokid} from "./distrokid.js";
import {spotifyAudience} from "./audience.js";
import {eventAttendees, eventReports, eventZones} from "./events.js";
import {goals, payouts, releases, royaltySplits} from "./label.js";
import {adAccountDays, adCampaigns, adDays} from "./meta-ads.js";
import {artistAliases, paymentTerms, rates} from "./reference.js";
import type {Source} from "./source.js";
import {tiktok} from "./tiktok.js";

export const sources: Source[] = [
  distrokid, dailyStreams, rates, paymentTerms, artistAliases, tiktok, spotifyAudience, adDays, adCampaigns, adAccountDays, releases, royaltySplits,
  payouts, goals, approvals, eventReports, eventZones, eventAttendees
];

const expected = (file: string, {feed, neededFor}: Source) => ({file, feed, neededFor});

/** Files that the workspace expects, for the list of what is missing. */
export const expectedFiles: {file: string; feed: string; neededFor: string}[] = [
  expected("tidy_daily_streams.csv", dailyStreams),
  expected("dk_bank_details.csv", distrokid),
  expected("rates.csv", rates),
  expected("payment_terms.csv", paymentTerms),
  expected("artist_aliases.csv", artistAliases),
  expected("tiktok_analytics_curated_<time>.csv", tiktok),
  expected("spotify_audience_curated_<time>.csv", spotifyAudience),
  expected("metaads_campaigns_daily.csv", adDays),
  expected("releases.csv", releases),
  expected("royalty_splits.csv", royaltySplits),
  expected("payouts.csv", payouts),
  expected("goals.csv", goals)
];

/** The feed of a file, by its name or by its header; undefined when no source reads it. Of several layouts the likest. */
export function sourceOf(file: Pick<InputFile, "name" | "header">): Source | undefined {
  const header = new Set(file.header.map(normaliseHeading));
  const hits = (source: Source) => source.signature.filter((heading) => header.has(heading)).length;
  const named = sources.filter((source) => source.fileNames.test(file.name));
  const isWhole = (source: Source) => !matchHeader(source.contract, file.header).missing.length;
  const alike = sources.filter((source) => hits(source) >= Math.max(2, source.signature.length - 1) && (source.claimsPartialHeader || isWhole(source)));
  const likeness = (source: Source) => hits(source) / source.signature.length;
  return (named.length ? named : alike).toSorted((a, b) => likeness(b) - likeness(a))[0];
}

/** Sentence for a file whose header lacks required columns, or null. */
export function headerProblem(file: Pick<InputFile, "name" | "header">, source: Source): string | null {
  const {missing} = matchHeader(source.contract, file.header);
  if (!missing.length) return source.headerRule?.(file) ?? null;
  const columns = missing.map((heading) => `"${heading}"`).join(", ");
  return `${file.name} line 1: missing column${missing.length > 1 ? "s" : ""} ${columns}; found ${file.header.join(", ").slice(0, 300) || "an empty line"}`;
}
