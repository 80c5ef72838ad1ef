/** What a feed has to say of itself; `loaders/sources/index.ts` lists them all. */
import type {InputFile} from "../inputs.js";
import type {Contract} from "./contract.js";

export interface Source {
  feed: string;
  /** Files of this name must match the contract; others are recognised by `signature`. */
  fileNames: RegExp;
  contract: Contract;
  /** Headings (lower case) that together tell this feed from every other. */
  signature: string[];
  neededFor: string;
  /** DATE column whose range the manifest reports. */
  span?: string;
  layout: (file: InputFile) => string;
  /** SQL from the staged view to the rows of `target`. */
  normalise: (view: string, file: InputFile) => string;
  /** Temporary table or view that joins all files of the feed. */
  target: string;
  /** Columns that may occur once; later rows go to quarantine. */
  uniqueBy?: {columns: string[]; heading: string; says: string};
}
