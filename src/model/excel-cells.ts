/** Cells as a spreadsheet stores them: a figure is a number only when the sheet's floating point shows every digit of it. Pure. */
import {trimDecimal} from "./result-text.js";
import {cellDate, isNumeric, isTemporal, type Cell, type ResultColumn} from "./result.js";

/** `text` is never read as a formula; `day` has no time of day. */
export type ExcelCell = {type: "number"; value: number} | {type: "text"; value: string} | {type: "boolean"; value: boolean} | {type: "day" | "instant"; value: Date} | null;

/** Excel keeps 15 significant digits. */
const DIGITS = 15;
/** The longest text of a cell. */
const LONGEST = 32_767;
/** Days before 1 March 1900 are counted wrongly by Excel, those before 1900 not at all. */
const FIRST_DAY = Date.UTC(1900, 2, 1);

export function excelCell(cell: Cell, {kind}: ResultColumn): ExcelCell {
  if (cell === null) return null;
  if (typeof cell === "boolean") return {type: "boolean", value: cell};
  if (isTemporal(kind)) {
    const date = cellDate(cell);
    const isExact = date !== null && date.getTime() >= FIRST_DAY && date.getTime() % 1000 === 0 && !/\.\d/.test(String(cell));
    return isExact ? {type: kind === "date" ? "day" : "instant", value: date} : {type: "text", value: String(cell)};
  }
  if (isNumeric(kind)) {
    const text = kind === "decimal" ? trimDecimal(String(cell)) : String(cell);
    const digits = text.replace(/^-?0*\.?0*|\.|e.*$/gi, "").length;
    const isExact = kind === "double" ? Number.isFinite(Number(cell)) : digits <= DIGITS;
    return isExact ? {type: "number", value: Number(text)} : {type: "text", value: text};
  }
  return {type: "text", value: String(cell).slice(0, LONGEST)};
}
