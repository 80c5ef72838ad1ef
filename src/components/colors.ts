/**
 * One accent per distributor and per platform, the same on every page. The values live in style.css as custom properties,
 * so that light and dark each have their own; the hues are Okabe and Ito's and Tol's, told apart by colour-blind readers.
 */
export {labelOf as distributorLabel, labelOf as platformLabel} from "../model/stores.js";

const OWN_DISTRIBUTORS = new Set(["distrokid", "toolost"]);
const OWN_PLATFORMS = new Set(["spotify", "apple", "youtube", "tiktok", "facebook", "amazon", "tidal", "deezer"]);
const SPARE_COUNT = 6;

/** Ids without an accent of their own share the spare hues, always the same one for the same id. */
function spare(id: string): string {
  let hash = 0;
  for (const char of id) hash = (hash * 31 + char.charCodeAt(0)) % 9973;
  return `var(--c-spare-${hash % SPARE_COUNT})`;
}

/** CSS colour of a distributor. */
export const distributorColor = (id: string): string => (OWN_DISTRIBUTORS.has(id) ? `var(--c-${id})` : id === "other" ? "var(--c-other)" : spare(id));

/** CSS colour of a platform. */
export const platformColor = (id: string): string =>
  OWN_PLATFORMS.has(id) ? `var(--c-${id})` : id === "other" || id === "unmapped" ? "var(--c-other)" : spare(id);
