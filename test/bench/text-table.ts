/** A table as text: columns as wide as their widest cell, figures to the right. */

export type Cell = string | number | null | undefined;

/** A number or text that begins with one ("1.25×", "14.0 MB") stands on the right. */
const isFigure = (text: string): boolean => /^[<>≤≥≈−-]?\d/.test(text) || text === "–";

const cellText = (cell: Cell): string => (cell === null || cell === undefined ? "–" : String(cell));

/** Lines of a table under its title; a column stands on the right when all its cells are figures. */
export function textTable(title: string, head: readonly string[], rows: readonly (readonly Cell[])[]): string {
  const body = rows.map((row) => head.map((_, j) => cellText(row[j])));
  const widths = head.map((name, j) => Math.max(name.length, ...body.map((row) => row[j].length)));
  const onRight = head.map((_, j) => body.every((row) => isFigure(row[j])));
  const line = (cells: readonly string[]) => cells.map((cell, j) => (onRight[j] ? cell.padStart(widths[j]) : cell.padEnd(widths[j]))).join("  ").trimEnd();
  return [title, line(head), widths.map((width) => "─".repeat(width)).join("  "), ...body.map(line)].join("\n");
}

export const seconds = (value: number): string => `${value.toFixed(2)} s`;
export const milliseconds = (value: number | null | undefined): string => (value === null || value === undefined ? "–" : `${value.toFixed(value < 100 ? 1 : 0)} ms`);
export const times = (ratio: number | null | undefined): string => (ratio === null || ratio === undefined ? "–" : `${ratio.toFixed(2)}×`);
/** Bytes in millions. */
export const megabytes = (bytes: number): string => `${(bytes / 1e6).toFixed(bytes < 1e7 ? 2 : 1)} MB`;
