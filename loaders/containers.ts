/** Zip archives and Excel workbooks → the delimited texts that they hold. */
import {type Content, isContainer, isReadable, LARGEST_BYTES, requireZip, sheetTexts, unpack} from "../src/model/containers.js";

export {isContainer};

/** Loaded only for a container: most folders hold none. */
const zip = () => import("fflate");
const excel = () => import("read-excel-file/node");

/** The texts of an archive or a workbook. Throws a sentence when it cannot be opened. */
export async function openContainer(name: string, bytes: Buffer): Promise<Content<Buffer>[]> {
  requireZip(name, bytes);
  const {unzipSync} = await zip();
  const entries = unpack(unzipSync, bytes, () => false);
  if (entries.names.includes("xl/workbook.xml")) return sheetsOf(bytes);
  if (entries.total > LARGEST_BYTES) throw new Error(`would unpack to ${Math.round(entries.total / 2 ** 20)} MB: unpack it yourself`);
  const {files} = unpack(unzipSync, bytes, isReadable);
  const contents: Content<Buffer>[] = [];
  for (const path of Object.keys(files).sort()) {
    const inner = Buffer.from(files[path]);
    if (!isContainer(path, inner)) contents.push({name: path, bytes: inner, note: ""});
    else for (const sheet of await sheetsOf(inner)) contents.push({...sheet, name: sheet.name ? `${path}/${sheet.name}` : path});
  }
  if (!contents.length) throw new Error("holds no csv, tsv, txt or xlsx file");
  return contents;
}

async function sheetsOf(bytes: Buffer): Promise<Content<Buffer>[]> {
  const {default: readWorkbook} = await excel();
  const sheets = await sheetTexts((options) => readWorkbook<string>(bytes, options));
  return sheets.map(({name, text, note}) => ({name, bytes: Buffer.from(text), note}));
}
