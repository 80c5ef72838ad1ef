/** The Notebook page: which notebook is open, its bar, panels and cells. */
import {element} from "../components/dom.js";
import {holdInView} from "../components/hold-in-view.js";
import {notice} from "../components/notice.js";
import {setUrlParams, urlParam} from "../components/url-state.js";
import {anchorOf, type Cell, type Notebook} from "../model/notebook.js";
import {readNotebookPage} from "../model/notebook-page-read.js";
import type {ManifestPart} from "../model/provenance.js";
import type {SqlSchema} from "../model/sql-schema.js";
import type {CellContext} from "./cell-context.js";
import {CellList} from "./cell-list.js";
import {exactQuery} from "./exact-query.js";
import {notebookFacts} from "./notebook-facts.js";
import {notebookKeys} from "./notebook-keys.js";
import {LONGEST_LINK, notebookHash, readNotebookHash} from "./notebook-link.js";
import {libraryPanel, publishedNotebook, publishPanel} from "./notebook-panels.js";
import {NotebookSession} from "./notebook-session.js";
import {browserStorage, NotebookStore} from "./notebook-store.js";

const button = (text: string, action: () => void): HTMLButtonElement => element`<button type="button" class="button" onclick=${action}>${text}</button>` as HTMLButtonElement;

export class NotebookApp {
  readonly element: HTMLElement;
  private readonly store = new NotebookStore(browserStorage());
  private readonly message = element`<p class="nb-message muted" role="status" aria-live="polite"></p>`;
  private readonly saved = element`<span class="nb-saved"></span>`;
  private readonly panel = element`<div></div>`;
  private readonly place = element`<div></div>`;
  private readonly undo = button("Undo", () => this.session?.undo());
  private readonly redo = button("Redo", () => this.session?.redo());
  private session?: NotebookSession;
  private list?: CellList;
  private facts?: {update(): void};
  private folds = new Map<string, boolean>();
  private readonly changedIds = new Set<string>();
  private openPanel?: "library" | "publish";
  /** Ends the hold on the figure that a link shows first. */
  private releaseFigure?: () => void;

  constructor(private readonly manifest: ManifestPart) {
    const bar = element`<div class="nb-bar" role="toolbar" aria-label="Notebook">${button("Notebooks", () => this.toggle("library"))}${button("Run all", () => void this.session?.run.run())}${this.undo}${this.redo}${button("Publish", () => this.toggle("publish"))}</div>`;
    this.element = element`<div class="nb">${bar}${this.panel}${this.message}${this.place}</div>`;
    bar.append(notebookKeys(this.element, {undo: () => this.session?.undo(), redo: () => this.session?.redo()}), this.saved);
    addEventListener("hashchange", () => location.hash.startsWith("#n=") && this.start());
    addEventListener("pagehide", () => this.session?.saveChanges());
    this.start();
  }

  /** Opens what the address asks for: a link, a notebook of the library, or the library. */
  private start(): void {
    const linked = readNotebookHash(location.hash);
    if (typeof linked === "string") return this.show("library", notice({kind: "problem", text: linked}));
    if (linked) return this.open(linked.notebook, null, linked.anchor);
    const key = urlParam("notebook");
    try {
      const notebook = key ? this.store.load(key) : undefined;
      if (notebook) this.open(notebook, key);
      else this.show("library");
    } catch (error) {
      this.show("library", notice({kind: "problem", text: `The notebook cannot be opened: ${error instanceof Error ? error.message : String(error)}.`}));
    }
  }

  private leave(): void {
    this.releaseFigure?.();
    this.session?.saveChanges();
    this.session?.discard();
  }

  private open(notebook: Notebook, key: string | null, anchor?: string): void {
    this.leave();
    this.folds = new Map();
    this.message.textContent = "";
    const session = new NotebookSession(notebook, exactQuery, this.manifest, this.store, key, {document: () => this.documentChanged(), states: (ids) => this.statesChanged(ids), saved: (problem) => this.showSaved(problem)});
    this.session = session;
    if (key !== null) history.replaceState(history.state, "", location.pathname + location.search);
    setUrlParams({notebook: key});
    const list = (this.list = new CellList(this.context(session)));
    const facts = notebookFacts(session);
    this.facts = facts;
    this.toggle(undefined);
    this.place.replaceChildren(...(key === null ? [this.copyNotice(notebook)] : []), facts.element, list.element, ...(key === null ? [] : [this.addBar(list)]));
    this.documentChanged();
    if (anchor) this.releaseFigure = holdInView(() => document.getElementById(anchor));
    void session.run.run();
  }

  private copyNotice(notebook: Notebook): HTMLElement {
    const copy = () => this.create({...notebook, title: `${notebook.title} (copy)`.slice(0, 200)});
    return notice({kind: "info", text: "This notebook came with a link. It is only shown: nothing of it is kept on this machine. Its queries read the tables of this site.", actions: [button("Edit a copy", copy)]});
  }

