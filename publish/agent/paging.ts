/** Long answers come in pages: an agent's context is small, and it must know that there is more. */
import {z} from "zod";
import type {Envelope} from "../../src/model/envelope.js";

export const PAGE_ROWS = 100;
export const MAX_PAGE_ROWS = 1000;

/** Arguments of every tool that lists rows. */
export const pagingShape = {
  offset: z.int().min(0).max(10_000_000).default(0).describe("rows to leave out: next_offset of the page before"),
  page_size: z.int().min(1).max(MAX_PAGE_ROWS).default(PAGE_ROWS).describe("most rows in this answer")
};
export type Paging = {offset: number; page_size: number};

export interface Page {
  offset: number;
  /** Rows in this answer, and in all pages together. */
  rows: number;
  total: number;
  has_more: boolean;
  next_offset: number | null;
}

/** One page of `rows`, and where it stands. */
export function pageOf<T>(rows: readonly T[], {offset, page_size}: Paging): {rows: T[]; page: Page} {
  const own = rows.slice(offset, offset + page_size);
  const end = offset + own.length;
  const has_more = own.length > 0 && end < rows.length;
  return {rows: own, page: {offset, rows: own.length, total: rows.length, has_more, next_offset: has_more ? end : null}};
}

/** Why a page is empty though there are rows; null when it is not. */
export const pastEnd = ({rows, total, offset}: Page): string | null =>
  rows === 0 && total > 0 ? `offset ${offset} is past the last of ${total} rows: begin again with offset 0` : null;

/** "rows 1 to 100 of 340: …" where there is more. */
export const moreRows = ({offset, rows, total, next_offset}: Page): string[] =>
  next_offset === null ? [] : [`rows ${offset + 1} to ${offset + rows} of ${total}: there is more, ask again with offset ${next_offset}`];

/** Cuts an answer whose data are rows down to one page. */
export function paged<Row>(envelope: Envelope<Row[]>, paging: Paging): Envelope<Row[]> {
  if (!envelope.success) return envelope;
  const {rows, page} = pageOf(envelope.data, paging);
  const {metadata, warnings} = envelope;
  return {
    ...envelope, data: rows, warnings: [...warnings, ...moreRows(page)],
    metadata: {...metadata, row_count: rows.length, empty_because: metadata.empty_because ?? pastEnd(page), page}
  };
}
