/** The active cell of a grid and the rectangle selected with it; keys as in the WAI-ARIA grid pattern. */

export interface CellPlace {
  row: number;
  column: number;
}

/** Both ends included. */
export interface CellRange {
  top: number;
  bottom: number;
  left: number;
  right: number;
}

/** The place that a key moves to; undefined for other keys. `page` is a screenful of rows. */
export function moved(at: CellPlace, event: KeyboardEvent, size: {rows: number; columns: number; page: number}): CellPlace | undefined {
  const end = event.ctrlKey || event.metaKey;
  const moves: Record<string, CellPlace> = {
    ArrowUp: {row: end ? 0 : at.row - 1, column: at.column},
    ArrowDown: {row: end ? size.rows - 1 : at.row + 1, column: at.column},
    ArrowLeft: {row: at.row, column: end ? 0 : at.column - 1},
    ArrowRight: {row: at.row, column: end ? size.columns - 1 : at.column + 1},
    PageUp: {row: at.row - size.page, column: at.column},
    PageDown: {row: at.row + size.page, column: at.column},
    Home: {row: end ? 0 : at.row, column: 0},
    End: {row: end ? size.rows - 1 : at.row, column: size.columns - 1}
  };
  const to = moves[event.key];
  const clamp = (value: number, count: number) => Math.max(0, Math.min(value, count - 1));
  return to && {row: clamp(to.row, size.rows), column: clamp(to.column, size.columns)};
}

export const rangeOf = (a: CellPlace, b: CellPlace): CellRange => ({
  top: Math.min(a.row, b.row), bottom: Math.max(a.row, b.row), left: Math.min(a.column, b.column), right: Math.max(a.column, b.column)
});

export const isIn = ({top, bottom, left, right}: CellRange, row: number, column: number): boolean => row >= top && row <= bottom && column >= left && column <= right;