  private addBar(list: CellList): HTMLElement {
    return element`<div class="nb-add" role="group" aria-label="Add a cell at the end"><span class="muted">Add</span>${button("Text", () => list.add("markdown"))}${button("Query", () => list.add("sql"))}${button("Input", () => list.add("input"))}${button("Chart", () => list.add("chart"))}</div>`;
  }

  private context(session: NotebookSession): CellContext {
    return {
      session, schema: () => this.schema(session),
      announce: (sentence) => void (this.message.textContent = sentence),
      focusCell: (id) => this.list?.focus(id),
      linkTo: (anchor) => {
        const hash = notebookHash(publishedNotebook(session), anchor);
        return hash.length > LONGEST_LINK ? null : hash;
      },
      isFolded: (cell) => this.folds.get(cell.id) ?? (session.isReadOnly || cell.folded),
      setFolded: (cell, folded) => this.setFolded(session, cell, folded)
    };
  }

  private setFolded(session: NotebookSession, cell: Cell, folded: boolean): void {
    if (session.isReadOnly) {
      this.folds.set(cell.id, folded);
      return this.list?.refresh([cell.id]);
    }
    session.change({...session.notebook, cells: session.notebook.cells.map((each) => (each.id === cell.id ? {...each, folded} : each))});
  }

  private schema(session: NotebookSession): SqlSchema {
    const queries = session.notebook.cells.flatMap((cell) => (cell.kind === "sql" && cell.name ? [{name: cell.name, grain: "a query of this notebook", columns: session.run.state(cell.id).result?.columns ?? []}] : []));
    return {tables: [...queries, ...this.manifest.tables], functions: []};
  }

  private create(notebook: Notebook): void {
    const key = this.store.freeKey();
    const problem = this.store.save(key, notebook);
    this.open(notebook, key);
    this.showSaved(problem);
  }

  private documentChanged(): void {
    this.list?.update();
    this.facts?.update();
    this.undo.disabled = !this.session?.canUndo;
    this.redo.disabled = !this.session?.canRedo;
    if (this.openPanel === "publish") this.draw();
  }

  /** A chain of queries changes many states between two frames; each cell is drawn once. */
  private statesChanged(ids: readonly string[]): void {
    if (!this.changedIds.size) requestAnimationFrame(() => this.drawStates());
    for (const id of ids) this.changedIds.add(id);
  }

  private drawStates(): void {
    const ids = [...this.changedIds];
    this.changedIds.clear();
    this.list?.refresh(ids);
    const failed = ids.map((id) => this.session?.notebook.cells.find((cell) => cell.id === id)).find((cell) => cell?.kind === "sql" && this.session!.run.state(cell.id).status === "failed");
    if (failed) this.message.textContent = `${anchorOf(failed).replace("figure-", "")} failed.`;
  }

  private showSaved(problem: string | null): void {
    this.saved.textContent = problem ? "not saved" : "saved on this machine";
    if (problem) this.message.replaceChildren(notice({kind: "warning", text: problem}));
  }

  private show(panel: "library", ...nodes: Node[]): void {
    this.leave();
    this.session = this.list = this.facts = undefined;
    this.undo.disabled = this.redo.disabled = true;
    this.place.replaceChildren(...nodes);
    this.openPanel = panel;
    this.draw();
  }

  private toggle(panel: "library" | "publish" | undefined): void {
    this.openPanel = panel === this.openPanel || (panel === "publish" && !this.session) ? undefined : panel;
    this.draw();
  }

  private draw(): void {
    const {session, openPanel} = this;
    if (!openPanel) return this.panel.replaceChildren();
    if (openPanel === "publish" && session) return this.panel.replaceChildren(publishPanel(session, (sentence) => void (this.message.textContent = sentence)));
    this.panel.replaceChildren(libraryPanel(this.store, session?.key ?? null, {
      open: (key) => this.openStored(key), start: (notebook) => this.create(notebook), importFile: (file) => this.importFile(file),
      remove: (key) => {
        this.store.remove(key);
        if (key !== session?.key) return this.draw();
        this.session?.discard(); // it must not be saved again
        this.session = undefined;
        setUrlParams({notebook: null});
        this.show("library");
      }
    }));
  }

  private openStored(key: string): void {
    setUrlParams({notebook: key});
    history.replaceState(history.state, "", location.pathname + location.search);
    this.start();
  }

  private async importFile(file: File): Promise<void> {
    try {
      const {notebook, notes} = readNotebookPage(await file.text());
      this.create(notebook);
      if (notes.length) this.message.textContent = `${file.name}: ${notes.join("; ")}.`;
    } catch (error) {
      this.message.replaceChildren(notice({kind: "problem", text: `${file.name}: ${error instanceof Error ? error.message : String(error)}.`}));
    }
  }
}
