/**
 * Several Parquet files of one schema into one, row group after row group, without reading a row: the bytes of the row
 * groups are copied and only the footer, which says where they are, is written anew.
 */
import {closeSync, openSync, readFileSync, renameSync, rmSync, writeSync} from "node:fs";
import {type Field, type Items, type Value, readStruct, writeStruct} from "./thrift.js";

const MAGIC = Buffer.from("PAR1");
/** Field numbers of parquet.thrift. */
const FILE = {schema: 2, rows: 3, rowGroups: 4};
const ROW_GROUP = {columns: 1, offset: 5, ordinal: 7};
const CHUNK = {offset: 2, metadata: 3, offsetIndex: 4, columnIndex: 6};
const METADATA = {dataPage: 9, indexPage: 10, dictionaryPage: 11, bloomFilter: 14};

const valueOf = (fields: readonly Field[], id: number): Value | undefined => fields.find((field) => field.id === id)?.value;
const itemsOf = (fields: readonly Field[], id: number): Value[] => (valueOf(fields, id) as Items).items;

/** Adds `by` to the offsets among the fields; 0 and −1 mean that there is none. */
function shift(fields: Field[], ids: readonly number[], by: bigint): void {
  for (const field of fields) if (ids.includes(field.id) && (field.value as bigint) > 0n) field.value = (field.value as bigint) + by;
}

function moveRowGroup(group: Field[], by: bigint, ordinal: number): void {
  shift(group, [ROW_GROUP.offset], by);
  for (const field of group) if (field.id === ROW_GROUP.ordinal) field.value = BigInt(ordinal);
  for (const chunk of itemsOf(group, ROW_GROUP.columns) as Field[][]) {
    shift(chunk, [CHUNK.offset, CHUNK.offsetIndex, CHUNK.columnIndex], by);
    shift(valueOf(chunk, CHUNK.metadata) as Field[], Object.values(METADATA), by);
  }
}

/** The bytes between the marks at both ends, and the footer. Throws `not parquet: …`. */
function open(path: string): {body: Buffer; footer: Field[]} {
  const bytes = readFileSync(path);
  if (bytes.length < 12 || !bytes.subarray(0, 4).equals(MAGIC) || !bytes.subarray(-4).equals(MAGIC)) throw new Error(`not parquet: ${path}`);
  const start = bytes.length - 8 - bytes.readUInt32LE(bytes.length - 8);
  if (start < 4) throw new Error(`not parquet: ${path}`);
  return {body: bytes.subarray(4, start), footer: readStruct(bytes.subarray(start, -8))};
}

/** Writes the rows of `paths`, in that order, to `target`, which appears only when it is complete. Returns the number of rows. */
export function joinParquet(paths: readonly string[], target: string): number {
  const part = `${target}.part`;
  const file = openSync(part, "w");
  try {
    let at = writeSync(file, MAGIC);
    let whole: Field[] | undefined;
    let rows = 0n;
    const groups: Field[][] = [];
    for (const path of paths) {
      const {body, footer} = open(path);
      whole ??= footer;
      const schema = (fields: Field[]) => writeStruct(fields.filter(({id}) => id === FILE.schema));
      if (!schema(footer).equals(schema(whole))) throw new Error(`not the same columns: ${path}`);
      for (const group of itemsOf(footer, FILE.rowGroups) as Field[][]) {
        moveRowGroup(group, BigInt(at - MAGIC.length), groups.length);
        groups.push(group);
      }
      rows += valueOf(footer, FILE.rows) as bigint;
      for (let written = 0; written < body.length; ) written += writeSync(file, body, written);
      at += body.length;
    }
    const values: Record<number, Value> = {[FILE.rows]: rows, [FILE.rowGroups]: {type: 12, items: groups}};
    const footer = writeStruct(whole!.map((field) => ({...field, value: values[field.id] ?? field.value})));
    const length = Buffer.alloc(4);
    length.writeUInt32LE(footer.length);
    writeSync(file, Buffer.concat([footer, length, MAGIC]));
    renameSync(part, target);
    return Number(rows);
  } finally {
    closeSync(file);
    rmSync(part, {force: true});
  }
}
