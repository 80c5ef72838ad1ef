/** The rules of single cells that several feeds share: what a person should have written, and how it is told. Pure. */

export const digits = String.raw`\d(?:_?\d)*`;

/** `pattern` is checked against the whole text of a cell; a date also has to be in the calendar. */
export const cellKinds = {
  date: {pattern: /^\d{4}-\d{2}-\d{2}( 00:00:00)?$/, expected: "a date such as 2025-07-31"},
  month: {pattern: /^\d{4}-(0[1-9]|1[0-2])(-\d{2})?$/, expected: "a month such as 2025-07"},
  count: {pattern: new RegExp(String.raw`^\s*[+-]?${digits}(?:\.0*)?\s*$`), expected: "a whole number"},
  money: {pattern: new RegExp(String.raw`^\s*[+-]?(?:${digits}\.?(?:${digits})?|\.${digits})(?:[eE][+-]?\d{1,2})?\s*$`), expected: "an amount such as 0.00012345, with at most 18 decimals"},
  percent: {pattern: /^\d{1,3}(\.\d*)?%?$/, expected: "a percentage such as 100.0"}
};

/** Years of the days and months that are taken, as text; another is a slip of the pen ("0025-07-31") or stands for "never" ("9999-12-31"), and would stretch every calendar to it. */
export const yearsTaken = {from: "1900", before: "2101"} as const;

/** "2025-02" or "2025-02-28", with or without a time; false for a day that no calendar has, or in no year that is taken. */
export const isRealDay = (text: string): boolean => {
  const day = text.slice(0, 10).padEnd(10, "-01");
  return day >= yearsTaken.from && day < yearsTaken.before && (new Date(`${day}T00:00:00Z`).toJSON()?.startsWith(day) ?? false);
};
