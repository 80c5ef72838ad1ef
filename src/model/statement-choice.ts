/** Which layout reads a file, by its name and its headings, as the import decides it. Pure. */
import {splitRecord} from "./csv-records.js";
import {headingsFound, plainHeading, type StatementField, type StatementLayout} from "./statement-fields.js";
import {statementLayouts} from "./statement-layouts.js";
import {parsePeriod} from "./statement-periods.js";
import {findColumns, recogniseStatement, repeatedProblem} from "./recognise-statement.js";
import {distrokidNeeds, distrokidRules, type FieldRules, rowNeeds, statementRules} from "./statement-rules.js";

/** The headings that tell DistroKid's files from every other. */
const distrokidSignature = ["reporting date", "sale month", "store", "earnings (usd)"];

export interface ChosenLayout {
  layout: StatementLayout;
  rules: FieldRules;
  /** Fields without which a row is rejected. */
  needs: readonly StatementField[];
  columns: Map<StatementField, number>;
  /** The layout as a person reads it: "DistroKid 15 columns". */
  title: string;
}

/** Headings and shape of a file. */
export interface FileHead {
  name: string;
  header: readonly string[];
  delimiter: string;
  quoted: boolean;
  /** True for a DistroKid statement that `isResaved`. */
  isResaved?: boolean;
}

/** Every way to read a cell that other senders have. */
const habits = (["point", "comma"] as const).flatMap((mark) => (["month-first", "day-first"] as const).map((order) => ({mark, period: (text: string) => parsePeriod(text, order)})));

/**
 * DistroKid writes its dates and amounts in one way; a spreadsheet that has saved them again writes most of them in another ("15.07.2025",
 * "0,00012"), or what is below zero ("−0.1", "(0.1)"). Then the file is read as other senders' are. `lines` are the first below the header.
 */
export function isResaved(header: readonly string[], lines: readonly string[], delimiter: string): boolean {
  const columns = findColumns(statementLayouts.distrokid, header);
  if (!distrokidNeeds.every((field) => columns.has(field))) return false;
  const rows = lines.filter(({length}) => length < 20_000).map((line) => splitRecord(line.replace(/\r$/, ""), delimiter)).filter(({length}) => length >= header.length);
  return (["earnings", "reported_on", "usage_month"] as const).some((field) => {
    const printed = rows.map((cells) => cells[columns.get(field)!]).filter(Boolean);
    const foreign = printed.filter((text) => distrokidRules[field]!.read(text, habits[0]) === null && habits.some((habit) => statementRules[field]!.read(text, habit) !== null));
    return foreign.length * 2 > printed.length || (field === "earnings" && foreign.some((text) => /^ *[−(]/.test(text)));
  });
}

function distrokidOf(head: FileHead): ChosenLayout | string {
  const layout = statementLayouts.distrokid;
  const {header, delimiter, quoted} = head;
  const columns = findColumns(layout, header);
  const twice = repeatedProblem(header, columns);
  if (head.isResaved) return twice ?? otherOf(layout, head);
  const missing = distrokidNeeds.filter((field) => !columns.has(field)).map((field) => `"${layout.headings[field]![0]}"`);
  if (missing.length) return `missing column${missing.length > 1 ? "s" : ""} ${missing.join(", ")}; found ${headingsFound(header)}`;
  if (twice) return twice;
  return {layout, rules: distrokidRules, needs: distrokidNeeds, columns, title: `DistroKid ${header.length} columns${delimiter === "," && !quoted ? ", rewritten by pandas" : ""}`};
}

function otherOf(layout: StatementLayout, {header}: FileHead): ChosenLayout {
  const needs: StatementField[] = [...rowNeeds.filter((field) => layout.headings[field]), ...(layout.currency ? [] : (["currency"] as const))];
  return {layout, rules: statementRules, needs, columns: findColumns(layout, header), title: `${layout.label} ${header.length} columns${layout.moneyHeading ? `, money in "${layout.moneyHeading}"` : ""}`};
}

/** The layout of a file; a sentence when it cannot be told or lacks a column; null when no layout knows the headings. */
export function chooseLayout(head: FileHead, mapped: readonly StatementLayout[] = []): ChosenLayout | string | null {
  if (/(^|\/)dk_bank_details.*\.csv$/i.test(head.name)) return distrokidOf(head);
  const found = recogniseStatement(head.header);
  if (found.status === "recognised") return found.layout.distributor === "distrokid" ? distrokidOf(head) : otherOf(found.layout, head);
  if (found.status === "ambiguous") return found.problem;
  const headings = new Set(head.header.map(plainHeading));
  if (distrokidSignature.filter((heading) => headings.has(heading)).length >= 3) return distrokidOf(head);
  const own = recogniseStatement(head.header, mapped);
  if (own.status === "recognised") return otherOf(own.layout, head);
  if (own.status === "ambiguous") return own.problem;
  return found.status === "incomplete" && found.layout.distributor !== "distrokid" ? found.problem : null;
}
