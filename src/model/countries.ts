/** Country codes of statement lines as a person reads them. */

/** Codes that statements use and ISO's list of names does not have. */
const OWN_NAMES: Record<string, string> = {OU: "outside the US (Meta)", XK: "Kosovo"};

let names: Intl.DisplayNames | undefined;
const nameOf = (code: string): string | undefined => (names ??= new Intl.DisplayNames("en", {type: "region", fallback: "none"})).of(code);

/** "NA" → "Namibia"; an unknown code stays as it is. */
export const countryName = (code: string): string => OWN_NAMES[code] ?? (/^[A-Z]{2}$/.test(code) ? nameOf(code) : undefined) ?? code;

/** "NA" → "Namibia (NA)"; a blank is named, an unknown code stays as it is. */
export function countryLabel(code: string): string {
  if (!code) return "no country given";
  const name = countryName(code);
  return name === code ? code : `${name} (${code})`;
}
