/** A place to drop statements: each is read in the page and shown as what an import would make of it. */
import {element, uniqueId} from "./dom.js";
import type {FolderKnowledge} from "./import-read.js";

/** Files are dropped on it or chosen with its button; previews stand below, the newest first. */
export function importDrop(folder: FolderKnowledge): HTMLElement {
  const [id, help] = [uniqueId("import"), uniqueId("import-help")];
  const status = element`<p class="import-status" role="status"></p>`;
  const list = element`<ol class="import-list"></ol>`;
  const zone = element`<div class="drop-zone">
    <label for=${id}>Drop statements here, or choose files</label>
    <input id=${id} type="file" multiple accept=".csv,.tsv,.txt,.zip,.xlsx" aria-describedby=${help}>
    <p id=${help}>csv, tsv, txt, xlsx or zip, one or several. The files are read in this page and stay on your machine: nothing is sent anywhere and nothing is stored.</p>
  </div>`;
  const input = zone.querySelector("input")!;
  let work = Promise.resolve();
  const take = (files: readonly File[]) => {
    // what reads statements is as much as the rest of the page, and is here when the first file is
    const show = async () => (await import("./import-show.js")).showImports(files, list, {folder, say: (text) => { status.textContent = text; }});
    work = work.then(show).catch((error: unknown) => { status.textContent = String(error); });
  };
  input.addEventListener("change", () => {
    take([...(input.files ?? [])]);
    input.value = ""; // the same file may be chosen again after it was mended
  });
  const over = (isOver: boolean) => (event: DragEvent) => {
    event.preventDefault();
    zone.classList.toggle("is-over", isOver);
  };
  zone.addEventListener("dragover", over(true));
  zone.addEventListener("dragleave", over(false));
  zone.addEventListener("drop", (event) => {
    over(false)(event);
    take([...(event.dataTransfer?.files ?? [])]);
  });
  return element`<div class="import-drop">${zone}${status}${list}</div>`;
}
