/** Keyboard movement in a table with role="grid": one tab stop, arrows move, Enter or Space selects (WAI-ARIA grid pattern). */

type Move = (at: {row: number; column: number}, rows: HTMLElement[][], event: KeyboardEvent) => {row: number; column: number};

const moves: Record<string, Move> = {
  ArrowLeft: ({row, column}) => ({row, column: column - 1}),
  ArrowRight: ({row, column}) => ({row, column: column + 1}),
  ArrowUp: ({row, column}) => ({row: row - 1, column}),
  ArrowDown: ({row, column}) => ({row: row + 1, column}),
  Home: ({row}, _rows, event) => ({row: event.ctrlKey ? 0 : row, column: 0}),
  End: ({row}, rows, event) => ({row: event.ctrlKey ? rows.length - 1 : row, column: Infinity})
};

const clamp = (value: number, count: number): number => Math.max(0, Math.min(value, count - 1));

/**
 * Makes `rows` of cells one roving tab stop inside `grid` and calls `select(cell)` on click, Enter and Space.
 * `start` is the cell that Tab reaches first (the first cell by default).
 */
export function addGridKeys(grid: HTMLElement, rows: HTMLElement[][], select: (cell: HTMLElement) => void, start = rows[0]?.[0]): void {
  let current = start;
  for (const cell of rows.flat()) cell.tabIndex = cell === start ? 0 : -1;
  const moveTo = (cell: HTMLElement): void => {
    if (current) current.tabIndex = -1;
    cell.tabIndex = 0;
    current = cell;
    cell.focus();
  };
  const cellOf = (event: Event): HTMLElement | undefined => rows.flat().find((cell) => cell.contains(event.target as Node));
  grid.addEventListener("click", (event) => {
    const cell = cellOf(event);
    if (!cell) return;
    moveTo(cell);
    select(cell);
  });
  grid.addEventListener("keydown", (event) => {
    const cell = cellOf(event);
    if (!cell) return;
    const row = rows.findIndex((cells) => cells.includes(cell));
    if (event.key === "Enter" || event.key === " ") select(cell);
    else if (moves[event.key]) {
      const to = moves[event.key]({row, column: rows[row].indexOf(cell)}, rows, event);
      const line = rows[clamp(to.row, rows.length)];
      moveTo(line[clamp(to.column, line.length)]);
    } else return;
    event.preventDefault();
  });
}
