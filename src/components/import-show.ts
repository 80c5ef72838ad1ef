/** Files that were dropped or chosen: each is read in the page and shown as what an import would make of it. */
import {mappedLayout, type StatementMapping} from "../model/statement-mapping.js";
import {element} from "./dom.js";
import {importCard} from "./import-card.js";
import {importMapper} from "./import-mapper.js";
import {type FolderKnowledge, previewTexts, readImport, type ReadImport} from "./import-read.js";

/** Where the files come from and what is told meanwhile. */
export interface Place {
  folder: FolderKnowledge;
  /** Tells a screen reader, and anyone, where the work stands. */
  say: (text: string) => void;
}

/** The card of a file that was read; a mapping puts another in its place. */
function cardOf(file: File, read: ReadImport, place: Place): HTMLElement {
  const [unknown] = read.preview.unknown;
  const mapper = unknown ? importMapper(unknown.header, file.name, (next) => void remap(next)) : null;
  const card = importCard(read, {bytes: file.size, mapper});
  let shown = card;
  async function remap(next: StatementMapping): Promise<void> {
    place.say(`Reading ${file.name} with the mapping`);
    const again = await previewTexts(file.name, read.preview.sha256, read.texts, place.folder, [...place.folder.mappings.filter(({distributor}) => distributor !== next.distributor), mappedLayout(next)]);
    if (!again.preview.layout) return place.say(`${file.name} cannot be read with this mapping: ${again.preview.problems[0]}`);
    // The form stays, so that the mapping can be mended and downloaded.
    const mapped = importCard(again, {bytes: file.size, mapping: `${next.distributor}.json`, mapper});
    shown.replaceWith(mapped);
    shown = mapped;
    place.say(summary(again));
  }
  return card;
}

const summary = ({preview, twin}: ReadImport): string =>
  twin ? `${preview.file} is in your folder already` : preview.layout ? `${preview.file}: ${preview.loaded} of ${preview.lines} lines would load` : `${preview.file}: ${preview.unknown.length ? "columns not recognised" : "cannot be imported"}`;

/** Reads the files one after the other; their cards stand in `list`, the newest first. */
export async function showImports(files: readonly File[], list: HTMLElement, place: Place): Promise<void> {
  for (const file of files) {
    const item = element`<li><p class="import-reading">Reading ${file.name} <progress max="1" value="0" aria-label=${`Reading ${file.name}`}></progress></p></li>`;
    list.prepend(item);
    const bar = item.querySelector("progress")!;
    place.say(`Reading ${file.name}`);
    const read = await readImport(file, place.folder, (share) => { bar.value = share; });
    item.replaceChildren(cardOf(file, read, place));
    place.say(summary(read));
  }
}
