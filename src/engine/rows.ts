/**
 * Arrow result → plain rows, so that Plot, Inputs, d3 and a reader of the console see numbers, strings and Dates.
 *
 * The engine could cast BIGINT, DECIMAL and TIMESTAMP itself (`db.open({query: {castDecimalToDouble: true, …}})`),
 * but those casts return garbage for values inside a list or struct. So the values arrive as they are and the
 * Arrow type of each column, at every depth, says how to read them.
 */

/** Rows of a query in the order of the result; `columns` keeps the order of the columns. */
export type Row = Record<string, any>;
export type Rows<T extends Row = Row> = T[] & {columns: string[]};

/** The parts of Arrow's table and types that are used; structural, so that any Arrow release fits. */
export type ArrowType = {typeId: number; scale?: number; children?: readonly ArrowField[] | null; dictionary?: ArrowType};
export type ArrowField = {readonly name: string; readonly type: ArrowType};
type ArrowVector = {readonly length: number; get(index: number): unknown};
export interface ArrowTable {
  readonly numRows: number;
  readonly schema: {readonly fields: readonly ArrowField[]};
  getChildAt(index: number): ArrowVector | null;
}

type Read = (value: any) => unknown;

/** Arrow's type ids that need reading; all others are plain already. */
const TYPE = {int: 2, decimal: 7, time: 9, timestamp: 10, interval: 11, list: 12, struct: 13, map: 17, duration: 18};

const same: Read = (value) => value;
const orNull = (read: Read): Read => (value) => (value === null || value === undefined ? null : read(value));

/** 128 bits, little endian, two's complement → the nearest number to `value / 10^scale`. */
function decimalReader(scale: number): Read {
  const unit = 10n ** BigInt(scale);
  const divisor = Number(unit);
  return (words: Uint32Array) => {
    const low = (BigInt(words[1]) << 32n) | BigInt(words[0]);
    const value = (BigInt.asIntN(64, (BigInt(words[3]) << 32n) | BigInt(words[2])) << 64n) | low;
    return Number(value / unit) + Number(value % unit) / divisor;
  };
}

function listReader(item: Read): Read {
  return (vector: ArrowVector) => Array.from({length: vector.length}, (_, i) => item(vector.get(i)));
}

function structReader(fields: readonly ArrowField[], path: string): Read {
  const reads = fields.map(({name, type}) => [name, reader(type, `${path}.${name}`)] as const);
  return (row: Record<string, unknown>) => Object.fromEntries(reads.map(([name, read]) => [name, read(row[name])]));
}

/** MAP → object with the keys as text. */
function mapReader(entries: ArrowField, path: string): Read {
  const read = reader(entries.type.children![1].type, path);
  return (map: Iterable<[unknown, unknown]>) => Object.fromEntries(Array.from(map, ([key, value]) => [String(key), read(value)]));
}

function reader(type: ArrowType, path: string): Read {
  switch (type.typeId) {
    case TYPE.int:
      return (value) => (typeof value === "bigint" ? Number(value) : value);
    case TYPE.decimal:
      return orNull(decimalReader(type.scale ?? 0));
    case TYPE.timestamp:
      return orNull((milliseconds: number) => new Date(Number(milliseconds)));
    case TYPE.list:
      return orNull(listReader(reader(type.children![0].type, `${path}[]`)));
    case TYPE.struct:
      return orNull(structReader(type.children!, path));
    case TYPE.map:
      return orNull(mapReader(type.children![0], path));
    case TYPE.time:
    case TYPE.interval:
    case TYPE.duration:
      // This engine returns a result with a TIME column as an empty one, and intervals cut in half.
      throw new TypeError(`column type not readable, cast it to varchar: ${path}`);
    default:
      return same;
  }
}

/**
 * Converts a result: DATE → Date at UTC midnight of its day, TIMESTAMP → Date, BIGINT, HUGEINT and DECIMAL → number
 * (integers exact up to 2^53, select larger ones as varchar), LIST → array, STRUCT and MAP → object, NULL → null.
 * Throws on TIME and INTERVAL columns, which this engine cannot hand over.
 */
export function toRows<T extends Row = Row>(table: ArrowTable): Rows<T> {
  const {fields} = table.schema;
  const rows = Array.from({length: table.numRows}, (): Row => ({}));
  fields.forEach(({name, type}, j) => {
    const read = reader(type, name);
    const vector = table.getChildAt(j)!;
    for (let i = 0; i < rows.length; ++i) rows[i][name] = read(vector.get(i));
  });
  return Object.assign(rows as T[], {columns: fields.map(({name}) => name)});
}
