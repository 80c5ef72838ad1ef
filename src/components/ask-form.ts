/** The box a question is typed into. */
import {announce, element, uniqueId} from "./dom.js";

/** Element with `.value` (the question asked last) that fires "input" when one is asked; setting it fills the box without asking. */
export function askForm({placeholder}: {placeholder: string}): HTMLElement & {value: string} {
  const id = uniqueId("ask");
  const field = element`<input id=${id} type="search" name="q" autocomplete="off" spellcheck="false" maxlength="400" placeholder=${placeholder}>` as HTMLInputElement;
  let asked = "";
  const root = element`<form class="ask-form" role="search" aria-label="Ask the data"><label for=${id}>Question</label>${field}<button type="submit">Ask</button></form>` as HTMLElement & {value: string};
  field.addEventListener("input", (event) => event.stopPropagation()); // typing is not asking yet
  root.addEventListener("submit", (event) => {
    event.preventDefault();
    asked = field.value.trim();
    announce(root);
  });
  return Object.defineProperty(root, "value", {
    get: () => asked,
    set: (next: string) => {
      asked = field.value = next;
    }
  });
}

/** Asks a question as if it had been typed. */
export function askAgain(form: HTMLElement & {value: string}, question: string): void {
  form.value = question;
  announce(form);
}
