/** Zip archives and Excel workbooks in the page. The libraries are fetched from the site itself, and only for such a file. */
import {type Content, isContainer, isReadable, LARGEST_BYTES, requireZip, sheetTexts, unpack} from "../model/containers.js";

export {isContainer};

/** The texts of an archive or a workbook. Throws a sentence when it cannot be opened. */
export async function openContainer(name: string, bytes: Uint8Array): Promise<Content[]> {
  requireZip(name, bytes);
  const {unzipSync} = await import("npm:fflate");
  const entries = unpack(unzipSync, bytes, () => false);
  if (entries.names.includes("xl/workbook.xml")) return sheetsOf(bytes);
  if (entries.total > LARGEST_BYTES) throw new Error(`would unpack to ${Math.round(entries.total / 2 ** 20)} MB: unpack it yourself`);
  const {files} = unpack(unzipSync, bytes, isReadable);
  const contents: Content[] = [];
  for (const path of Object.keys(files).sort()) {
    if (!isContainer(path, files[path])) contents.push({name: path, bytes: files[path], note: ""});
    else for (const sheet of await sheetsOf(files[path])) contents.push({...sheet, name: sheet.name ? `${path}/${sheet.name}` : path});
  }
  if (!contents.length) throw new Error("holds no csv, tsv, txt or xlsx file");
  return contents;
}

async function sheetsOf(bytes: Uint8Array): Promise<Content[]> {
  const {default: readWorkbook} = await import("npm:read-excel-file/universal");
  const sheets = await sheetTexts((options) => readWorkbook<string>(new Blob([bytes as Uint8Array<ArrayBuffer>]), options));
  return sheets.map(({name, text, note}) => ({name, bytes: new TextEncoder().encode(text), note}));
}
