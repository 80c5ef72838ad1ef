/** A statement's own total: a row (mostly its last), or a line above or below the lines, that repeats their sum. It is no line, and says whether lines are missing. Pure. */
import {splitRecord} from "./csv-records.js";
import {formatMoney} from "./format.js";
import {attoOf, bareAmount, type DecimalMark, markVote, plainAmount, sumAmounts, trimDecimal} from "./statement-amounts.js";

const codes = "usd|eur|gbp|cad|aud|nzd|zar|jpy|chf|sek|nok|dkk|brl|mxn|inr|ngn|kes|ghs|pln|czk|huf|ron|try|rub|uah|kzt|aed|ils|egp|sgd|hkd|cny|twd|krw|thb|idr|php|myr|vnd|ars|clp|cop|pen";
const money = "amount|earnings?|earned|due|revenues?|royalt(?:y|ies)|income|payable|payments?|payout|receipts|net";
const words = [
  `(?:(?:grand|overall|statement|report|net) )?totals?(?: net)?(?: (?:${money}))*`, `(?:net |total )?(?:amount )?payable`, "sum(?: total)?", "total (?:général|general|generale|à payer|a pagar|da pagare|neto|netto|net)",
  "montant total", "importe total", "importo totale", "totaal", "totale", "gesamt(?:summe|betrag)?", "summe", "итого", "всего", "сумма"
];
/** What it calls itself, in one of its cells: "Total", "Grand total (EUR)", "Gesamtsumme:". Part sums, fees and counts are none. */
const label = new RegExp(String.raw`^(?:${words.join("|")})(?: in)?(?: \(?(${codes}|us\$|[$€£])\)?)?\s*:?$`, "i");

/** Any of these stands in a label; for a first, cheap look. */
export const ownTotalHints = ["tot", "gesamt", "summ?[aet]?", "payable", "итог", "всего", "сумм"];

/** Whether a cell of the row (its cells joined as in the quarantine) names it a total. */
export const namesTotal = (row: string, delimiter: string): boolean => row.slice(0, 2000).split(delimiter).some((cell) => label.test(cell.trim()));

/** A total as the statement prints it. */
export interface StatedTotal {
  line: number;
  /** Exact decimal text. */
  total: string;
  currency: string | null;
}

const signs: Record<string, string | null> = {"€": "EUR", "£": "GBP", "us$": "USD", $: null};
const codeOf = (text: string): string | null => signs[text.toLowerCase()] ?? (/^[a-z]{3}$/i.test(text) ? text.toUpperCase() : null);
const isCode = new RegExp(`^(?:${codes})$`, "i");
const withCode = new RegExp(String.raw`^(us\$|[$€£]|(?:${codes})(?![a-z]))?\s*(.*?)\s*((?:${codes})|[$€£])?$`, "is");

/** "1.234,56 EUR" → its exact amount and currency; null where the text does not show by itself what the amount is. */
function amountOf(text: string): Omit<StatedTotal, "line"> | null {
  const [, before = "", digits, after = ""] = withCode.exec(text.trim())!;
  const vote = markVote(digits);
  const mark: DecimalMark = vote < 0 ? "comma" : "point";
  const currency = codeOf(before) ?? codeOf(after);
  if (vote === 0 && !/^[-−]?\d+$/.test(bareAmount(digits))) return null;
  const plain = plainAmount(digits, mark);
  const isMoney = vote !== 0 || currency !== null || before !== "" || after !== "";
  return plain === null || attoOf(plain) === null || !isMoney ? null : {total: trimDecimal(sumAmounts([plain])), currency};
}

/**
 * The total that a line outside of the table states: a label, one amount, at most one currency and nothing else
 * ("Total earnings,123.45,EUR", "Total payable: € 1.234,56"). Null where anything of it is in doubt.
 */
export function statedTotal(line: string, delimiter: string): Omit<StatedTotal, "line"> | null {
  const cells = splitRecord(line.replace(/\r$/, "").trim(), delimiter).map((cell) => cell.trim()).filter(Boolean);
  const inOne = /^([^:]+:)\s*(.+)$/.exec(cells.length > 1 ? line.trim() : (cells[0] ?? ""));
  const [named, ...rest] = inOne && !label.test(cells[0]) ? [inOne[1], inOne[2]] : cells;
  const found = label.exec(named ?? "");
  if (!found || !rest.length || rest.length > 2) return null;
  const own = found[1] ? codeOf(found[1]) : null;
  const [code, ...others] = [...rest.filter((cell) => isCode.test(cell)), null];
  const amounts = rest.filter((cell) => !isCode.test(cell));
  if (amounts.length !== 1 || others.length > 1) return null;
  const amount = amountOf(code ? `${amounts[0]} ${code}` : own ? `${amounts[0]} ${own}` : amounts[0]) ?? null;
  return amount && {...amount, currency: amount.currency ?? own};
}

/** How its reason begins. */
export const OWN_TOTAL = "is the statement's own total";
/** Why the row is in quarantine. */
export const ownTotalReason = (currency: string | null): string => `${OWN_TOTAL}${currency ? ` in ${currency}` : ""}: it repeats the lines and is none of them`;
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

/** A total beside the sum of the lines. */
export interface OwnTotal extends StatedTotal {
  /** Exact sum of the loaded lines in that currency. */
  sum: string;
  /** False when the file has several currencies and the total names none, so that nothing can be compared. */
  isComparable: boolean;
  agrees: boolean;
}

/**
 * The totals of one file against its lines' sums by currency: of each currency the one that agrees, else the last. One in
 * `stated` (outside of the table) whose currency no line has is not about the lines.
 */
export function compareTotals(rows: readonly StatedTotal[], stated: readonly StatedTotal[], sums: readonly {currency: string; total: string}[]): OwnTotal[] {
  const about = [...stated.filter(({currency}) => currency === null || sums.some((sum) => sum.currency === currency)), ...rows].map((one): OwnTotal => {
    const isComparable = one.currency !== null || sums.length <= 1;
    const sum = trimDecimal((one.currency ? sums.find(({currency}) => currency === one.currency) : sums[0])?.total ?? "0");
    return {...one, currency: one.currency ?? (sums.length === 1 ? sums[0].currency : null), sum, isComparable, agrees: isComparable && isSameTotal(one.total, sum)};
  });
  const chosen = new Map<string | null, OwnTotal>();
  for (const one of about) if (one.agrees || !chosen.get(one.currency)?.agrees) chosen.set(one.currency, one);
  return [...chosen.values()].sort((a, b) => a.line - b.line);
}

const moneyText = (amount: string, currency: string | null): string => formatMoney(amount, currency ?? "", Math.max(2, amount.split(".")[1]?.length ?? 0)).trim();

/** "its own total on line 7 is USD 12.50, and so is the sum of its lines". */
export function ownTotalSentence({line, total, sum, currency, isComparable, agrees}: OwnTotal): string {
  const own = `its own total on line ${line} is ${moneyText(total, currency)}`;
  if (!isComparable) return `${own}, which names no currency while its lines have several: it cannot be compared`;
  return agrees ? `${own}, and so is the sum of its lines` : `${own}, but its loaded lines add up to ${moneyText(sum, currency)} (${moneyText(ownTotalDifference(total, sum), currency)} off)`;
}
