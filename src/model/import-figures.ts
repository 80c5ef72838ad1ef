/** What an import and its preview say of one file alike: the members of `npm run import -- --json`. */
export interface ImportFigures {
  file: string;
  sha256: string;
  distributor: string | null;
  layout: string | null;
  lines: number;
  loaded: number;
  quarantined: number;
  /** Exact decimal; null when the lines are in several currencies, which are then in `totals` and never added. */
  total: string | null;
  currency: string | null;
  usage_months: string[];
  statement_months: string[];
  columns_not_loaded: string[];
  totals: {currency: string; total: string}[];
  /** Sentences, with file and line. */
  problems: string[];
}
