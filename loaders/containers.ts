/** Zip archives and Excel workbooks → the delimited texts that they hold. */
import {extname} from "node:path";

/** Loaded only for a container: most folders hold none. */
const zip = () => import("fflate");
const excel = () => import("read-excel-file/node");

/** One text out of a container. `name` is its place in it; empty for a workbook's only sheet. */
export interface Content {
  name: string;
  bytes: Buffer;
  /** What a person should know of how it was read. */
  note: string;
}

/** Unpacked size that is still read; more is refused before it fills the memory. */
const LARGEST_BYTES = 2 ** 30;

const isZip = (bytes: Buffer): boolean => bytes.length > 3 && bytes.readUInt32LE(0) === 0x04034b50;
const isHidden = (path: string): boolean => path.split("/").some((part) => part.startsWith(".") || part === "__MACOSX");

/** Whether the bytes are a container at all; a plain text is not. */
export const isContainer = (name: string, bytes: Buffer): boolean => /\.(zip|xlsx)$/i.test(name) || isZip(bytes);

/** The texts of an archive or a workbook. Throws a sentence when it cannot be opened. */
export async function openContainer(name: string, bytes: Buffer): Promise<Content[]> {
  if (!isZip(bytes)) throw new Error(bytes.length ? `is no ${extname(name).slice(1).toLowerCase()} file: it begins with other bytes` : "is empty");
  const entries = await unpack(bytes, () => false);
  if (entries.names.includes("xl/workbook.xml")) return sheetsOf(bytes);
  if (entries.total > LARGEST_BYTES) throw new Error(`would unpack to ${Math.round(entries.total / 2 ** 20)} MB: unpack it yourself`);
  const wanted = (path: string) => /\.(csv|tsv|txt|xlsx)$/i.test(path) && !isHidden(path);
  const {files} = await unpack(bytes, wanted);
  const contents: Content[] = [];
  for (const path of Object.keys(files).sort()) {
    const inner = Buffer.from(files[path]);
    if (!isContainer(path, inner)) contents.push({name: path, bytes: inner, note: ""});
    else for (const sheet of await sheetsOf(inner)) contents.push({...sheet, name: sheet.name ? `${path}/${sheet.name}` : path});
  }
  if (!contents.length) throw new Error("holds no csv, tsv, txt or xlsx file");
  return contents;
}

async function unpack(bytes: Buffer, wanted: (path: string) => boolean): Promise<{names: string[]; total: number; files: Record<string, Uint8Array>}> {
  const {unzipSync} = await zip();
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

/** Every sheet that holds something, as CSV whose line n is row n of the sheet. */
async function sheetsOf(bytes: Buffer): Promise<Content[]> {
  let doubles = 0;
  const parseNumber = (raw: string): string => {
    if (/^-?\d{1,15}$/.test(raw)) return raw;
    ++doubles;
    return shortestDecimal(Number(raw));
  };
  try {
    const {default: readWorkbook} = await excel();
    const sheets = await readWorkbook<string>(bytes, {parseNumber, trim: false});
    const filled = sheets.filter(({data}) => data.some((row) => row.some((cell) => cell !== null)));
    if (!filled.length) throw new Error("every sheet is empty");
    const note = doubles ? `Excel stored ${doubles} number${doubles > 1 ? "s" : ""} as binary doubles: each was read as the shortest decimal that it stands for` : "";
    return filled.map(({sheet, data}) => ({name: filled.length > 1 ? sheet : "", bytes: Buffer.from(data.map((row) => csvRow(row as Cell[])).join("\n")), note}));
  } catch (cause) {
    throw new Error(`cannot be read as an Excel workbook: ${cause instanceof Error ? cause.message : String(cause)}`, {cause});
  }
}

/** 9.255e-5 → "0.00009255". Beyond 18 decimals only the 15 digits that Excel itself shows are kept. */
export function shortestDecimal(value: number): string {
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
  return plain(String(Number(value.toPrecision(15)))).replace(/(\.\d{18})\d+$/, "$1");
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
