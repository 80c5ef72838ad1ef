/** The document: its changes and their history, its library, its link, and the SQL of its page against that of the notebook. */
import {createHash} from "node:crypto";
import fc from "fast-check";
import {describe, expect, test} from "vitest";
import {composeAll, composedText, inputLiteral} from "../../src/model/notebook-compile.js";
import {changed, duplicated, inserted, moved, newCell, redone, removed, startHistory, undone, updated, type History} from "../../src/model/notebook-edit.js";
import {figure, figureAt, writeFigure} from "../../src/model/notebook-figures.js";
import {notebookGraph} from "../../src/model/notebook-graph.js";
import {cellNames, notebookPage} from "../../src/model/notebook-page.js";
import {parseNotebook, type Cell, type Notebook} from "../../src/model/notebook.js";
import {pageQuery} from "../../src/model/page-query.js";
import {fenceContent} from "../../src/model/page-text.js";
import {linkProblem, LONGEST_LINK, notebookHash, readNotebookHash} from "../../src/workbench/notebook-link.js";
import {NotebookStore, type TextStorage} from "../../src/workbench/notebook-store.js";
import {notebooks} from "./arbitrary.js";

/** A random change: always a valid document again. */
const change = fc.tuple(fc.integer({min: 0, max: 5}), fc.nat(20), fc.nat(20), fc.string({maxLength: 5}));
function apply(doc: Notebook, [kind, a, b, text]: [number, number, number, string]): Notebook {
  const id = doc.cells[a % Math.max(1, doc.cells.length)]?.id ?? "none";
  if (kind === 0) return inserted(doc, newCell(doc, (["markdown", "sql", "input", "chart"] as const)[b % 4]), a % (doc.cells.length + 1));
  if (kind === 1) return removed(doc, id);
  if (kind === 2) return moved(doc, id, b);
  if (kind === 3) return duplicated(doc, id);
  const cell = doc.cells.find((each) => each.id === id);
  return cell?.kind === "markdown" ? updated(doc, {...cell, text}) : {...doc, title: text.trim()};
}

describe("changes", () => {
  test("any changes keep the document valid; undoing all of them gives the first one, redoing the last", () => {
    fc.assert(fc.property(notebooks, fc.array(change, {maxLength: 25}), (first, changes) => {
      let history: History = startHistory(first);
      for (const each of changes) history = changed(history, apply(history.present, each));
      const last = history.present;
      expect(parseNotebook(JSON.parse(JSON.stringify(last))).cells).toHaveLength(last.cells.length);
      while (history.past.length) history = undone(history);
      expect(history.present).toEqual(first);
      while (history.future.length) history = redone(history);
      expect(history.present).toEqual(last);
      expect(undone(startHistory(first)).present).toBe(first);
    }), {numRuns: 300});
  });

  test("moving keeps every cell and puts the one where it was asked", () => {
    fc.assert(fc.property(notebooks.filter(({cells}) => cells.length > 1), fc.nat(10), fc.integer({min: -3, max: 12}), (doc, from, to) => {
      const {id} = doc.cells[from % doc.cells.length];
      const after = moved(doc, id, to).cells;
      expect(after.findIndex((cell) => cell.id === id)).toBe(Math.max(0, Math.min(to, after.length - 1)));
      expect(after.filter((cell) => cell.id !== id)).toEqual(doc.cells.filter((cell) => cell.id !== id));
    }));
  });

  test("a copy has an id and a name of its own, and reads what the first one reads", () => {
    const doc = parseNotebook({title: "", cells: [{id: "c1", kind: "sql", name: "rows", text: "select 1"}]});
    expect(duplicated(doc, "c1", ["rows_2"]).cells).toEqual([doc.cells[0], {...doc.cells[0], id: "c2", name: "rows_3"}]);
  });

  test("typing in one cell is undone in one step, another cell in another", () => {
    const doc = parseNotebook({title: "", cells: [{id: "c1", kind: "markdown", text: ""}]});
    const type = (history: History, text: string, key: string) => changed(history, updated(history.present, {...history.present.cells[0], text} as Cell), key);
    const history = type(type(type(startHistory(doc), "a", "text c1"), "ab", "text c1"), "abc", "text c2");
    expect(undone(history).present.cells[0]).toMatchObject({text: "ab"});
    expect(undone(undone(history)).present).toBe(doc);
  });
});

describe("the library", () => {
  function memory(limit = Infinity): TextStorage {
    const texts = new Map<string, string>();
    return {
      get length() { return texts.size; }, key: (i) => [...texts.keys()][i] ?? null, getItem: (key) => texts.get(key) ?? null, removeItem: (key) => void texts.delete(key),
      setItem: (key, text) => {
        if (text.length > limit) throw new DOMException("full", "QuotaExceededError");
        texts.set(key, text);
      }
    };
  }
  const doc = parseNotebook({title: "One", cells: []});

  test("keeps, lists and deletes notebooks, the newest first", () => {
    const store = new NotebookStore(memory());
    expect(store.save("a", doc, new Date("2025-01-01T00:00:00Z"))).toBeNull();
    expect(store.save("b", {...doc, title: "Two"}, new Date("2025-01-02T00:00:00Z"))).toBeNull();
    expect(store.list().map(({key, title}) => [key, title])).toEqual([["b", "Two"], ["a", "One"]]);
    expect(store.load("a")).toEqual(doc);
    store.remove("a");
    expect([store.load("a"), store.list().length]).toEqual([undefined, 1]);
  });

  test("says when the storage is full, and leaves out what is no notebook", () => {
    expect(new NotebookStore(memory(10)).save("a", doc)).toContain("storage is full");
    const storage = memory();
    storage.setItem("ledgerline.notebook.x", "{");
    storage.setItem("other", "1");
    expect(new NotebookStore(storage).list()).toEqual([]);
  });
});

