/** One figure of the workspace and what a reader must know to trust it. */
export interface Metric {
  name: string;
  label: string;
  description: string;
  /** "streams", "money (USD)", "money per stream", "share" … */
  unit: string;
  format: "count" | "money" | "rate" | "percent" | "date" | "days";
  /** Whether its values may be summed over the given rows; ratios and as-of figures may not. */
  additive: boolean;
  calculation: string;
  /** Served tables it is computed from. */
  sources: readonly string[];
  limitations: readonly string[];
  update_frequency: string;
  typical_range?: string;
}
