/** The notebook that is open: its document and history, its running queries, its place in the store. */
import {changed, redone, startHistory, undone, updated, type History} from "../model/notebook-edit.js";
import type {InputCell, Notebook} from "../model/notebook.js";
import type {ManifestPart} from "../model/provenance.js";
import type {InputValue} from "../model/sql-compose.js";
import {NotebookRun, type RunQuery} from "./notebook-run.js";
import type {NotebookStore} from "./notebook-store.js";

/** `document` when cells or facts changed, `states` with the ids whose state may have, `saved` with a sentence or null. */
export type SessionListener = {document(): void; states(ids: readonly string[]): void; saved(problem: string | null): void};

const SAVE_AFTER_MS = 400;

export class NotebookSession {
  readonly run: NotebookRun;
  private history: History;
  private timer?: ReturnType<typeof setTimeout>;

  /** Without a `key` it is read-only: inputs work, nothing else changes and nothing is stored. */
  constructor(notebook: Notebook, query: RunQuery, readonly manifest: ManifestPart, private readonly store: NotebookStore, readonly key: string | null, private readonly listener: SessionListener) {
    this.history = startHistory(notebook);
    this.run = new NotebookRun(query, manifest.tables.map(({name}) => name), (ids) => listener.states(ids));
    this.run.setNotebook(notebook);
  }

  get isReadOnly(): boolean {
    return this.key === null;
  }

  get notebook(): Notebook {
    return this.history.present;
  }

  get canUndo(): boolean {
    return this.history.past.length > 0;
  }

  get canRedo(): boolean {
    return this.history.future.length > 0;
  }

  /** Names that a cell may not take because the workspace has tables of that name. */
  get tableNames(): string[] {
    return this.manifest.tables.map(({name}) => name);
  }

  /** Makes a change that can be undone; changes in a row with the same `key` are undone together. */
  change(notebook: Notebook, key?: string): void {
    if (!this.isReadOnly) this.take(changed(this.history, notebook, key));
  }

  /** What a reader chose in an input; also in a notebook that is only read. What depends on it runs again. */
  setValue(cell: InputCell, value: InputValue): void {
    this.take(changed(this.history, updated(this.notebook, {...cell, value} as InputCell), `value ${cell.id}`));
    void this.run.run([cell.id]);
  }

  undo(): void {
    if (!this.isReadOnly) this.take(undone(this.history));
    void this.run.run();
  }

  redo(): void {
    if (!this.isReadOnly) this.take(redone(this.history));
    void this.run.run();
  }

  private take(history: History): void {
    if (history === this.history) return;
    this.history = history;
    this.run.setNotebook(history.present);
    this.listener.document();
    clearTimeout(this.timer);
    if (!this.isReadOnly) this.timer = setTimeout(() => this.save(), SAVE_AFTER_MS);
  }

  /** Saves now. */
  save(): void {
    clearTimeout(this.timer);
    if (this.key !== null) this.listener.saved(this.store.save(this.key, this.notebook));
  }

  /** Saves what was changed since it was opened. */
  saveChanges(): void {
    if (this.canUndo || this.canRedo) this.save();
  }

  /** The session must not be used any more: nothing of it is saved or run from now on. */
  discard(): void {
    clearTimeout(this.timer);
    this.run.close();
  }
}
