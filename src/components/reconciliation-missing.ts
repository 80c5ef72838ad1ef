/** What a reconciliation lacks when one of its two sides has no file. */
import type {OverviewJson} from "../model/overview-data.js";
import {element} from "./dom.js";
import {missingFile} from "./notice.js";

/** Notices for the daily feed and the statements that are not there; empty when both are. */
export function missingSides({streams_through, statements_through}: Pick<OverviewJson, "streams_through" | "statements_through">): HTMLElement {
  return element`<div>
    ${streams_through ? null : missingFile({file: "tidy_daily_streams.csv", neededFor: "what the streams are expected to earn", columns: ["date", "spotify_streams", "apple_streams", "combined_streams", "source"]})}
    ${statements_through ? null : missingFile({file: "dk_bank_details.csv", neededFor: "what the stores have paid (DistroKid's own exports work as they are)", columns: ["Reporting Date", "Sale Month", "Store", "Artist", "Title", "ISRC", "UPC", "Quantity", "Earnings (USD)"]})}
  </div>`;
}
