/** How figures are written: money with its currency code, counts, shares and UTC dates. Minus is U+2212, missing is "—". */

export const MISSING = "—";
const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
const MINUS = "−";

type Figure = number | string | null | undefined;

/** Groups the integer part of plain decimal text and uses a real minus: "-1234.5" → "−1,234.5". */
function grouped(text: string): string {
  const negative = text.startsWith("-");
  const [whole = "0", fraction] = (negative ? text.slice(1) : text).split(".");
  const body = whole.replace(/\B(?=(\d{3})+$)/g, ",") + (fraction === undefined ? "" : `.${fraction}`);
  return negative && /[1-9]/.test(body) ? MINUS + body : body;
}

/**
 * Rounds plain decimal text ("-12.345", no exponent) half away from zero to `digits` decimals, without floating point.
 * Money is stored as decimal text so that a sum shown to the cent is right to the cent.
 */
export function roundDecimal(text: string, digits: number): string {
  const match = /^(-?)(\d+)(?:\.(\d*))?$/.exec(text.trim());
  if (!match) throw new Error(`not a plain decimal: ${text}`);
  const [, sign, whole, fraction = ""] = match;
  const kept = BigInt(whole + fraction.slice(0, digits).padEnd(digits, "0")) + (Number(fraction[digits] ?? 0) >= 5 ? 1n : 0n);
  const padded = kept.toString().padStart(digits + 1, "0");
  const split = padded.length - digits;
  return sign + padded.slice(0, split) + (digits ? `.${padded.slice(split)}` : "");
}

const isMissing = (value: Figure): value is null | undefined => value === null || value === undefined || value === "" || Number.isNaN(value);

const fixed = (value: number | string, digits: number): string =>
  grouped(typeof value === "string" && /^-?\d+(\.\d*)?$/.test(value) ? roundDecimal(value, digits) : Number(value).toFixed(digits));

/** "1,234.56": an amount without its code, for columns that name the currency in their header. */
export const formatAmount = (value: Figure, digits = 2): string => (isMissing(value) ? MISSING : fixed(value, digits));

/** "USD 1,234.56" (no-break space). Decimal text is rounded exactly; numbers are for figures already in floating point. */
export function formatMoney(value: Figure, currency: string, digits = 2): string {
  if (isMissing(value)) return MISSING;
  const amount = fixed(value, digits);
  return amount.startsWith(MINUS) ? `${MINUS}${currency}\u00a0${amount.slice(1)}` : `${currency}\u00a0${amount}`;
}

/** "USD 0.002274": money per stream, six decimals. */
export const formatRate = (value: Figure, currency: string): string => formatMoney(value, currency, 6);

/** "≈ USD 12.00": the mark every estimate carries. */
export const approx = (text: string): string => (text === MISSING ? text : `≈\u00a0${text}`);

/** "1,234,567". */
export const formatCount = (value: Figure): string => (isMissing(value) ? MISSING : fixed(value, 0));

/** "1 file", "1,234 files". */
export const counted = (count: number, one: string, many = `${one}s`): string => `${formatCount(count)} ${count === 1 ? one : many}`;

/** "1.2M", "34.5k", "950": for axes and small labels, at most three digits. */
export function formatCompact(value: Figure): string {
  if (isMissing(value)) return MISSING;
  const number = Number(value);
  const [scale, unit] = [[1e9, "B"], [1e6, "M"], [1e3, "k"]].find(([s]) => Math.abs(number) >= Number(s) * 0.9995) ?? [1, ""];
  const scaled = number / Number(scale);
  const digits = unit === "" ? (Number.isInteger(scaled) ? 0 : 2) : Math.abs(scaled) < 99.95 ? 1 : 0;
  return grouped(scaled.toFixed(digits).replace(/\.0$/, "")) + unit;
}

/** 0.1234 → "12.3%". */
export const formatPercent = (ratio: Figure, digits = 1): string => (isMissing(ratio) ? MISSING : `${fixed(Number(ratio) * 100, digits)}%`);

/** 0.1234 → "+12.3%", for changes. */
export function formatChange(ratio: Figure, digits = 1): string {
  const text = formatPercent(ratio, digits);
  return text !== MISSING && Number(ratio) > 0 && /[1-9]/.test(text) ? `+${text}` : text;
}

/** A Date at UTC midnight → "Aug 2025". */
export const formatMonth = (day: Date): string => `${MONTHS[day.getUTCMonth()]} ${day.getUTCFullYear()}`;

/** A Date at UTC midnight → "20 Nov 2025". */
export const formatDay = (day: Date): string => `${day.getUTCDate()} ${formatMonth(day)}`;

/** An instant → "20 Nov 2025 08:15 UTC". */
export const formatInstant = (at: Date): string => `${formatDay(at)} ${at.toISOString().slice(11, 16)} UTC`;
