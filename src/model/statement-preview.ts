/**
 * What `npm run import` would say of a statement, worked out without the loaders' engine, so that the page can say it before
 * anything is stored. Works in steps: a file of 100 MB never holds the page up. Pure.
 */
import {csvRecords, isShort} from "./csv-records.js";
import {attoText, markOfBalance, markVote} from "./statement-amounts.js";
import {compareTotals, namesTotal, ownTotalReason, ownTotalSentence, type StatedTotal, statedTotal} from "./own-total.js";
import {type ChosenLayout, chooseLayout, type FileHead} from "./statement-choice.js";
import {plainHeading, type StatementField, type StatementLayout} from "./statement-fields.js";
import {dateOrder, parsePeriod, type StatementPeriod} from "./statement-periods.js";
import {firstLines, headerFirst, headOf, type TextHead} from "./statement-preamble.js";
import {type Reject, Rejects, rejectSentence} from "./statement-rejects.js";
import {amountFields, distrokidRules, type FileHabits, periodFields} from "./statement-rules.js";

/** One decoded text. Line ends are LF or CRLF; a byte order mark is gone. */
export interface StatementText {
  name: string;
  text: string;
  /** How it was read, for a person. */
  note?: string;
  /** True when a UTF-8 file holds bytes that are none. */
  hasBadBytes?: boolean;
}

export interface PreviewOptions {
  /** Layouts of mappings; they apply where no built-in one fits. */
  mapped?: readonly StatementLayout[];
  /** Distributor → transaction id → where it stands: ids of the files loaded so far. Those of this text are added. */
  known?: Map<string, Map<string, string>>;
}

/** The figures of one text; `total` and `currency` as in the import's JSON. */
export interface TextPreview {
  file: string;
  /** recognised: it was read · refused: its header cannot be used · unknown: no layout knows its headings */
  status: "recognised" | "refused" | "unknown";
  distributor: string | null;
  layout: string | null;
  lines: number;
  loaded: number;
  quarantined: number;
  /** By currency code; exact decimals. */
  totals: {currency: string; total: string}[];
  usage_months: string[];
  statement_months: string[];
  columns_not_loaded: string[];
  /** Headings of columns with personal data: their cells are never read. */
  columns_private: string[];
  header: string[];
  rejects: Reject[];
  /** Sentences, the rejects among them. */
  problems: string[];
}

/** Records between two reports of progress. */
const STEP = 500;

/** Yields the share that is done, between 0 and 1; returns the preview. */
export type PreviewSteps<T> = Generator<number, T>;

interface Reading {
  input: StatementText;
  head: FileHead & TextHead;
  chosen: ChosenLayout;
}

const recordsOf = ({input, head}: Reading) =>
  csvRecords(input.text, head.delimiter, head.header.length, {hasBadBytes: input.hasBadBytes});

const positionsOf = (chosen: ChosenLayout, fields: readonly StatementField[]): number[] => [...new Set(fields.flatMap((field) => chosen.columns.get(field) ?? []))];

/** How the whole file writes its amounts and dates. */
function* habitsOf(reading: Reading): PreviewSteps<FileHabits> {
  const {chosen, input} = reading;
  const {layout} = chosen;
  const [amounts, periods] = [positionsOf(chosen, amountFields), positionsOf(chosen, periodFields)];
  const printed = new Set<string>();
  let [balance, count] = [0, 0];
  if (chosen.rules !== distrokidRules)
    for (const {cells, end} of recordsOf(reading)) {
      for (const at of amounts) if (cells?.[at]) balance += markVote(cells[at]);
      for (const at of periods) if (cells?.[at]) printed.add(cells[at]);
      if (++count % STEP === 0) yield (end / input.text.length) * 0.4;
    }
  const order = dateOrder(printed, layout.dateOrder);
  const read = new Map<string, StatementPeriod | null>();
  const period = (text: string) => {
    if (!read.has(text)) read.set(text, parsePeriod(text, order));
    return read.get(text)!;
  };
  return {mark: markOfBalance(balance, layout.decimalMark), period};
}

interface Field {
  name: StatementField;
  position: number;
  required: boolean;
}

