/** One's notebooks on this machine: each is a text in the browser's storage, saved as it is written. */
import {parseNotebook, type Notebook} from "../model/notebook.js";

/** `savedAt` is an ISO instant. */
export type StoredNotebook = {key: string; title: string; savedAt: string; cellCount: number};

const PREFIX = "ledgerline.notebook.";

/** The part of `Storage` that is used. */
export type TextStorage = Pick<Storage, "getItem" | "setItem" | "removeItem" | "key" | "length">;

/** The browser's storage; where it is switched off, one that refuses to keep anything. */
export function browserStorage(): TextStorage {
  try {
    return localStorage;
  } catch (error) {
    return {length: 0, key: () => null, getItem: () => null, removeItem: () => {}, setItem: () => { throw error; }};
  }
}

export class NotebookStore {
  constructor(private readonly storage: TextStorage) {}

  /** The newest first. Entries that are no notebooks are left out. */
  list(): StoredNotebook[] {
    const keys = Array.from({length: this.storage.length}, (_, i) => this.storage.key(i) ?? "").filter((name) => name.startsWith(PREFIX));
    return keys.flatMap((name) => {
      try {
        const {savedAt, notebook} = JSON.parse(this.storage.getItem(name)!) as {savedAt: string; notebook: Notebook};
        return [{key: name.slice(PREFIX.length), title: notebook.title, savedAt, cellCount: notebook.cells.length}];
      } catch {
        return [];
      }
    }).sort((a, b) => b.savedAt.localeCompare(a.savedAt));
  }

  /** A notebook; undefined when there is none. Throws `not a notebook: …`. */
  load(key: string): Notebook | undefined {
    const text = this.storage.getItem(PREFIX + key);
    return text === null ? undefined : parseNotebook((JSON.parse(text) as {notebook: unknown}).notebook);
  }

  /** Saves; returns a sentence when the browser refuses. */
  save(key: string, notebook: Notebook, now = new Date()): string | null {
    try {
      this.storage.setItem(PREFIX + key, JSON.stringify({savedAt: now.toISOString(), notebook}));
      return null;
    } catch (error) {
      const isFull = error instanceof DOMException && /quota/i.test(error.name);
      return isFull ? "Not saved: this browser's storage is full. Delete notebooks you no longer need, or download this one as a page." : `Not saved: this browser does not let the page store anything (${error instanceof Error ? error.message : String(error)}). Download the notebook as a page to keep it.`;
    }
  }

  remove(key: string): void {
    this.storage.removeItem(PREFIX + key);
  }

  /** A key that no notebook has. */
  freeKey(): string {
    return `${Date.now().toString(36)}${Math.floor(Math.random() * 46_656).toString(36).padStart(3, "0")}`;
  }
}
