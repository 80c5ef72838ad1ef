/** What the parts of a notebook's page share. */
import type {Cell} from "../model/notebook.js";
import type {SqlSchema} from "../model/sql-schema.js";
import type {NotebookSession} from "./notebook-session.js";

export interface CellContext {
  session: NotebookSession;
  /** Tables of the workspace and named queries with their columns, for completion and hints. */
  schema(): SqlSchema;
  /** Tells a screen reader. */
  announce(sentence: string): void;
  /** Moves the keyboard to a cell. */
  focusCell(id: string): void;
  /** An address that shows the notebook and a figure of it; null when it would be too long. */
  linkTo(anchor: string): string | null;
  /** Whether a cell's code is shown: in a notebook that is only read, this is the reader's own choice. */
  isFolded(cell: Cell): boolean;
  setFolded(cell: Cell, folded: boolean): void;
}

export const KIND_NAMES: Record<Cell["kind"], string> = {markdown: "Text", sql: "Query", input: "Input", chart: "Chart"};
