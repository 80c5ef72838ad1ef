/** What opens above the cells: the library with templates and import, and publishing. */
import {download} from "../components/download.js";
import {element} from "../components/dom.js";
import {formatInstant} from "../model/format.js";
import {notebookPage, type Catalog} from "../model/notebook-page.js";
import {notebookTemplates} from "../model/notebook-templates.js";
import type {Notebook} from "../model/notebook.js";
import {linkProblem, notebookHash} from "./notebook-link.js";
import {notebookFile} from "./notebook-file.js";
import type {NotebookSession} from "./notebook-session.js";
import type {NotebookStore} from "./notebook-store.js";

export interface LibraryActions {
  open(key: string): void;
  start(notebook: Notebook): void;
  remove(key: string): void;
  importFile(file: File): Promise<void>;
}

const button = (text: string, action: () => void, label = text): HTMLElement => element`<button type="button" class="button" aria-label=${label} onclick=${action}>${text}</button>`;

/** One's notebooks, the templates, and a file to open. */
export function libraryPanel(store: NotebookStore, openKey: string | null, {open, start, remove, importFile}: LibraryActions): HTMLElement {
  const mine = store.list();
  const file = element`<input type="file" accept=".md,text/markdown" aria-label="Page of a notebook to open">` as HTMLInputElement;
  file.addEventListener("change", () => void (file.files?.[0] && importFile(file.files[0])));
  const entry = ({key, title, savedAt, cellCount}: (typeof mine)[number]) => element`<li>${key === openKey ? element`<strong>${title || "Untitled"} (open)</strong>` : button(title || "Untitled", () => open(key), `Open ${title || "Untitled"}`)}
    <span class="muted">${cellCount} cells, saved ${formatInstant(new Date(savedAt))}</span>${button("Delete", () => remove(key), `Delete ${title || "Untitled"}`)}</li>`;
  return element`<section class="nb-panel" aria-label="Notebooks">
    <h2>Your notebooks</h2>${mine.length ? element`<ul>${mine.map(entry)}</ul>` : element`<p class="muted">None yet. They are kept in this browser, on this machine.</p>`}
    <h3>Start a new one</h3><ul><li>${button("Empty notebook", () => start({title: "Untitled notebook", author: "", date: "", description: "", snapshot: "", cells: []}))}</li>
    ${notebookTemplates.map(({notebook}) => element`<li>${button(notebook.title, () => start(notebook), `Start from ${notebook.title}`)}<span class="muted">${notebook.description}</span></li>`)}</ul>
    <h3>Open the page of a notebook (.md)</h3><p>${file}</p></section>`;
}

/** "Monthly review: May" → "monthly-review-may". */
const fileName = (title: string): string => title.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase().replace(/[^a-z0-9]+/g, "-").replace(/^-+|-+$/g, "").slice(0, 60) || "notebook";

/** Sentences about what would not work for a reader. */
function warnings(session: NotebookSession): string[] {
  const problems = session.notebook.cells.filter(({id}) => session.run.state(id).status === "failed").length;
  const stale = session.notebook.cells.filter(({id}) => ["stale", "running"].includes(session.run.state(id).status)).length;
  return [...(problems ? [`${problems} ${problems === 1 ? "cell fails" : "cells fail"}: readers will see the same.`] : []), ...(stale ? [`${stale} ${stale === 1 ? "cell is" : "cells are"} not up to date: run them before you freeze a file.`] : [])];
}

/** The notebook as it is published: on this snapshot, today where it has no date. */
export const publishedNotebook = ({notebook, manifest}: NotebookSession): Notebook => ({...notebook, snapshot: manifest.id, date: notebook.date || new Date().toISOString().slice(0, 10)});

/** Three ways to publish: a link, a page for the site, a frozen file. */
export function publishPanel(session: NotebookSession, say: (sentence: string) => void): HTMLElement {
  const published = publishedNotebook(session);
  const hash = notebookHash(published);
  const problem = linkProblem(hash);
  const address = new URL(hash, location.href).href;
  const catalog: Catalog = Object.fromEntries(session.manifest.tables.map(({name, columns}) => [name, columns.map((column) => column.name)]));
  const name = fileName(published.title);
  const link = element`<input class="nb-link" type="text" readonly aria-label="Link" value=${address} onfocus=${(event: Event) => (event.target as HTMLInputElement).select()}>`;
  const copy = () => navigator.clipboard.writeText(address).then(() => say("Link copied."), () => say("Not copied: select the link and copy it."));
  return element`<section class="nb-panel" aria-label="Publish">
    <h2>Publish</h2>${warnings(session).map((text) => element`<p class="nb-error">${text}</p>`)}
    <h3>Link</h3>${problem ? element`<p>${problem}</p>` : element`<div><p>The whole notebook is in the address (${address.length.toLocaleString("en")} characters); no host receives it. It opens read-only, with a button to edit a copy, and its queries read the tables of whoever opens it.</p><p>${link}</p><p>${button("Copy link", () => void copy())}</p></div>`}
    <h3>Page</h3><p>A page of this site: put the file into <code>src/analyses/</code> and build. It opens again in the notebook.</p><p>${button("Download page", () => download(`${name}.md`, notebookPage(published, catalog), "text/markdown;charset=utf-8"), "Download page (.md)")}</p>
    <h3>File</h3><p>One HTML file with the results as they are now. It opens from disk, with no network.</p><p>${button("Download file", () => download(`${name}.html`, notebookFile(session), "text/html;charset=utf-8"), "Download file (.html)")}</p></section>`;
}
