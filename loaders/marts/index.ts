/** The served tables of this folder and how to build them, in dependency order. */
import {adCampaigns, adDaily} from "./ads.js";
import {approvals} from "./approvals.js";
import {arrivals} from "./arrivals.js";
import {artistSpellings} from "./artist-spellings.js";
import {audienceDaily} from "./audience-daily.js";
import {revenueCells} from "./cells.js";
import {dailyStreams} from "./daily-streams.js";
import {eventAttribution, eventVisits} from "./events.js";
import {expectedRevenue} from "./expected-revenue.js";
import {kpiMonthly} from "./kpi-monthly.js";
import {goals, payouts, releases, royaltySplits} from "./label.js";
import {distributorCalendar, platformLags} from "./lags.js";
import type {Helper, Mart} from "./mart.js";
import {monthlyRevenue} from "./monthly-revenue.js";
import {names} from "./names.js";
import {payments} from "./payments.js";
import {platformRates, referenceRates} from "./rates.js";
import {ratesObserved} from "./rates-observed.js";
import {reconciliation} from "./reconciliation.js";
import {lineCells, statementCells, summaries} from "./rollup.js";
import {fxRates, statementTotals, worklist} from "./settlement-files.js";
import {statementDetails} from "./statement-details.js";
import {statementLines} from "./statement-lines.js";
import {statementMatches} from "./statement-matches.js";
import {statementPeriods} from "./statement-periods.js";
import {storeLags} from "./store-lags.js";
import {tiktokDaily} from "./tiktok-daily.js";

export type {Mart} from "./mart.js";

const plan: (Helper | Mart)[] = [
  names, statementLines, statementDetails, lineCells, ...summaries, monthlyRevenue, arrivals, statementCells, distributorCalendar, platformLags, storeLags,
  dailyStreams, referenceRates, ratesObserved, platformRates, expectedRevenue, revenueCells, reconciliation, payments, kpiMonthly,
  tiktokDaily, audienceDaily, adDaily, adCampaigns, releases, royaltySplits, payouts, goals, approvals, statementTotals, fxRates, worklist, statementPeriods, statementMatches, eventVisits, eventAttribution, artistSpellings
];

/** What no check and no figure of the overview reads: a snapshot makes these last, while other code computes. */
const last = new Set<Helper | Mart>([
  statementDetails, storeLags, reconciliation, tiktokDaily, adCampaigns, releases, statementTotals, fxRates, worklist, statementPeriods, statementMatches, eventVisits, eventAttribution
]);

const isMart = (entry: Helper | Mart): entry is Mart => "key" in entry;

export const marts: Mart[] = plan.filter(isMart);

/** One thing to run: complete SQL, and the mart that it creates unless it only prepares. */
export interface MartStep {
  name: string;
  sql: string;
  mart?: Mart;
}

const stepOf = (entry: Helper | Mart): MartStep =>
  isMart(entry)
    ? {name: entry.name, sql: `create ${entry.isView ? "temp view" : "table"} ${entry.name} as ${entry.sql}`, mart: entry}
    : {name: entry.name, sql: entry.sql};

/**
 * What to run, in this order, in a fresh database that holds the staged tables and the variable `as_of`; then `lastSteps`.
 * Each mart becomes a table (or view) of its own name. Some helpers read marts, so they cannot all go first.
 */
export const firstSteps: MartStep[] = plan.filter((entry) => !last.has(entry)).map(stepOf);
export const lastSteps: MartStep[] = plan.filter((entry) => last.has(entry)).map(stepOf);
