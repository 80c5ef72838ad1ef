/**
 * Which rows of a tall list are on screen. Browsers do not lay out elements of tens of millions of pixels, so a list
 * above `MAX_HEIGHT` is drawn on a shorter track and the position on it is scaled.
 */

export const ROW_HEIGHT = 26;
const MAX_HEIGHT = 12_000_000;

/** Height of the track in pixels. */
export const trackHeight = (rowCount: number): number => Math.min(rowCount * ROW_HEIGHT, MAX_HEIGHT);

export interface Window {
  /** First row that is (partly) visible. */
  first: number;
  /** Where its upper edge stands on the track, in pixels. */
  top: number;
  /** How many rows fit, partly visible ones included. */
  count: number;
}

/** The rows at a scroll position; `height` is that of the visible part under the header. */
export function windowAt(scrollTop: number, height: number, rowCount: number): Window {
  const track = trackHeight(rowCount);
  const full = rowCount * ROW_HEIGHT;
  const room = Math.max(1, track - height);
  const at = Math.max(0, Math.min(scrollTop, room));
  const offset = track === full ? at : (at / room) * (full - height);
  const first = Math.min(Math.floor(offset / ROW_HEIGHT), Math.max(0, rowCount - 1));
  return {first, top: at - (offset - first * ROW_HEIGHT), count: Math.ceil(height / ROW_HEIGHT) + 1};
}

/** The scroll position that brings a row into view, moving as little as possible. */
export function scrollTo(row: number, scrollTop: number, height: number, rowCount: number): number {
  const track = trackHeight(rowCount);
  const full = rowCount * ROW_HEIGHT;
  const scale = track === full ? 1 : (track - height) / (full - height);
  const offset = scrollTop / scale;
  if (row * ROW_HEIGHT < offset) return row * ROW_HEIGHT * scale;
  const below = (row + 1) * ROW_HEIGHT - height;
  return below > offset ? Math.ceil(below * scale) : scrollTop;
}
