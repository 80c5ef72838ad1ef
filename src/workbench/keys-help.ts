/** The keys of the page, shown by `?` or a button. */
import {element} from "../components/dom.js";

const KEYS: readonly [string, string][] = [
  ["Ctrl/Cmd + Enter", "run the selection, or the statement under the cursor"],
  ["Esc", "cancel the running query; in the editor it first closes suggestions"],
  ["Ctrl/Cmd + Shift + F", "format the selection, or everything"],
  ["Ctrl + Space", "suggest names"],
  ["Ctrl/Cmd + F", "find in the editor"],
  ["Ctrl/Cmd + /", "turn lines into a comment"],
  ["F8", "go to the next mark in the editor"],
  ["Tab", "leaves the editor; Ctrl/Cmd + ] and [ indent"],
  ["← → in the tabs", "go to another query; Delete closes it"],
  ["Arrows, Page Up/Down, Home, End in the result", "move; with Shift select, with Ctrl to the end"],
  ["Ctrl/Cmd + C in the result", "copy the selected cells"],
  ["?", "this list (outside of text fields)"]
];

/** A dialog, and what opens it; `?` is heard while `scope` is in the page. */
export function keysHelp(scope: HTMLElement): HTMLElement {
  const dialog = element`<dialog class="keys-help" aria-label="Keys"><h2>Keys</h2><table><tbody>${KEYS.map(([key, what]) => element`<tr><th scope="row"><kbd>${key}</kbd></th><td>${what}</td></tr>`)}</tbody></table><form method="dialog"><button class="button">Close</button></form></dialog>` as HTMLDialogElement;
  const listen = (event: KeyboardEvent) => {
    if (!scope.isConnected) return document.removeEventListener("keydown", listen);
    const typing = (event.target as Element).closest?.("input, textarea, select, [contenteditable]");
    if (event.key !== "?" || typing || dialog.open) return;
    event.preventDefault();
    dialog.showModal();
  };
  document.addEventListener("keydown", listen);
  return element`<span><button type="button" class="button" onclick=${() => dialog.showModal()} aria-label="Keys">?</button>${dialog}</span>`;
}
