/** Where the listeners are, and how much a play is worth there. */

/** One country: audience weight by artist, and price level relative to the mean. */
export interface Country {
  code: string;
  weight: Record<string, number>;
  price: number;
}

/** code, PIG1987's weight, ZONE A0's weight, price level. */
const TABLE: [string, number, number, number][] = [
  ["ZA", 26, 15, 0.62], ["US", 17, 24, 1.45], ["GB", 9, 12, 1.38], ["DE", 5, 9, 1.22], ["NL", 4, 5, 1.2],
  ["FR", 3, 5, 1.05], ["CA", 3, 3.5, 1.15], ["AU", 3.5, 3.2, 1.3], ["BR", 2.6, 2.4, 0.42], ["MX", 2, 1.8, 0.46],
  ["SE", 1.4, 2, 1.25], ["ES", 1.5, 1.7, 0.8], ["IT", 1.2, 1.6, 0.82], ["NG", 2.6, 0.8, 0.2], ["KE", 2.2, 0.8, 0.28],
  ["NA", 1.9, 0.7, 0.6], ["BW", 1.4, 0.4, 0.55], ["ZW", 1.2, 0.3, 0.3], ["MZ", 0.9, 0.2, 0.28], ["ZM", 1, 0.3, 0.27],
  ["GH", 1, 0.3, 0.25], ["JP", 0.6, 2.2, 1.1], ["PL", 0.8, 1.2, 0.6], ["NO", 0.7, 1, 1.5], ["IE", 0.7, 0.8, 1.3],
  ["NZ", 0.8, 0.7, 1.25], ["BE", 0.7, 0.9, 1.1], ["CH", 0.6, 0.9, 1.7], ["AT", 0.5, 0.8, 1.15], ["DK", 0.6, 0.8, 1.45],
  ["FI", 0.5, 0.7, 1.3], ["PT", 0.6, 0.5, 0.7], ["TR", 0.5, 0.7, 0.22], ["IN", 1.2, 1, 0.18], ["ID", 0.9, 0.8, 0.24],
  ["PH", 0.8, 0.6, 0.26], ["TH", 0.5, 0.6, 0.35], ["CO", 0.6, 0.5, 0.36], ["AR", 0.6, 0.6, 0.3], ["CL", 0.5, 0.5, 0.45],
  ["CZ", 0.4, 0.6, 0.72], ["HU", 0.3, 0.5, 0.6], ["RO", 0.4, 0.4, 0.5], ["GR", 0.3, 0.4, 0.62], ["XK", 0.7, 0.9, 0.35],
  ["TZ", 0.6, 0.2, 0.22], ["UG", 0.5, 0.1, 0.22], ["EG", 0.5, 0.3, 0.2], ["AE", 0.4, 0.4, 1.05], ["SA", 0.3, 0.3, 0.6],
  ["IL", 0.2, 0.4, 0.85], ["KR", 0.2, 0.7, 0.8], ["TW", 0.2, 0.4, 0.6], ["MY", 0.3, 0.3, 0.4], ["SG", 0.2, 0.3, 1],
  ["CN", 0.3, 0.8, 0.4], ["RU", 0.4, 0.9, 0.4], ["BY", 0.1, 0.2, 0.3], ["KZ", 0.1, 0.3, 0.3], ["OU", 60, 60, 0.75],
];

const COUNTRIES: Country[] = TABLE.map(([code, pig, zone, price]) => ({
  code,
  weight: { PIG1987: pig, "ZONE A0": zone },
  price,
}));

/** The countries of a store; an empty list means every real country (`OU` is Meta's own code). */
export function getCountries(codes: string[]): Country[] {
  if (codes.length === 0) return COUNTRIES.filter((country) => country.code !== "OU");
  return COUNTRIES.filter((country) => codes.includes(country.code));
}
