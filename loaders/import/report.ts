/** What an import says of one file. */
import type {ImportFigures} from "../../src/model/import-figures.js";

export interface ImportReport extends ImportFigures {
  /** imported: stored · unchanged: it was there already · refused: nothing was stored */
  status: "imported" | "unchanged" | "refused";
  /** Where the original is, below the data folder. */
  stored: string | null;
}

export const emptyReport = (file: string, sha256: string): ImportReport => ({
  file, sha256, distributor: null, layout: null, lines: 0, loaded: 0, quarantined: 0, total: null, currency: null, usage_months: [], statement_months: [],
  columns_not_loaded: [], status: "refused", stored: null, totals: [], problems: []
});

const span = (months: readonly string[]): string => (months.length > 1 ? `${months[0]} to ${months.at(-1)} (${months.length} months)` : (months[0] ?? "none"));

/** The report as a person reads it. */
export function reportLines({file, layout, lines, loaded, quarantined, totals, usage_months, statement_months, columns_not_loaded, status, stored, problems}: ImportReport): string[] {
  const facts = layout
    ? [
        `  recognised    ${layout}`,
        `  lines         ${lines}: ${loaded} loaded, ${quarantined} in quarantine`,
        `  total         ${totals.map(({currency, total}) => `${currency} ${total}`).join(" · ") || "nothing"}`,
        `  usage         ${span(usage_months)}`,
        `  statements    ${span(statement_months)}`,
        `  not loaded    ${columns_not_loaded.join(", ") || "every column is read"}`
      ]
    : [];
  const end = status === "imported" ? `  stored as     ${stored}` : status === "unchanged" ? `  unchanged     it is already there as ${stored}` : "  refused       nothing was stored";
  return [file, ...facts, ...problems.map((sentence) => `  note: ${sentence}`), end];
}
