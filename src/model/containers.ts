/** Archives and workbooks, as far as they are pure: which entries are read, and a sheet's rows as CSV. */

/** One text out of a container. `name` is its place in it; empty for a workbook's only sheet. */
export interface Content<Bytes extends Uint8Array = Uint8Array> {
  name: string;
  bytes: Bytes;
  /** What a person should know of how it was read. */
  note: string;
}

/** Unpacked size that is still read; more is refused before it fills the memory. */
export const LARGEST_BYTES = 2 ** 30;

const isZip = (bytes: Uint8Array): boolean => bytes.length > 3 && bytes[0] === 0x50 && bytes[1] === 0x4b && bytes[2] === 3 && bytes[3] === 4;
const isHidden = (path: string): boolean => path.split("/").some((part) => part.startsWith(".") || part === "__MACOSX");

/** Whether an entry of an archive is a text or a workbook to read. */
export const isReadable = (path: string): boolean => /\.(csv|tsv|txt|xlsx)$/i.test(path) && !isHidden(path);

/** Whether the bytes are a container at all; a plain text is not. */
export const isContainer = (name: string, bytes: Uint8Array): boolean => /\.(zip|xlsx)$/i.test(name) || isZip(bytes);

/** Throws a sentence unless the bytes begin as an archive does. */
export function requireZip(name: string, bytes: Uint8Array): void {
  const ending = /\.([^.]*)$/.exec(name)?.[1].toLowerCase() ?? "";
  if (!isZip(bytes)) throw new Error(bytes.length ? `is no ${ending} file: it begins with other bytes` : "is empty");
}

type Unzip = (bytes: Uint8Array, options: {filter: (entry: {name: string; originalSize: number}) => boolean}) => Record<string, Uint8Array>;

/** Unpacks the wanted entries with fflate's `unzipSync`; names and sizes are of all entries. Throws a sentence. */
export function unpack(unzipSync: Unzip, bytes: Uint8Array, wanted: (path: string) => boolean): {names: string[]; total: number; files: Record<string, Uint8Array>} {
  const names: string[] = [];
  let total = 0;
  try {
    const files = unzipSync(bytes, {
      filter: ({name, originalSize}) => {
        names.push(name);
        total += originalSize;
        return wanted(name);
      }
    });
    return {names, total, files};
  } catch (cause) {
    throw new Error(`cannot be unpacked: ${cause instanceof Error ? cause.message : String(cause)}`, {cause});
  }
}

type Cell = string | number | boolean | Date | null;

interface Sheet {
  sheet: string;
  data: readonly (readonly unknown[])[];
}
type ReadSheets = (options: {parseNumber: (raw: string) => string; trim: false}) => Promise<readonly Sheet[]>;

/** Every sheet that holds something, as the lines of a CSV whose line n is row n of the sheet. `readSheets` is a library's; throws a sentence. */
export async function sheetTexts(readSheets: ReadSheets): Promise<{name: string; text: string; note: string}[]> {
  let doubles = 0;
  const parseNumber = (raw: string): string => {
    if (/^-?\d{1,15}$/.test(raw)) return raw;
    ++doubles;
    return shortestDecimal(Number(raw));
  };
  try {
    const sheets = await readSheets({parseNumber, trim: false});
    const filled = sheets.filter(({data}) => data.some((row) => row.some((cell) => cell !== null)));
    if (!filled.length) throw new Error("every sheet is empty");
    const note = doubles ? `Excel stored ${doubles} number${doubles > 1 ? "s" : ""} as binary doubles: each was read as the shortest decimal that it stands for` : "";
    return filled.map(({sheet, data}) => ({name: filled.length > 1 ? sheet : "", text: data.map((row) => csvRow(row as Cell[])).join("\n"), note}));
  } catch (cause) {
    throw new Error(`cannot be read as an Excel workbook: ${cause instanceof Error ? cause.message : String(cause)}`, {cause});
  }
}

/** 9.255e-5 → "0.00009255". Beyond 18 decimals only the 15 digits that Excel itself shows are kept; what is still longer is for the amount's own rule to refuse. */
function shortestDecimal(value: number): string {
  const plain = (text: string): string => {
    const [, sign, whole, fraction = "", exponent = "0"] = /^(-?)(\d+)(?:\.(\d+))?(?:e([+-]\d+))?$/.exec(text) ?? [];
    if (whole === undefined) return text;
    const digits = whole + fraction;
    const point = whole.length + Number(exponent);
    if (point <= 0) return `${sign}0.${"0".repeat(-point)}${digits}`;
    return point >= digits.length ? sign + digits.padEnd(point, "0") : `${sign}${digits.slice(0, point)}.${digits.slice(point)}`;
  };
  const shortest = plain(String(value));
  if ((shortest.split(".")[1] ?? "").length <= 18) return shortest;
  return plain(String(Number(value.toPrecision(15))));
}

const dayText = (date: Date): string => (date.getTime() % 86_400_000 === 0 ? date.toISOString().slice(0, 10) : date.toISOString().slice(0, 19).replace("T", " "));

/** A blank row stays a blank line, and a line break in a cell becomes a space, so that lines are rows. */
function csvRow(row: readonly Cell[]): string {
  if (row.every((cell) => cell === null || cell === "")) return "";
  return row.map((cell) => {
    const text = cell === null ? "" : cell instanceof Date ? dayText(cell) : String(cell).replace(/\s*[\r\n]+\s*/g, " ");
    return /[",]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
  }).join(",");
}