describe("the link", () => {
  test("holds the whole notebook", () => {
    fc.assert(fc.property(notebooks, (doc) => {
      const hash = notebookHash(doc, "figure-x_1");
      expect(hash).toMatch(/^#n=[\w-]+&at=figure-x_1$/);
      expect(readNotebookHash(hash)).toEqual({notebook: doc, anchor: "figure-x_1"});
    }), {numRuns: 200});
  });

  test("that is too long says what to do", () => {
    const noise = Array.from({length: 9_000}, (_, i) => createHash("sha256").update(String(i)).digest("base64")).join("").slice(0, 60_000);
    const hash = notebookHash(parseNotebook({title: "x", cells: [{id: "c1", kind: "markdown", text: noise}]}));
    expect(hash.length).toBeGreaterThan(LONGEST_LINK);
    expect(linkProblem(hash)).toMatch(/^The link would have [\d,]+ characters; over 30,000, mail and chat programs cut it off\. Send the page or the file instead/);
    expect(linkProblem("#n=abc")).toBeNull();
  });

  test.each(["#n=", "#n=%3Cscript%3E", "#n=AAAA", "#n=abc&at=<x>", notebookHash({title: 1} as never), notebookHash({title: "x", cells: [{id: "c1", kind: "js", text: "alert(1)"}]} as never), notebookHash({title: "x", cells: [{id: "x onload=", kind: "markdown", text: ""}]} as never)])("made by hand is refused with a sentence: %s", (hash) => {
    expect(readNotebookHash(hash)).toMatch(/^The link (is damaged|holds no notebook)/);
  });

  test("that unfolds to more than is sane is refused, and other addresses are none", () => {
    expect(readNotebookHash(notebookHash({title: "x".repeat(3_000_000), cells: []} as never))).toMatch(/^The link is damaged/);
    expect([readNotebookHash(""), readNotebookHash("#figure-x")]).toEqual([null, null]);
  });
});

describe("the page's queries", () => {
  test("are those of the notebook, to the letter", () => {
    const doc = parseNotebook({title: "", cells: [
      {id: "c1", kind: "input", type: "text", name: "artist", label: "", value: "it's ${x} `y` :z"}, {id: "c2", kind: "input", type: "range", name: "n", label: "", min: -5, max: 5, value: -2},
      {id: "c3", kind: "sql", name: "a", text: "select * from sales where artist = :artist and ':n' <> '\\' -- ${no}"},
      {id: "c4", kind: "sql", name: "b", text: "-- first\nwith recursive t as (select :n as n) select * from a, t"},
      {id: "c5", kind: "sql", name: "c", text: "select * from b join a using (x) -- end"}
    ]});
    const order = notebookGraph(doc, ["sales"]).order;
    const literals = new Map(doc.cells.flatMap((cell) => (cell.kind === "input" ? [[cell.name, inputLiteral(cell, cell.value)] as const] : [])));
    const ours = composeAll(doc, order, literals);
    const page = notebookPage(doc, {});
    const values = new Map<string, unknown>([...literals].map(([name, literal]) => [name, {literal}]));
    for (const cell of doc.cells) {
      if (cell.kind !== "sql") continue;
      const template = fenceContent(page, new RegExp(`^sql id=${cell.name}$`))!.text;
      const names = [...cellNames(doc.cells).inputs, ...cellNames(doc.cells).queries].filter((name) => values.has(name));
      // As a browser reads the page: a tagged template with the page's variables.
      const tag = (strings: TemplateStringsArray, ...parts: unknown[]) => pageQuery(strings, parts as never);
      const composed = new Function("tag", ...names, `return tag\`${template}\``)(tag, ...names.map((name) => values.get(name)));
      expect(composedText(composed)).toBe(composedText(ours.get(cell.id)!));
      values.set(cell.name!, {query: composed});
    }
    expect(values.size).toBe(5);
  });
});

describe("figures in prose", () => {
  test("only two forms are read", () => {
    expect(figureAt('${figure(a, "x", "money")}', 0)).toEqual({reference: {name: "a", column: "x", format: "money"}, end: 26});
    expect(figureAt("${artist}", 0)).toEqual({reference: {name: "artist", format: "auto"}, end: 9});
    for (const text of ["${a.b}", "${fetch('x')}", '${figure(a, "x", "html")}', '${figure(a["x"])}', "${ a }", "${figure(a, 'x')}"]) expect(figureAt(text, 0)).toBeUndefined();
  });

  test("are written by their format, with the currency of their row", () => {
    const rows = [{earnings: "1234.565000", currency: "USD", share: 0.123, on: "2025-09-01", n: 3, name: "x"}];
    expect([figure(rows, "earnings", "money"), figure(rows, "earnings"), figure(rows, "share", "percent"), figure(rows, "share", "change"), figure(rows, "on", "month"), figure(rows, "on"), figure(rows, "n"), figure(rows, "name", "money"), figure(rows, "none"), figure([], "n")])
      .toEqual(["USD\u00a01,234.57", "1,234.57", "12.3%", "+12.3%", "Sep 2025", "1 Sep 2025", "3", "x", "—", "—"]);
    expect(writeFigure(new Date("2025-09-01T00:00:00Z"), "day")).toBe("1 Sep 2025");
  });
});
