/** Every feed, and which one a file belongs to. */
import type {InputFile} from "../inputs.js";
import {matchHeader, normaliseHeading} from "./contract.js";
import {dailyStreams} from "./daily-streams.js";
import {distrokid} from "./distrokid.js";
import {artistAliases, paymentTerms, rates} from "./reference.js";
import type {Source} from "./source.js";

export const sources: Source[] = [distrokid, dailyStreams, rates, paymentTerms, artistAliases];

/** Files that the workspace expects, for the list of what is missing. */
export const expectedFiles: {file: string; feed: string; neededFor: string}[] = [
  {file: "tidy_daily_streams.csv", feed: dailyStreams.feed, neededFor: dailyStreams.neededFor},
  {file: "dk_bank_details.csv", feed: distrokid.feed, neededFor: distrokid.neededFor},
  {file: "rates.csv", feed: rates.feed, neededFor: rates.neededFor},
  {file: "payment_terms.csv", feed: paymentTerms.feed, neededFor: paymentTerms.neededFor},
  {file: "artist_aliases.csv", feed: artistAliases.feed, neededFor: artistAliases.neededFor}
];

/** The feed of a file, by its name or by its header; undefined when no source reads it. */
export function sourceOf(file: Pick<InputFile, "name" | "header">): Source | undefined {
  const header = new Set(file.header.map(normaliseHeading));
  return (
    sources.find((source) => source.fileNames.test(file.name)) ??
    sources.find((source) => source.signature.filter((heading) => header.has(heading)).length >= Math.max(2, source.signature.length - 1))
  );
}

/** Sentence for a file whose header lacks required columns, or null. */
export function headerProblem(file: Pick<InputFile, "name" | "header">, source: Source): string | null {
  const {missing} = matchHeader(source.contract, file.header);
  if (!missing.length) return null;
  const columns = missing.map((heading) => `"${heading}"`).join(", ");
  return `${file.name} line 1: missing column${missing.length > 1 ? "s" : ""} ${columns}; found ${file.header.join(", ").slice(0, 300) || "an empty line"}`;
}
