/** What a statement line is made of, whoever sends it, and how a layout says where each part stands. Pure. */
import type {DecimalMark} from "./statement-amounts.js";
import type {DateOrder} from "./statement-periods.js";

export const statementFields = [
  "reported_on", "usage_month", "store", "artist", "title", "release_title", "isrc", "other_isrc", "upc", "quantity", "kind", "country", "earnings", "currency",
  "withheld", "recoup", "team_percentage", "transaction_id", "original_currency", "original_amount", "exchange_rate"
] as const;
export type StatementField = (typeof statementFields)[number];

/** What each field is, for a person who maps the columns of an unknown layout. */
export const fieldMeanings: Record<StatementField, string> = {
  reported_on: "date or month of the statement",
  usage_month: "month or period in which it was streamed or sold",
  store: "store or platform",
  artist: "artist",
  title: "track title",
  release_title: "release title, used where there is no track title",
  isrc: "recording code",
  other_isrc: "a second column with recording codes, used where the first is blank",
  upc: "release code",
  quantity: "units",
  kind: "kind of sale",
  country: "country of sale",
  earnings: "what you earned: your share, after fees",
  currency: "currency of the earnings",
  withheld: "amount withheld",
  recoup: "amount recouped",
  team_percentage: "your share in percent; earnings already include it",
  transaction_id: "the distributor's own id of the line",
  original_currency: "currency of the sale, before conversion",
  original_amount: "amount before conversion",
  exchange_rate: "rate from the original currency; blank is 1"
};

const distributorIds = ["distrokid", "toolost", "tunecore", "cdbaby", "believe", "orchard", "symphonic", "bandcamp"] as const;
export type DistributorId = (typeof distributorIds)[number];

/** One distributor's statements, recognised by their headings; `D` is a mapped layout's own name. */
export interface StatementLayout<D extends string = string> {
  distributor: D;
  label: string;
  /** Field → headings that it stands under, the usual one first; compared in lower case with single spaces. */
  headings: Partial<Record<StatementField, readonly string[]>>;
  /** Fields without which this is not that distributor's statement. */
  needs: readonly StatementField[];
  /** Currency of lines that name none; absent where the file always has to say. */
  currency?: string;
  /** What is assumed where the amounts do not show it themselves. */
  decimalMark: DecimalMark;
  dateOrder: DateOrder;
  /** Headings of columns that hold personal data: they are never read and never shown. */
  isPrivate?: (heading: string) => boolean;
  /** A column that is the money for want of any other, where the sender's heading for it varies; it has to be the only one. */
  moneyLike?: (heading: string) => boolean;
  /** The heading that was taken for the money by `moneyLike`. */
  moneyHeading?: string;
  /** Lines that are no sale: value of `field` in lower case, and what to say of such a line. */
  notSales?: {field: StatementField; values: readonly string[]; says: string};
}

/** As headings are compared: lower case, single spaces, no byte order mark, no outer quotes. */
export const plainHeading = (heading: string): string => heading.replaceAll("\ufeff", "").replace(/[\s\u00a0]+/g, " ").trim().toLowerCase();

/** What stands where headings are looked for, for a sentence. A line of figures or with a mail address is no header, and may be about a person: it is not shown. */
export function headingsFound(header: readonly string[]): string {
  const isLine = header.filter((cell) => /\d/.test(cell) && /^[-+(\d.,/:%) ]+$/.test(cell.slice(0, 40))).length > 2 || header.some((cell) => /\S@\S+\.\S/.test(cell.slice(0, 200)));
  if (/[\u2400\x01-\x08\x0e-\x1f]/.test(header.join())) return "what is no text";
  return isLine ? `a line of ${header.length} cells that are no headings (not shown)` : header.join(", ").slice(0, 300) || "an empty line";
}
