/** Every feed, and which one a file belongs to. */
import {recogniseStatement} from "../../src/model/recognise-statement.js";
import {headingsFound, type StatementLayout} from "../../src/model/statement-fields.js";
import {statementLayouts} from "../../src/model/statement-layouts.js";
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
import {fxRates, statementTotals, worklist} from "./settlement.js";
import type {Source} from "./source.js";
import {statementSources} from "./statements/index.js";
import {statementSource} from "./statements/statement-source.js";
import {tiktok} from "./tiktok.js";

export const sources: Source[] = [
  distrokid, dailyStreams, rates, paymentTerms, artistAliases, tiktok, spotifyAudience, adDays, adCampaigns, adAccountDays, releases, royaltySplits,
  payouts, goals, approvals, statementTotals, fxRates, worklist, eventReports, eventZones, eventAttendees
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

type Named = Pick<InputFile, "name" | "header"> & {isResaved?: boolean};

/** A file whose header could be that of two senders fails with a sentence; so does one that nearly is a known layout. */
const unclear = (source: Source, problem: string): Source => ({...source, problem: () => problem});

const recognised = new Map<string, ReturnType<typeof recogniseStatement>>();
/** The built-in layout of a header; asked once for the many files that share one. */
function recognise(header: string[]): ReturnType<typeof recogniseStatement> {
  const key = JSON.stringify(header);
  const known = recognised.get(key) ?? recogniseStatement(header);
  recognised.set(key, known);
  return known;
}

/** The statement feed of a header that a layout or a mapping fits. */
function statementOf(header: string[], mapped: readonly Source[], layouts: readonly StatementLayout[]): Source | undefined {
  const found = recognise(header);
  const sourceFor = (distributor: string) => (distributor === distrokid.feed.split("_")[0] ? distrokid : statementSources[distributor]);
  if (found.status === "recognised") return found.layout.moneyHeading ? statementSource(found.layout) : sourceFor(found.layout.distributor);
  if (found.status === "ambiguous") return unclear(statementSources.toolost, found.problem);
  const own = recogniseStatement(header, layouts);
  if (own.status === "recognised") return mapped[layouts.indexOf(own.layout)];
  if (own.status === "ambiguous") return unclear(mapped[0], own.problem);
  return found.status === "incomplete" && found.layout.distributor !== "distrokid" ? unclear(sourceFor(found.layout.distributor), found.problem) : undefined;
}

/** DistroKid's statements in forms that a spreadsheet gave them. */
const resaved = statementSource(statementLayouts.distrokid);

/**
 * The feed of a file, by its name or by its header; undefined when no source reads it. `mappings` are the layouts that the
 * data folder describes itself; they apply to headers that no built-in layout fits.
 */
export function sourceOf(file: Named, mappings: readonly StatementLayout[] = []): Source | undefined {
  const header = new Set(file.header.map(normaliseHeading));
  const likeness = (source: Source) => source.signature.filter((heading) => header.has(heading)).length / source.signature.length;
  const isAlike = (source: Source) => likeness(source) * source.signature.length >= Math.max(2, source.signature.length - 1) && (source.claimsPartialHeader || !matchHeader(source.contract, file.header).missing.length);
  const named = sources.filter((source) => source.fileNames.test(file.name));
  const candidates = named.length ? named : sources.filter((source) => isAlike(source) && !isOther(file.header, source));
  const found = candidates.toSorted((a, b) => likeness(b) - likeness(a))[0] ?? statementOf(file.header, mappings.map((layout) => statementSource(layout)), mappings);
  return found === distrokid && file.isResaved ? resaved : found;
}

/** Headings may fit one feed's signature and another distributor's whole layout: then the layout decides. */
function isOther(header: string[], source: Source): boolean {
  const found = recognise(header);
  return found.status === "ambiguous" || (found.status === "recognised" && `${found.layout.distributor}_statements` !== source.feed);
}

/** Every feed of statement lines. */
export const isStatementFeed = (feed: string): boolean => feed.endsWith("_statements");

/** Sentence for a file whose header lacks required columns, or null. */
export function headerProblem(file: InputFile, source: Source): string | null {
  const problem = source.problem?.(file);
  if (problem) return `${file.name} line ${file.headerLine}: ${problem}`;
  if (source.problem) return null;
  const {missing, repeated} = matchHeader(source.contract, file.header);
  const columns = (headings: string[]) => `column${headings.length > 1 ? "s" : ""} ${headings.map((heading) => `"${heading}"`).join(", ")}`;
  if (missing.length) return `${file.name} line ${file.headerLine}: missing ${columns(missing)}; found ${headingsFound(file.header)}`;
  if (repeated.length) return `${file.name} line ${file.headerLine}: ${columns(repeated)} ${repeated.length > 1 ? "stand" : "stands"} more than once: which one counts cannot be told`;
  return source.headerRule?.(file) ?? null;
}
