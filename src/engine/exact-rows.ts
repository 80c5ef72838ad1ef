/**
 * Arrow result → cells without loss: DECIMAL and HUGEINT as decimal text with every digit, DATE as ISO text, TIMESTAMP
 * as the engine writes it. `rows.ts` gives pages numbers and Dates to calculate and draw with; this is for what is
 * shown as it is and exported.
 */
import {kindOfType, type Cell, type CellKind, type ResultColumn} from "../model/result.js";
import {cellSource, type RowSource} from "../model/row-source.js";
import {toRows, type ArrowTable, type ArrowType} from "./rows.js";

const TYPE = {int: 2, float: 3, text: 5, boolean: 6, decimal: 7, date: 8, timestamp: 10, dictionary: -1};

/** Integer and number of decimals → plain decimal text: (-1205n, 2) → "-12.05". */
function decimalText(value: bigint, scale: number): string {
  const digits = (value < 0n ? -value : value).toString().padStart(scale + 1, "0");
  const split = digits.length - scale;
  return `${value < 0n ? "-" : ""}${digits.slice(0, split)}${scale ? `.${digits.slice(split)}` : ""}`;
}

/** 128 bits, little endian, two's complement. */
function wideInteger(words: Uint32Array): bigint {
  const low = (BigInt(words[1]) << 32n) | BigInt(words[0]);
  return (BigInt.asIntN(64, (BigInt(words[3]) << 32n) | BigInt(words[2])) << 64n) | low;
}

const integerCell = (value: bigint | number): Cell => (typeof value === "number" || (value >= -(2n ** 53n) && value <= 2n ** 53n) ? Number(value) : String(value));

/** Milliseconds since 1970 (with a fraction for microseconds) → "2025-11-20 08:15:00", with a fraction of a second only where there is one. */
function timestampText(milliseconds: number): string {
  const whole = Math.floor(milliseconds);
  const text = new Date(whole).toISOString();
  const fraction = (text.slice(20, 23) + String(Math.round((milliseconds - whole) * 1000)).padStart(3, "0")).replace(/0+$/, "");
  return text.slice(0, 19).replace("T", " ") + (fraction && `.${fraction}`);
}

function readerOf(type: ArrowType): (value: any) => Cell {
  switch (type.typeId) {
    case TYPE.int: return integerCell;
    case TYPE.decimal: return (words) => decimalText(wideInteger(words), type.scale ?? 0);
    case TYPE.date: return (value) => new Date(Number(value)).toISOString().slice(0, 10);
    case TYPE.timestamp: return (value) => timestampText(Number(value));
    case TYPE.dictionary: return readerOf(type.dictionary!);
    case TYPE.float: case TYPE.text: case TYPE.boolean: return (value) => value;
    default: return (value) => JSON.stringify(value);
  }
}

const KINDS: Record<number, CellKind> = {
  [TYPE.int]: "integer", [TYPE.float]: "double", [TYPE.text]: "text", [TYPE.boolean]: "boolean", [TYPE.decimal]: "decimal", [TYPE.date]: "date", [TYPE.timestamp]: "timestamp", [TYPE.dictionary]: "text"
};

/** Columns of an Arrow table; `types` are the engine's names of their types where they are known. */
export const arrowColumns = ({schema}: ArrowTable, types?: readonly string[]): ResultColumn[] =>
  schema.fields.map(({name, type}, j) => ({name, type: types?.[j] ?? String(type), kind: types ? kindOfType(types[j]) : (KINDS[type.typeId] ?? "nested")}));

/** Every row of a table as cells; nested values as JSON text of what `toRows` makes of them. */
export function exactRows(table: ArrowTable): Cell[][] {
  const rows = Array.from({length: table.numRows}, (): Cell[] => new Array<Cell>(table.schema.fields.length));
  table.schema.fields.forEach(({type}, j) => {
    const cellAt = columnReader(table, j, type);
    for (let i = 0; i < rows.length; ++i) rows[i][j] = cellAt(i);
  });
  return rows;
}

function columnReader(table: ArrowTable, column: number, type: ArrowType): (row: number) => Cell {
  const vector = table.getChildAt(column)!;
  if (!(type.typeId in KINDS)) {
    const {fields} = table.schema;
    const plain = toRows({numRows: table.numRows, schema: {fields: [fields[column]]}, getChildAt: () => vector});
    return (row) => (plain[row][fields[column].name] === null ? null : JSON.stringify(plain[row][fields[column].name]));
  }
  const read = readerOf(type);
  return (row) => {
    const value = vector.get(row);
    return value === null || value === undefined ? null : read(value);
  };
}

/** A row source over an Arrow table that is at hand; a cell is converted when it is read, so a million rows cost nothing at first. */
export function arrowSource(table: ArrowTable, types?: readonly string[]): RowSource {
  const columns = arrowColumns(table, types);
  const readers: ((row: number) => Cell)[] = [];
  return cellSource(columns, table.numRows, (row, column) => (readers[column] ??= columnReader(table, column, table.schema.fields[column].type))(row));
}
