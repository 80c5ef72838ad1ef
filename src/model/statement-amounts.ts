/** Amounts as statements print them → plain decimal text, without a float in between. Pure; the loaders' SQL follows the same patterns. */

/** Which sign parts whole units from the fraction. */
export type DecimalMark = "point" | "comma";

/** More decimals than DECIMAL(38,18) holds cannot be kept exactly, so such an amount is refused. */
const MAX_DECIMALS = 18;

/** Currency signs say nothing that the currency column does not. Patterns here are written for JavaScript's `u` flag; `toRe2` makes them DuckDB's. */
export const currencySigns = "[$€£]";
const gap = String.raw`[ \u{a0}\u{202f}']`;

/** The same pattern for DuckDB's RE2. */
export const toRe2 = (pattern: string): string => pattern.replaceAll("\\u{", "\\x{");

/**
 * A decimal without a currency sign. A thousands mark needs a fraction behind it: 1,234 alone could be a thousand or one
 * and a bit, and is refused. A space or an apostrophe between thousands is never in doubt.
 */
const decimalPattern = (mark: string, thousands: string): string =>
  `^[+-]?(\\d+${mark}?\\d*|${mark}\\d+|\\d{1,3}(${thousands}\\d{3})+${mark}\\d+|\\d{1,3}(${gap}\\d{3})+(${mark}\\d*)?)([eE][+-]?\\d{1,3})?$`;

export const amountPatterns: Record<DecimalMark, string> = {point: decimalPattern("\\.", ","), comma: decimalPattern(",", "\\.")};

/** Whole units: thousands marks are welcome, a fraction of zeros is too. */
const countPattern = (mark: string, thousands: string): string => `^[+-]?(\\d+|\\d{1,3}((${thousands}|${gap})\\d{3})+)(${mark}0*)?$`;
export const countPatterns: Record<DecimalMark, string> = {point: countPattern("\\.", ","), comma: countPattern(",", "\\.")};

/** Spellings that only one of the two marks explains. */
export const markEvidence: Record<DecimalMark, string> = {
  point: String.raw`\.\d{1,2}$|\.\d{4,}$|\.\d+[eE]|^[+-]?0?\.\d|,\d{3}\.`,
  comma: String.raw`,\d{1,2}$|,\d{4,}$|,\d+[eE]|^[+-]?0?,\d|\.\d{3},`
};

const compiled = {
  amount: {point: new RegExp(amountPatterns.point, "u"), comma: new RegExp(amountPatterns.comma, "u")},
  count: {point: new RegExp(countPatterns.point, "u"), comma: new RegExp(countPatterns.comma, "u")},
  evidence: {point: new RegExp(markEvidence.point), comma: new RegExp(markEvidence.comma)}
};

/** Without outer spaces and currency signs; (1.50) and −1.50 become -1.50. The spaces are RE2's: JavaScript's `\s` takes a byte order mark for one. */
export const bareAmount = (text: string): string => text.replaceAll(/[$€£]/g, "").replaceAll("−", "-").replace(/^[\t\n\f\r \u00a0]+|[\t\n\f\r \u00a0]+$/g, "").replace(/^\((.*)\)$/, "-$1");

