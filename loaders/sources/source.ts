/** What a feed has to say of itself; `loaders/sources/index.ts` lists them all. */
import type {Database} from "../duckdb.js";
import type {InputFile} from "../inputs.js";
import type {Contract} from "./contract.js";

export interface Source {
  feed: string;
  /** Files of this name must match the contract; others are recognised by `signature`. */
  fileNames: RegExp;
  contract: Contract;
  /** Headings (lower case) that together tell this feed from every other. */
  signature: string[];
  /** A file of another name that looks like this feed belongs to it even without a required column, which then fails the snapshot; without this it is not read. */
  claimsPartialHeader?: boolean;
  neededFor: string;
  /** DATE column whose range the manifest reports. */
  span?: string;
  layout: (file: InputFile) => string;
  /** SQL from the staged view to the rows of `target`. */
  normalise: (view: string, file: InputFile) => string;
  /** Temporary table or view that joins all files of the feed. */
  target: string;
  /** Why a header that has every required column cannot be used, as a sentence; null when it can. */
  headerRule?: (file: Pick<InputFile, "name" | "header">) => string | null;
  /** SQL: is the record a total row, which repeats the sum of others? Over `raw(field)`, the cell in lower case. Such rows are left out and counted. */
  totals?: (raw: (field: string) => string) => string;
  /** Several files may report one thing: SQL over `target` that identifies it. The newest file's row stands; what gives way is counted. */
  supersedes?: {key: string[]; heading: string; says: string};
  /** SQL `select file_id, line, column_name, value, reason, raw` of rows of `target` that only the other feeds show to be wrong; they go to quarantine. */
  rejects?: string;
  /** Columns that may occur once; later rows go to quarantine. */
  uniqueBy?: {columns: string[]; heading: string; says: string};
  /** What is wrong with the file's header, as a sentence without the file's name; replaces the check against the contract. */
  problem?: (file: InputFile) => string | null;
  /** Reads the file's text columns itself, instead of `text` (SQL of all of them as they are). Returns what to select from. */
  read?: (db: Database, file: InputFile, table: string, text: string) => Promise<string>;
  /** Rows that are none of this feed: SQL over the raw cells, and what to say of them. They go to quarantine. */
  leavesOut?: {field: string; matches: (x: string) => string; says: string};
  /** Headings whose cells are never read and never shown. */
  isPrivate?: (heading: string) => boolean;
  /** Field that holds the sender's own id of a row: a second row of the same id, in any file of the feed, is the same row. */
  identity?: string;
  /** A second table that the file's rows go to. */
  alsoStages?: {target: string; select: (view: string, file: InputFile) => string};
}
