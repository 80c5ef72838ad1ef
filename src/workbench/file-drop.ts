/** Takes files that are dropped anywhere on an element, or chosen, one after the other. */
import {element, uniqueId} from "../components/dom.js";

/** `take` gets the files; `scope` shows that it would take what is dragged over it. */
export function fileDrop(scope: HTMLElement, take: (files: readonly File[]) => Promise<void>): HTMLElement {
  const id = uniqueId("files");
  const input = element`<input id=${id} type="file" multiple accept=".csv,.tsv,.txt,.json,.jsonl,.ndjson,.parquet,.xlsx" class="file-input">` as HTMLInputElement;
  input.addEventListener("change", () => {
    void take([...(input.files ?? [])]);
    input.value = "";
  });
  const over = (isOver: boolean) => (event: DragEvent) => {
    if (!event.dataTransfer?.types.includes("Files")) return;
    event.preventDefault();
    scope.classList.toggle("is-over", isOver);
  };
  scope.addEventListener("dragover", over(true), {capture: true});
  scope.addEventListener("dragleave", over(false), {capture: true});
  scope.addEventListener("drop", (event) => {
    if (!event.dataTransfer?.files.length) return;
    over(false)(event);
    event.stopPropagation(); // the editor would put the file's text at the cursor
    void take([...event.dataTransfer.files]);
  }, {capture: true});
  return element`<div class="file-drop"><label for=${id}>Your own files</label>${input}<p class="muted">Drop CSV, TSV, JSON, Parquet or Excel on this page: each becomes a table. They stay on this machine.</p></div>`;
}
