/** Which of several exports is the newest: by the time in its name, `…_20251119_074210.csv`. */

const stamp = /(\d{4})(\d{2})(\d{2})(?:[_T-]?(\d{6}))?(?=\D*$)/;

/** "20251119074210", or "" without a time in the name: such a file is older than any that has one. */
export function exportTime(name: string): string {
  const [, year, month, day, time = "000000"] = stamp.exec(name) ?? [];
  return year ? `${year}${month}${day}${time}` : "";
}

/** Oldest first; files of the same time by name. */
export const byExportTime = (a: string, b: string): number => {
  const [x, y] = [`${exportTime(a)} ${a}`, `${exportTime(b)} ${b}`];
  return x < y ? -1 : x > y ? 1 : 0;
};

/** SQL DATE on which the export was made, by its name; NULL when the name has no real day. */
export function exportDate(name: string): string {
  const time = exportTime(name);
  return time ? `try_cast('${time.slice(0, 4)}-${time.slice(4, 6)}-${time.slice(6, 8)}' as date)` : "null::date";
}
