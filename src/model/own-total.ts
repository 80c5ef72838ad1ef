/** A statement's own total: a row, mostly its last, that repeats the sum of its lines. It is no line, and says whether lines are missing. Pure. */
import {attoOf, sumAmounts} from "./statement-amounts.js";

/** What such a row calls itself, in one of its cells: "Total", "Grand total (EUR)", "Gesamtsumme:". Part sums are none. */
const label = /^(grand |overall |statement )?totals?( amount| earnings| earned| due| revenue| net)?( [a-z]{3}| \([a-z$€£]{1,3}\))?:?$|^(total (général|general|generale)|totaal|totale|gesamt|gesamtsumme|summe|итого|всего):?$/i;

/** Any of these stands in a label; for a first, cheap look. */
export const ownTotalHints = ["tot", "gesamt", "summe", "итог", "всего"];

/** Whether a cell of the row (its cells joined as in the quarantine) names it a total. */
export const namesTotal = (row: string, delimiter: string): boolean => row.slice(0, 2000).split(delimiter).some((cell) => label.test(cell.trim()));

/** How its reason begins. */
export const OWN_TOTAL = "is the statement's own total";
/** Why the row is in quarantine. */
export const ownTotalReason = (currency: string | null): string => `${OWN_TOTAL}${currency ? ` in ${currency}` : ""}: it repeats the lines and is none of them`;
export const isOwnTotal = (reason: string): boolean => reason.startsWith(OWN_TOTAL);
/** Currency that the reason names, or null. */
export const ownTotalCurrency = (reason: string): string | null => /^is the statement's own total in ([A-Z]{3}):/.exec(reason)?.[1] ?? null;

const negated = (amount: string): string => (amount.startsWith("-") ? amount.slice(1) : `-${amount}`);

/** sum − total, as exact decimal text. */
export const ownTotalDifference = (total: string, sum: string): string => sumAmounts([sum, negated(total)]);

/** Totals are printed with fewer decimals than lines: both agree when the sum rounds to the total, at cents at least. */
export function isSameTotal(total: string, sum: string): boolean {
  const decimals = Math.max(2, total.split(".")[1]?.length ?? 0);
  const difference = attoOf(ownTotalDifference(total, sum));
  return difference !== null && 2n * (difference < 0n ? -difference : difference) <= 10n ** BigInt(18 - Math.min(18, decimals));
}
