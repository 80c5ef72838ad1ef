/** Thrift's compact protocol, read into a tree and written again: what a Parquet footer is made of. */

/** Type numbers of the protocol that need care here. */
const [TRUE, FALSE, BYTE, DOUBLE, BINARY, LIST, SET, STRUCT] = [1, 2, 3, 7, 8, 9, 10, 12];
const isInteger = (type: number): boolean => type >= 4 && type <= 6;

export interface Field {
  id: number;
  type: number;
  value: Value;
}
export interface Items {
  type: number;
  items: Value[];
}
/** boolean · byte · 16 to 64-bit integer · double (its 8 bytes) or binary · list or set · struct */
export type Value = boolean | number | bigint | Buffer | Items | Field[];

/** Reads one struct from the start of `bytes`. Throws `not thrift: …` for a type that no Parquet footer has. */
export function readStruct(bytes: Buffer): Field[] {
  let at = 0;
  const varint = (): bigint => {
    if (bytes[at] < 0x80) return BigInt(bytes[at++]);
    for (let [value, shift] = [0n, 0n]; ; shift += 7n) {
      const byte = bytes.readUInt8(at++);
      value |= BigInt(byte & 0x7f) << shift;
      if (byte < 0x80) return value;
    }
  };
  const zigzag = (): bigint => {
    const value = varint();
    return value & 1n ? -((value + 1n) >> 1n) : value >> 1n;
  };
  const take = (length: number): Buffer => {
    if (at + length > bytes.length) throw new Error("not thrift: ends too early");
    return bytes.subarray(at, (at += length));
  };
  const list = (): Items => {
    const head = bytes.readUInt8(at++);
    const count = head >> 4 === 15 ? Number(varint()) : head >> 4;
    return {type: head & 15, items: Array.from({length: count}, () => value(head & 15, true))};
  };
  const value = (type: number, inList = false): Value => {
    if (type === TRUE || type === FALSE) return inList ? bytes.readUInt8(at++) === TRUE : type === TRUE;
    if (type === BYTE) return bytes.readInt8(at++);
    if (isInteger(type)) return zigzag();
    if (type === DOUBLE) return take(8);
    if (type === BINARY) return take(Number(varint()));
    if (type === LIST || type === SET) return list();
    if (type === STRUCT) return struct();
    throw new Error(`not thrift: type ${type}`);
  };
  const struct = (): Field[] => {
    const fields: Field[] = [];
    for (let id = 0; ; ) {
      const head = bytes.readUInt8(at++);
      if (head === 0) return fields;
      id = head >> 4 ? id + (head >> 4) : Number(zigzag());
      fields.push({id, type: head & 15, value: value(head & 15)});
    }
  };
  return struct();
}

/** The bytes of a struct. */
export function writeStruct(fields: readonly Field[]): Buffer {
  const parts: Buffer[] = [];
  const bytes = (...values: number[]) => void parts.push(Buffer.from(values));
  const varint = (value: bigint): void => {
    const out: number[] = [];
    for (; value >= 0x80n; value >>= 7n) out.push(Number(value & 0x7fn) | 0x80);
    bytes(...out, Number(value));
  };
  const zigzag = (value: bigint): void => varint(value < 0n ? -value * 2n - 1n : value * 2n);
  const list = ({type, items}: Items): void => {
    bytes((Math.min(items.length, 15) << 4) | type);
    if (items.length >= 15) varint(BigInt(items.length));
    for (const item of items) write(type, item, true);
  };
  const write = (type: number, value: Value, inList = false): void => {
    if (typeof value === "boolean") return inList ? bytes(value ? TRUE : FALSE) : undefined;
    if (typeof value === "number") return bytes(value & 0xff);
    if (typeof value === "bigint") return zigzag(value);
    if (Buffer.isBuffer(value)) {
      if (type === BINARY) varint(BigInt(value.length));
      return void parts.push(value);
    }
    return Array.isArray(value) ? struct(value) : list(value);
  };
  const struct = (fields: readonly Field[]): void => {
    let last = 0;
    for (const {id, type, value} of fields) {
      const shown = typeof value === "boolean" ? (value ? TRUE : FALSE) : type;
      if (id > last && id - last <= 15) bytes(((id - last) << 4) | shown);
      else {
        bytes(shown);
        zigzag(BigInt(id));
      }
      write(type, value);
      last = id;
    }
    bytes(0);
  };
  struct(fields);
  return Buffer.concat(parts);
}