/** Fields that can break a row, in the contract's order; two that read one column break it once. */
function checkedFields({layout, rules, needs, columns}: ChosenLayout): Field[] {
  const names = Object.keys(layout.headings) as StatementField[];
  return names.filter((name) => columns.has(name) && (rules[name] || needs.includes(name))).map((name) => ({name, position: columns.get(name)!, required: needs.includes(name)}));
}

class Tally {
  lines = 0;
  loaded = 0;
  readonly totals = new Map<string, bigint>();
  readonly usage = new Set<string>();
  readonly statements = new Set<string>();
  readonly rejects = new Rejects();
  readonly ownTotals: StatedTotal[] = [];
  longPeriods = 0;
  private readonly fields: Field[];
  private readonly ids: Map<string, string>;
  private readonly ownIds = new Map<string, number>();

  constructor(private readonly reading: Reading, private readonly habits: FileHabits, known: ReadonlyMap<string, Map<string, string>>) {
    this.fields = checkedFields(reading.chosen);
    this.ids = known.get(reading.chosen.layout.distributor) ?? new Map();
  }

  private cell(cells: readonly string[], field: StatementField): string | null {
    const at = this.reading.chosen.columns.get(field);
    return at === undefined ? null : cells[at] || null;
  }

  /** Adds one record that could be split. */
  add(line: number, cells: readonly string[]): void {
    const {chosen: {rules}, head} = this.reading;
    if (this.isLeftOut(line, cells)) return;
    const values: Partial<Record<StatementField, ReturnType<NonNullable<typeof rules.store>["read"]>>> = {};
    const broken = new Map<number, [string | null, string]>();
    for (const {name, position, required} of this.fields) {
      const text = cells[position] || null;
      const value = text === null ? null : rules[name] ? rules[name].read(text, this.habits) : text;
      values[name] = value;
      if (value !== null || (text === null && !required) || broken.has(position)) continue;
      broken.set(position, [text, `${text === null ? "is blank; " : ""}expected ${rules[name]?.expected ?? "text"}`]);
    }
    if (broken.size && this.isOwnTotal(line, cells, values)) return;
    for (const [position, [text, reason]] of broken) this.rejects.add(line, head.header[position], text, reason);
    if (broken.size || this.isRepeat(line, cells)) return;
    this.count(values.reported_on as StatementPeriod, values.usage_month as StatementPeriod, values.earnings as bigint, values.currency as string | null | undefined);
  }

  private count(reported: StatementPeriod, usage: StatementPeriod, earnings: bigint, printed: string | null | undefined): void {
    const currency = printed ?? this.reading.chosen.layout.currency!;
    ++this.loaded;
    if (usage.first < usage.last) ++this.longPeriods;
    this.usage.add(usage.last.slice(0, 7));
    this.statements.add(reported.on.slice(0, 7));
    this.totals.set(currency, (this.totals.get(currency) ?? 0n) + earnings);
  }

  private isLeftOut(line: number, cells: readonly string[]): boolean {
    const {notSales} = this.reading.chosen.layout;
    const text = notSales && this.cell(cells, notSales.field);
    if (!text || !notSales.values.includes(text.replace(/^ +| +$/g, "").toLowerCase())) return false;
    this.rejects.add(line, this.reading.head.header[this.reading.chosen.columns.get(notSales.field)!], text, notSales.says);
    return true;
  }

  /** A row that repeats the sum of the others is rejected as that, with its amount. */
  private isOwnTotal(line: number, cells: readonly string[], {usage_month, earnings, currency}: Partial<Record<StatementField, unknown>>): boolean {
    const {head, chosen: {layout, columns}} = this.reading;
    const open = cells.map((cell, at) => (layout.isPrivate?.(plainHeading(head.header[at])) ? "" : cell));
    if (usage_month || typeof earnings !== "bigint" || !namesTotal(open.join(head.delimiter), head.delimiter)) return false;
    this.addTotal(head.header[columns.get("earnings")!], {line, total: attoText(earnings), currency: (currency as string | null | undefined) ?? null});
    return true;
  }

  private addTotal(column: string, own: StatedTotal): void {
    this.ownTotals.push(own);
    this.rejects.add(own.line, column, own.total, ownTotalReason(own.currency));
  }

  /** Adds a line that could not be split. One that only states a total is a summary below the lines. */
  addBroken(line: number, reason: string, raw: string): void {
    const {head, chosen: {layout}} = this.reading;
    const own = isShort(reason) && !layout.isPrivate ? statedTotal(raw, head.delimiter) : null;
    if (own) this.addTotal("", {...own, line});
    else this.rejects.add(line, "", null, reason);
  }

