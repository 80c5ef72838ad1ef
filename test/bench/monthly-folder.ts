/** A folder as it grows in years: one statement file for each reporting month, made from generated data. */
import {copyFileSync, mkdirSync, readFileSync, readdirSync, writeFileSync} from "node:fs";
import {join} from "node:path";

const STATEMENTS = "dk_bank_details.csv";
/** Usage months of the generated data: a copy this many months earlier continues the history without a gap. */
const SPAN_MONTHS = 26;

/** "2025-03-17" or "2025-03", `months` earlier; days that the earlier month lacks become its 28th. */
export function monthsBefore(date: string, months: number): string {
  const at = Number(date.slice(0, 4)) * 12 + Number(date.slice(5, 7)) - 1 - months;
  const month = `${Math.floor(at / 12)}-${String((at % 12) + 1).padStart(2, "0")}`;
  return date.length === 7 ? month : `${month}-${date.slice(8) > "28" ? "28" : date.slice(8)}`;
}

/**
 * Writes the generated folder `from` to `to`, its statement lines repeated `copies` times, each copy 26 months before the
 * last one, in one file for each reporting month. Returns the names of the files, oldest first, and the number of lines.
 */
export function writeMonthlyFolder(from: string, to: string, copies: number): {files: string[]; lines: number} {
  mkdirSync(to, {recursive: true});
  for (const name of readdirSync(from).filter((name) => name !== STATEMENTS)) copyFileSync(join(from, name), join(to, name));
  const [header, ...rows] = readFileSync(join(from, STATEMENTS), "utf8").trimEnd().split("\n");
  const byMonth = new Map<string, string[]>();
  for (let copy = 0; copy < copies; ++copy) {
    for (const row of rows) {
      const shifted = `${monthsBefore(row.slice(0, 10), copy * SPAN_MONTHS)},${monthsBefore(row.slice(11, 18), copy * SPAN_MONTHS)}${row.slice(18)}`;
      const month = shifted.slice(0, 7);
      const lines = byMonth.get(month);
      if (lines) lines.push(shifted);
      else byMonth.set(month, [shifted]);
    }
  }
  const months = [...byMonth.keys()].sort();
  for (const month of months) writeFileSync(join(to, `statement-${month}.csv`), `${header}\n${byMonth.get(month)!.join("\n")}\n`);
  return {files: months.map((month) => `statement-${month}.csv`), lines: rows.length * copies};
}
