/**
 * Default reference rates and payment terms, used where the data folder has no `rates.csv` or `payment_terms.csv`.
 * Rates are decimal strings, in USD per stream: they are multiplied exactly.
 */
export const defaultRates: Record<string, string> = {
  spotify: "0.002274",
  apple: "0.005771",
  youtube: "0.006793",
  tiktok: "0.001099",
  facebook: "0.000122",
  amazon: "0.008114",
  tidal: "0.009184",
  deezer: "0.002515",
  default: "0.002486"
};

/** Days from the end of the usage month to the payment. */
export const defaultPaymentTerms: Record<string, number> = {distrokid: 60, toolost: 60, other: 60};

export const referenceCurrency = "USD";