  /** The sender's own id again, here or in a file that is loaded: the same line. */
  private isRepeat(line: number, cells: readonly string[]): boolean {
    const printed = this.cell(cells, "transaction_id");
    const id = printed?.replace(/^ +| +$/g, "");
    if (printed === null || id === undefined) return false;
    const [elsewhere, here] = [this.ids.get(id), this.ownIds.get(id)];
    if (here === undefined) this.ownIds.set(id, line);
    if (elsewhere === undefined && here === undefined) return false;
    this.rejects.add(line, "transaction_id", printed, `this transaction stands ${elsewhere ? `in ${elsewhere}` : `on line ${here}`}: it is loaded once`);
    return true;
  }

  /** Later texts meet the ids of this one. */
  remember(known: Map<string, Map<string, string>>): void {
    for (const [id, line] of this.ownIds) if (!this.ids.has(id)) this.ids.set(id, `${this.reading.input.name} line ${line}`);
    known.set(this.reading.chosen.layout.distributor, this.ids);
  }
}

const blank = (input: StatementText, header: string[]): TextPreview => ({
  file: input.name, status: "unknown", distributor: null, layout: null, lines: 0, loaded: 0, quarantined: 0, totals: [], usage_months: [], statement_months: [],
  columns_not_loaded: [], columns_private: [], header, rejects: [], problems: []
});

function described({input, head, chosen: {layout, title, columns}}: Reading, tally: Tally): TextPreview {
  const read = new Set(columns.values());
  const rejects = tally.rejects.list();
  const long = tally.longPeriods;
  const totals = [...tally.totals].sort(([a], [b]) => (a < b ? -1 : 1)).map(([currency, atto]) => ({currency, total: attoText(atto)}));
  const own = compareTotals(tally.ownTotals, head.stated, totals).map(ownTotalSentence);
  const notes = [...own, [input.note, head.note].filter(Boolean).join("; "), long ? `${long} line${long > 1 ? "s cover several months and are" : " covers several months and is"} filed under the last one` : ""].filter(Boolean);
  return {
    ...blank(input, [...head.header]), status: "recognised", distributor: layout.distributor, layout: title, lines: tally.lines, loaded: tally.loaded, quarantined: tally.lines - tally.loaded,
    totals, usage_months: [...tally.usage].sort(), statement_months: [...tally.statements].sort(),
    columns_not_loaded: head.header.filter((_, at) => !read.has(at)), columns_private: head.header.filter((heading) => layout.isPrivate?.(plainHeading(heading))),
    rejects, problems: [...rejects.map((reject) => rejectSentence(input.name, reject)), ...notes.map((note) => `${input.name}: ${note}`)]
  };
}

/** Previews one text. Nothing is thrown for what a file holds: what is wrong is in `status` and `problems`. */
export function* previewText(given: StatementText, {mapped = [], known = new Map()}: PreviewOptions = {}): PreviewSteps<TextPreview> {
  const head = {name: given.name, ...headOf(firstLines(given.text), mapped)};
  const input = {...given, text: headerFirst(given.text, head.headerLine)};
  const chosen = chooseLayout(head, mapped);
  const at = `${input.name} line ${head.headerLine}`;
  if (chosen === null) return {...blank(input, head.header), problems: [`${at}: no known statement has these columns; found ${head.header.join(", ").slice(0, 300) || "an empty line"}`]};
  if (typeof chosen === "string") return {...blank(input, head.header), status: "refused", problems: [`${at}: ${chosen}`]};
  const reading = {input, head, chosen};
  const tally = new Tally(reading, yield* habitsOf(reading), known);
  for (const record of recordsOf(reading)) {
    if (record.reason === null) tally.add(record.line, record.cells);
    else tally.addBroken(record.line, record.reason, record.raw);
    if (++tally.lines % STEP === 0) yield 0.4 + (record.end / input.text.length) * 0.6;
  }
  tally.remember(known);
  return described(reading, tally);
}

/** Runs every step at once. */
export function runSteps<T>(steps: PreviewSteps<T>): T {
  for (;;) {
    const {done, value} = steps.next();
    if (done) return value;
  }
}
