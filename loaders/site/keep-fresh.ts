/** Framework's cached outputs, kept true in build and preview. */
import {invalidate, siteRules, staleRules} from "./cache-rules.js";
import type {HashMemory} from "./signature.js";
import {watchPreview} from "./watch-preview.js";

/** For Framework's configuration: invalidates what is stale now; in a preview, also whenever code or data change. */
export function keepFresh(): void {
  const memory: HashMemory = new Map();
  for (const stale of staleRules(siteRules(), memory)) invalidate(stale);
  if (process.argv.includes("preview")) watchPreview(memory);
}