/** Digits with a decimal point and nothing between thousands. */
const withPoint = (text: string, mark: DecimalMark): string =>
  (mark === "comma" ? text.replaceAll(".", "").replaceAll(",", ".") : text.replaceAll(",", "")).replaceAll(/[ \u00a0\u202f']/g, "");

/** Decimals that count: those of the fraction (which may hold underscores), moved by the exponent, without zeros at the end. */
export function decimalsIn(plain: string): number {
  const fraction = /\.([\d_]*)/.exec(plain)?.[1].replaceAll("_", "").replace(/0+$/, "") ?? "";
  return fraction.length - Number(/[eE]([+-]?\d+)$/.exec(plain)?.[1] ?? 0);
}

/** "1.234,50" → "1234.50" by the mark; null when it is no amount or has more decimals than can be kept. */
export function plainAmount(text: string, mark: DecimalMark): string | null {
  const bare = bareAmount(text);
  if (!compiled.amount[mark].test(bare)) return null;
  const plain = withPoint(bare, mark);
  return decimalsIn(plain) > MAX_DECIMALS ? null : plain;
}

/** "1,204" → "1204"; null when it is no whole number. */
export function plainCount(text: string, mark: DecimalMark): string | null {
  const bare = bareAmount(text);
  return compiled.count[mark].test(bare) ? withPoint(bare, mark).replace(/\.0*$/, "") : null;
}

/** What one amount says of the mark: 1 for a point, -1 for a comma, 0 for nothing. */
export function markVote(text: string): number {
  const bare = bareAmount(text);
  return Number(compiled.evidence.point.test(bare)) - Number(compiled.evidence.comma.test(bare));
}

/** The mark that a file's votes speak for; `usual` when they do not say. */
export const markOfBalance = (balance: number, usual: DecimalMark): DecimalMark => (balance > 0 ? "point" : balance < 0 ? "comma" : usual);

/** The mark that most amounts of a file speak for; `usual` when they do not say. */
export function decimalMark(texts: Iterable<string>, usual: DecimalMark): DecimalMark {
  let balance = 0;
  for (const text of texts) balance += markVote(text);
  return markOfBalance(balance, usual);
}

/** [digits, scale] of plain or scientific decimal text. */
function scaled(plain: string): [bigint, number] {
  const [, sign, digits, fraction = "", exponent = "0"] = /^([+-]?)(\d*)\.?(\d*)(?:[eE]([+-]?\d+))?$/.exec(plain)!;
  const scale = fraction.length - Number(exponent);
  const value = BigInt(`${digits}${fraction}` || "0") * (sign === "-" ? -1n : 1n);
  return scale < 0 ? [value * 10n ** BigInt(-scale), 0] : [value, scale];
}

/** "12.500" → "12.5", "-0.0" → "0". */
export function trimDecimal(text: string): string {
  const trimmed = text.includes(".") ? text.replace(/0+$/, "").replace(/\.$/, "") : text;
  return trimmed === "-0" || trimmed === "" ? "0" : trimmed;
}

/** Exact sum of plain decimal texts (those of `plainAmount`), as decimal text without zeros at the end. */
export function sumAmounts(plain: Iterable<string>): string {
  let [total, scale] = [0n, 0];
  for (const text of plain) {
    const [value, own] = scaled(text);
    if (own > scale) [total, scale] = [total * 10n ** BigInt(own - scale), own];
    total += value * 10n ** BigInt(scale - own);
  }
  const digits = (total < 0n ? -total : total).toString().padStart(scale + 1, "0");
  const point = digits.length - scale;
  return trimDecimal(`${total < 0n ? "-" : ""}${digits.slice(0, point)}${scale ? `.${digits.slice(point)}` : ""}`);
}

/** What a DECIMAL(32,18) holds: 14 digits before the point, so that sums cannot overflow a DECIMAL(38,18). */
const LARGEST_ATTO = 10n ** 32n;

/** Plain or scientific decimal text → units of 10⁻¹⁸; null when it is too large or has more decimals than can be kept. */
export function attoOf(plain: string): bigint | null {
  if (decimalsIn(plain) > MAX_DECIMALS || /[eE][+-]?\d{3}/.test(plain)) return null;
  const [value, scale] = scaled(plain);
  const atto = scale > MAX_DECIMALS ? value / 10n ** BigInt(scale - MAX_DECIMALS) : value * 10n ** BigInt(MAX_DECIMALS - scale);
  return atto < LARGEST_ATTO && atto > -LARGEST_ATTO ? atto : null;
}

/** Units of 10⁻¹⁸ → decimal text without zeros at the end. */
export const attoText = (atto: bigint): string => sumAmounts([`${atto}e-${MAX_DECIMALS}`]);
