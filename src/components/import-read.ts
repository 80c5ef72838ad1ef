/** A dropped file → its preview. Everything happens in the page: no byte of the file leaves it. */
import {type ImportPreview, previewFile, refusedPreview} from "../model/import-preview.js";
import {chooseLayout} from "../model/statement-choice.js";
import type {Dataset} from "../model/dataset.js";
import type {StatementLayout} from "../model/statement-fields.js";
import {firstLines, headOf} from "../model/statement-preamble.js";
import type {StatementText} from "../model/statement-preview.js";
import {decodeStatement} from "../model/statement-text.js";
import {isContainer, openContainer} from "./import-containers.js";
import {inTurns} from "./import-steps.js";

/** What the page knows of the data folder. */
export interface FolderKnowledge {
  inputs: readonly Pick<Dataset, "file" | "sha256" | "feed" | "status">[];
  /** Layouts of the folder's own mappings. */
  mappings: readonly StatementLayout[];
  /** Statement months ("2025-06") of a distributor's lines that are loaded. */
  statementMonths: (distributor: string) => Promise<string[]>;
  /** Transaction ids of a distributor's lines that are loaded → "file line 7". */
  transactions: (distributor: string) => Promise<Map<string, string>>;
}

/** A file that was read, with the texts kept for another look with a mapping. */
export interface ReadImport {
  preview: ImportPreview;
  texts: StatementText[];
  /** The file of the folder that has the same bytes. */
  twin: string | null;
  /** Statement months that the folder has of this distributor already. */
  months: string[];
}

/** Hex SHA-256; "" where the browser gives no hash (a page that is not served safely). */
async function hashOf(bytes: Uint8Array<ArrayBuffer>): Promise<string> {
  const hash = await crypto.subtle?.digest("SHA-256", bytes);
  return hash ? [...new Uint8Array(hash)].map((byte) => byte.toString(16).padStart(2, "0")).join("") : "";
}

async function textsOf(name: string, bytes: Uint8Array, onProgress: (share: number) => void): Promise<StatementText[]> {
  const contents = isContainer(name, bytes) ? await openContainer(name, bytes) : [{name: "", bytes, note: ""}];
  const texts: StatementText[] = [];
  for (const content of contents) texts.push({...(await inTurns(decodeStatement(content.name ? `${name}/${content.name}` : name, content.bytes), onProgress)), note: content.note});
  return texts;
}

/** Ids of the folder's lines, for the distributors of these texts whose lines have ids. */
async function knownIds(texts: readonly StatementText[], folder: FolderKnowledge, mapped: readonly StatementLayout[]): Promise<Map<string, Map<string, string>>> {
  const known = new Map<string, Map<string, string>>();
  for (const {name, text} of texts) {
    const chosen = chooseLayout({name, ...headOf(firstLines(text), mapped)}, mapped);
    if (chosen === null || typeof chosen === "string" || !chosen.columns.has("transaction_id")) continue;
    const {distributor} = chosen.layout;
    if (!known.has(distributor)) known.set(distributor, await folder.transactions(distributor));
  }
  return known;
}

/** Previews texts that were read before, with the layouts of `mapped` (those of the folder) beside the built-in ones. */
export async function previewTexts(name: string, sha256: string, texts: StatementText[], folder: FolderKnowledge, mapped: readonly StatementLayout[] = folder.mappings, onProgress: (share: number) => void = () => {}): Promise<ReadImport> {
  const twin = (sha256 && folder.inputs.find((input) => input.sha256 === sha256 || input.file.startsWith(`${storedUnder(folder, sha256)}/`))?.file) || null;
  const known = twin ? new Map<string, Map<string, string>>() : await knownIds(texts, folder, mapped);
  const preview = await inTurns(previewFile(name, sha256, texts, {mapped, known}), onProgress);
  const loaded = twin || !preview.distributor ? [] : (await Promise.all(preview.distributor.split(", ").map((distributor) => folder.statementMonths(distributor)))).flat();
  return {preview, texts, twin, months: preview.statement_months.filter((month) => loaded.includes(month))};
}

/** An archive is stored under a name that begins with its hash; the manifest lists what it holds. */
const storedUnder = (folder: FolderKnowledge, sha256: string): string =>
  /^.*?statements\/[^/]+\/[0-9a-f]{12}-[^/]+/.exec(folder.inputs.find(({file}) => file.includes(`/${sha256.slice(0, 12)}-`))?.file ?? "")?.[0] ?? "\0";

/** Reads and previews one file. Whatever is wrong with it is a sentence in the preview. */
export async function readImport(file: File, folder: FolderKnowledge, onProgress: (share: number) => void): Promise<ReadImport> {
  let sha256 = "";
  const refused = (problem: string): ReadImport => ({preview: refusedPreview(file.name, sha256, problem), texts: [], twin: null, months: []});
  try {
    if (!file.size) return refused(`${file.name} is empty`);
    const bytes = new Uint8Array(await file.arrayBuffer());
    sha256 = await hashOf(bytes);
    const texts = await textsOf(file.name, bytes, (share) => onProgress(share * 0.2));
    return await previewTexts(file.name, sha256, texts, folder, folder.mappings, (share) => onProgress(0.2 + share * 0.8));
  } catch (error) {
    return refused(`${file.name} ${error instanceof Error ? error.message : String(error)}`);
  }
}
