/** Rejected rows, gathered by column and reason, with the first line of each. Pure. */
import {visible} from "./legible.js";

export interface Reject {
  /** 1-based line of the first row. */
  line: number;
  /** Heading; "" where the whole line is broken. */
  column: string;
  found: string | null;
  reason: string;
  count: number;
}

/** More kinds of rejects than this are counted and not kept: each repeated transaction is a kind of its own. */
const MOST_KINDS = 500;

export class Rejects {
  private readonly kinds = new Map<string, Reject>();
  /** Rejected cells of kinds that are not kept. */
  others = 0;

  /** Rows come in the order of their lines. */
  add(line: number, column: string, found: string | null, reason: string): void {
    const key = `${column}\0${reason}`;
    const known = this.kinds.get(key);
    if (known) {
      ++known.count;
      if (line < known.line) Object.assign(known, {line, found});
    } else if (this.kinds.size < MOST_KINDS) this.kinds.set(key, {line, column, found, reason, count: 1});
    else ++this.others;
  }

  /** By line, then by column. */
  list(): Reject[] {
    return [...this.kinds.values()].sort((a, b) => a.line - b.line || (a.column < b.column ? -1 : a.column > b.column ? 1 : 0));
  }
}

/** One reject as a sentence: `file line 3, column "Net": found "x", expected an amount (and 2 more)`. */
export const rejectSentence = (file: string, {line, column, found, reason, count}: Reject): string =>
  `${file} line ${line}${column ? `, column "${column}"` : ""}: ${found === null ? "" : `found "${visible(found.slice(0, 80))}", `}${reason}${count > 1 ? ` (and ${count - 1} more)` : ""}`;
