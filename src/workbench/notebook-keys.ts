/** The keys of the notebook, shown by `?` or a button. */
import {element} from "../components/dom.js";

const KEYS: readonly [string, string][] = [
  ["↑ ↓ or k j", "go to the cell before or after"],
  ["Enter", "write in the cell; Esc leaves its code again"],
  ["Ctrl/Cmd + Enter", "run the cell and what depends on it"],
  ["Alt + ↑ ↓", "move the cell"],
  ["m  s  i  c", "add a text, a query, an input or a chart below"],
  ["d", "duplicate the cell"],
  ["f", "fold or unfold its code"],
  ["Delete", "delete the cell"],
  ["Ctrl/Cmd + Z, with Shift", "undo, redo (in an editor: what was typed there)"],
  ["Ctrl/Cmd + Shift + F", "format the SQL that is being written"],
  ["?", "this list (outside of text fields)"]
];

const isTyping = (target: EventTarget | null): boolean => Boolean((target as Element | null)?.closest?.("input:not([type='range'], [type='checkbox']), textarea, select, [contenteditable='true']"));

/** Button and dialog; undo, redo and `?` are heard on the whole page while `scope` is in it. */
export function notebookKeys(scope: HTMLElement, {undo, redo}: {undo(): void; redo(): void}): HTMLElement {
  const dialog = element`<dialog class="nb-keys" aria-label="Keys"><strong>Keys</strong><p class="muted">The keys of a cell work while the cell itself has the focus.</p><dl>${KEYS.map(([key, what]) => element`<dt><kbd>${key}</kbd></dt><dd>${what}</dd>`)}</dl><form method="dialog"><button class="button">Close</button></form></dialog>` as HTMLDialogElement;
  const listen = (event: KeyboardEvent) => {
    if (!scope.isConnected) return document.removeEventListener("keydown", listen);
    if (event.defaultPrevented || dialog.open || isTyping(event.target)) return;
    const isUndo = (event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "z";
    if (!isUndo && event.key !== "?") return;
    event.preventDefault();
    if (!isUndo) dialog.showModal();
    else if (event.shiftKey) redo();
    else undo();
  };
  document.addEventListener("keydown", listen);
  return element`<span><button type="button" class="button" aria-label="Keys" onclick=${() => dialog.showModal()}>?</button>${dialog}</span>`;
}
