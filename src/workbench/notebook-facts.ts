/** Title, author, date and description of a notebook: fields while it is one's own, text while it is only read. */
import {element} from "../components/dom.js";
import {parseDay} from "../model/days.js";
import {formatDay} from "../model/format.js";
import {Notebook} from "../model/notebook.js";
import type {NotebookSession} from "./notebook-session.js";

type Fact = "title" | "author" | "date" | "description";

/** The element and what brings it up to date. */
export function notebookFacts(session: NotebookSession): {element: HTMLElement; update(): void} {
  if (session.isReadOnly) return {element: shownFacts(session.notebook), update: () => {}};
  const field = (fact: Fact, label: string, className: string, type = "text") => {
    const input = element`<input type=${type} class=${className} aria-label=${label} placeholder=${label}>` as HTMLInputElement;
    input.addEventListener("change", () => {
      const parsed = Notebook.shape[fact].safeParse(input.value);
      if (parsed.success) session.change({...session.notebook, [fact]: parsed.data}, `fact ${fact}`);
    });
    return {input, fact};
  };
  const [title, author, date, description] = [field("title", "Title of the notebook", "nb-title"), field("author", "Author", "nb-author"), field("date", "Date", "nb-date", "date"), field("description", "What it is about", "nb-description")];
  const update = () => {
    for (const {input, fact} of [title, author, date, description]) if (input !== document.activeElement) input.value = session.notebook[fact];
  };
  update();
  return {element: element`<div class="nb-facts">${title.input}<div>${author.input}${date.input}</div>${description.input}</div>`, update};
}

function shownFacts({title, author, date, description, snapshot}: Notebook): HTMLElement {
  const day = parseDay(date);
  const by = [author && `By ${author}`, day && formatDay(day), snapshot && `built on snapshot ${snapshot.slice(0, 10)}`].filter(Boolean).join(", ");
  return element`<header class="analysis-head"><h2 class="nb-title">${title || "Untitled"}</h2>${by ? element`<p class="muted">${by}</p>` : null}${description ? element`<p>${description}</p>` : null}</header>`;
}
