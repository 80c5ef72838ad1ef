/** The box: a question with suggestions, which the Ask page answers. */
import {completions} from "../model/ask/examples.js";
import {element, uniqueId} from "./dom.js";

interface Box {
  dialog: HTMLDialogElement;
  field: HTMLInputElement;
  list: HTMLElement;
}

let box: Box | undefined;

function build(page: string): Box {
  const [id, listId] = [uniqueId("ask-box"), uniqueId("ask-list")];
  const field = element`<input id=${id} type="text" role="combobox" aria-expanded="true" aria-controls=${listId} aria-autocomplete="list" autocomplete="off" spellcheck="false" maxlength="400" placeholder="revenue by distributor for July 2025">` as HTMLInputElement;
  const list = element`<ul id=${listId} role="listbox" aria-label="Suggestions"></ul>`;
  const form = element`<form><label for=${id}>Ask the data</label>${field}${list}<p class="ask-keys"><kbd>↑</kbd> <kbd>↓</kbd> choose · <kbd>Enter</kbd> ask · <kbd>Esc</kbd> close</p></form>`;
  const dialog = element`<dialog class="ask-dialog" aria-label="Ask the data">${form}</dialog>` as HTMLDialogElement;
  const go = (question: string) => question.trim() && location.assign(`${page}?q=${encodeURIComponent(question.trim())}`);
  let at = -1;
  const draw = () => {
    const ideas = completions(field.value);
    list.replaceChildren(...ideas.map((idea, i) => element`<li id=${`${listId}-${i}`} role="option" aria-selected=${String(i === at)} onclick=${() => go(idea)}>${idea}</li>`));
    list.hidden = !ideas.length;
    field.setAttribute("aria-expanded", String(ideas.length > 0));
    if (at >= 0) field.setAttribute("aria-activedescendant", `${listId}-${at}`);
    else field.removeAttribute("aria-activedescendant");
    list.children[at]?.scrollIntoView({block: "nearest"});
  };
  field.addEventListener("input", () => ((at = -1), draw()));
  field.addEventListener("keydown", (event) => {
    const step = {ArrowDown: 1, ArrowUp: -1}[event.key];
    if (!step || !list.children.length) return;
    event.preventDefault();
    const count = list.children.length + 1; // one more place: what was typed
    at = ((at + 1 + step + count) % count) - 1;
    draw();
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    go(list.children[at]?.textContent ?? field.value);
  });
  dialog.addEventListener("click", (event) => event.target === dialog && dialog.close());
  dialog.addEventListener("close", () => ((at = -1), (field.value = "")));
  document.body.append(dialog);
  field.addEventListener("focus", draw);
  return {dialog, field, list};
}

/** Opens the box, or puts the cursor back into it; Escape and a click outside close it. `page` is the address of the Ask page. */
export function openAskDialog(page: string): void {
  box ??= build(page);
  if (!box.dialog.open) box.dialog.showModal();
  box.field.focus();
}
