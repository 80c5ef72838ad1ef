/** The preview of one dropped file: one text, or all the texts of an archive or a workbook. Pure. */
import {sumOf} from "./group.js";
import type {ImportFigures} from "./import-figures.js";
import {type PreviewOptions, type PreviewSteps, previewText, type StatementText, type TextPreview} from "./statement-preview.js";
import {sumAmounts} from "./statement-amounts.js";
import type {Reject} from "./statement-rejects.js";

/** The figures of `npm run import -- --json` for one file, and beside them what a page shows. */
export interface ImportPreview extends ImportFigures {
  columns_private: string[];
  /** The first line of each kind of reject, with the text that it stands in. */
  rejects: (Reject & {file: string})[];
  /** Texts whose headings nobody knows: they can be mapped. */
  unknown: {file: string; header: string[]}[];
  /** import: it would be stored · refuse: it would not */
  outcome: "import" | "refuse";
}

const unique = (texts: readonly string[]): string[] => [...new Set(texts)].sort();

/** One report of all the texts of a file. */
function mergePreviews(file: string, sha256: string, texts: readonly TextPreview[]): ImportPreview {
  const read = texts.filter(({status}) => status === "recognised");
  const amounts = new Map<string, string[]>();
  for (const {currency, total} of read.flatMap(({totals}) => totals)) amounts.set(currency, [...(amounts.get(currency) ?? []), total]);
  const totals = [...amounts].map(([currency, parts]) => ({currency, total: sumAmounts(parts)}));
  const sum = (field: "lines" | "loaded" | "quarantined") => sumOf(read, (text) => text[field]);
  const nothing = read.length && !sum("loaded") ? [`${file}: none of its ${sum("lines")} lines could be loaded`] : [];
  return {
    file, sha256, distributor: unique(read.map(({distributor}) => distributor!)).join(", ") || null, layout: unique(read.map(({layout}) => layout!)).join(", ") || null,
    lines: sum("lines"), loaded: sum("loaded"), quarantined: sum("quarantined"), totals,
    total: totals.length === 1 ? totals[0].total : totals.length ? null : read.length ? "0" : null, currency: totals.map(({currency}) => currency).join(", ") || null,
    usage_months: unique(read.flatMap(({usage_months}) => usage_months)), statement_months: unique(read.flatMap(({statement_months}) => statement_months)),
    columns_not_loaded: [...new Set(read.flatMap(({columns_not_loaded}) => columns_not_loaded))], columns_private: [...new Set(read.flatMap(({columns_private}) => columns_private))],
    rejects: read.flatMap((text) => text.rejects.map((reject) => ({...reject, file: text.file}))),
    unknown: texts.filter(({status}) => status === "unknown").map(({file, header}) => ({file, header})),
    problems: [...texts.flatMap(({problems}) => problems), ...nothing],
    outcome: sum("loaded") > 0 && !texts.some(({status}) => status === "refused") ? "import" : "refuse"
  };
}

/** What a file would be that cannot be opened: `problem` is a sentence. */
export const refusedPreview = (file: string, sha256: string, problem: string): ImportPreview => ({...mergePreviews(file, sha256, []), problems: [problem]});

/** Previews all texts of one file, in order; ids of one text are known to the next. */
export function* previewFile(file: string, sha256: string, texts: readonly StatementText[], options: PreviewOptions = {}): PreviewSteps<ImportPreview> {
  const known = options.known ?? new Map();
  const previews: TextPreview[] = [];
  for (const text of texts) {
    const steps = previewText(text, {...options, known});
    for (;;) {
      const {done, value} = steps.next();
      if (done) {
        previews.push(value);
        break;
      }
      yield (previews.length + value) / texts.length;
    }
  }
  return mergePreviews(file, sha256, previews);
}
