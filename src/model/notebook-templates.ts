/** The templates that a notebook or an analysis can start from. */
import {artistStatement} from "./templates/artist-statement.js";
import {catalogLongTail} from "./templates/catalog-long-tail.js";
import {monthlyRoyaltyReview} from "./templates/monthly-royalty-review.js";
import {platformRateCheck} from "./templates/platform-rate-check.js";
import {releaseFirst30Days} from "./templates/release-first-30-days.js";

export const notebookTemplates = [monthlyRoyaltyReview, releaseFirst30Days, platformRateCheck, artistStatement, catalogLongTail] as const;
