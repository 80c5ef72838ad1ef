/** The rows of a source as a grid asks for them while it scrolls: pages are kept, and of those that are missing only the last wanted one is read. */
import type {Cell} from "../model/result.js";
import type {RowSource} from "../model/row-source.js";

const PAGE = 500;
const KEPT = 60;

export interface GridPages {
  /** The row when it is at hand; undefined while it is being read. */
  row(index: number): readonly Cell[] | undefined;
  /** Makes the rows of [from, to) come; `loaded` is called when there are new ones. */
  want(from: number, to: number): void;
  close(): void;
}

/** `failed` gets the reason when a page cannot be read. */
export function gridPages(source: RowSource, loaded: () => void, failed: (reason: unknown) => void): GridPages {
  const pages = new Map<number, readonly (readonly Cell[])[]>();
  let wanted: number[] = [];
  let isReading = false;
  let isClosed = false;
  const keep = (page: number, rows: readonly (readonly Cell[])[]) => {
    pages.set(page, rows);
    if (pages.size > KEPT) pages.delete(pages.keys().next().value!);
  };
  const read = (page: number) => source.read(page * PAGE, Math.min(source.rowCount, (page + 1) * PAGE));
  const next = (): void => {
    const page = wanted.find((page) => !pages.has(page));
    if (isReading || isClosed || page === undefined) return;
    const rows = read(page);
    if (!(rows instanceof Promise)) {
      keep(page, rows);
      return next();
    }
    isReading = true;
    const settle = (then: () => void) => {
      isReading = false;
      if (!isClosed) then();
    };
    rows.then((read) => settle(() => { keep(page, read); loaded(); next(); }), (reason: unknown) => settle(() => { wanted = []; failed(reason); }));
  };
  return {
    row: (index) => pages.get(Math.floor(index / PAGE))?.[index % PAGE],
    want(from, to) {
      const first = Math.floor(from / PAGE);
      wanted = Array.from({length: Math.max(0, Math.ceil(Math.min(to, source.rowCount) / PAGE) - first)}, (_, i) => first + i);
      next();
    },
    close: () => void (isClosed = true)
  };
}
