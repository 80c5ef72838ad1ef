/** A notebook as a page: written and read again, nothing is lost, and nothing that a cell holds can run as code. */
import fc from "fast-check";
import {describe, expect, test} from "vitest";
import {parseNotebook} from "../../src/model/notebook.js";
import {isPlainMarkdown, notebookPage} from "../../src/model/notebook-page.js";
import {readNotebookPage} from "../../src/model/notebook-page-read.js";
import {escapeTemplate, fenced, safeJson, unescapeTemplate} from "../../src/model/page-text.js";
import {nastyText, notebooks} from "./arbitrary.js";

const catalog = {monthly_revenue: ["usage_month", "artist", "earnings", "fees"]};

/** A page needs one cell at least to be known as a notebook. */
const withCells = notebooks.filter(({cells}) => cells.length > 0);

describe("round trip", () => {
  test("any notebook comes back equal, without a note", () => {
    fc.assert(fc.property(withCells, (notebook) => {
      const {notebook: again, notes} = readNotebookPage(notebookPage(notebook, catalog));
      expect(again).toEqual(notebook);
      expect(notes).toEqual([]);
    }), {numRuns: 1500});
  });

  test("a file with the line ends of Windows is the same notebook", () => {
    fc.assert(fc.property(withCells, (notebook) => {
      expect(readNotebookPage(notebookPage(notebook, catalog).replaceAll("\n", "\r\n")).notebook).toEqual(notebook);
    }), {numRuns: 100});
  });

  test("the inside of a template literal is what JavaScript reads", () => {
    fc.assert(fc.property(nastyText, (text) => {
      const escaped = escapeTemplate(text);
      expect(unescapeTemplate(escaped, () => "?")).toBe(text);
      expect(new Function(`return (s => s[0])\`${escaped}\``)()).toBe(text);
    }), {numRuns: 1000});
  });
});

const cells = [
  {id: "c1", kind: "input", type: "text", name: "artist", label: "Artist", value: "zone"},
  {id: "c2", kind: "sql", name: "monthly", text: "select usage_month, sum(earnings) as total\nfrom monthly_revenue where artist = :artist group by 1"},
  {id: "c3", kind: "sql", name: "top", text: "with best as (select * from monthly) select * from best", show: false},
  {id: "c4", kind: "markdown", text: 'It was ${figure(monthly, "total", "amount")} for ${artist}.'}
];
const page = notebookPage(parseNotebook({title: "A page", author: "B", date: "2025-11-20", description: "C", snapshot: "abc", cells}), catalog);

describe("the source", () => {
  test("reads as a page a person would write", () => {
    expect(page).toContain('---\ntitle: "A page"\nauthor: "B"\ndate: "2025-11-20"\ndescription: "C"\nsnapshot: "abc"\nneeds: {"monthly_revenue":["usage_month","artist","earnings"]}\ntoc: false\n---\n');
    expect(page).toContain("```sql id=monthly\nselect usage_month, sum(earnings) as total\nfrom monthly_revenue where artist = ${artist} group by 1\n```");
    expect(page).toContain("```sql id=top\nwith monthly as ${monthly}, best as (select * from monthly) select * from best\n```");
    expect(page).toContain('It was ${figure(monthly, "total", "amount")} for ${artist}.');
  });

  test("no cell of its JavaScript is over 15 lines", () => {
    const longest = [...page.matchAll(/```js\n([\s\S]*?)\n```/g)].map(([, code]) => code.split("\n").length);
    expect(Math.max(...longest)).toBeLessThanOrEqual(15);
  });

  test.each(["```js\nfetch('x')\n```", "<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "![x](https://example.com/x.png)", "${fetch('x')}", "${document}", "~~~js\nx\n~~~", "</div>", "<!-- x -->"])("Markdown that Framework would run or fetch is handed over as text: %s", (text) => {
    const names = {inputs: new Set<string>(), queries: new Set<string>()};
    expect(isPlainMarkdown(text, names)).toBe(false);
    const source = notebookPage(parseNotebook({title: "x", cells: [{id: "c1", kind: "markdown", text}]}), {});
    const [, between] = /<!-- cell .* -->\n\n([\s\S]*)\n\n<!-- end -->/.exec(source)!;
    expect(between).toBe(fenced("js", `display(markdownCell(${safeJson(text)}, {}));`));
  });
});

describe("a page changed by hand", () => {
  test("an edited query and title are read", () => {
    const {notebook} = readNotebookPage(page.replace("group by 1", "group by 1 order by 1").replace('title: "A page"', "title: Another page"));
    expect(notebook.title).toBe("Another page");
    expect(notebook.cells[1]).toMatchObject({text: expect.stringContaining("where artist = :artist group by 1 order by 1")});
  });

  test("code that a notebook cannot hold is named", () => {
    const {notebook, notes} = readNotebookPage(page.replace("<!-- cell {\"id\":\"c4\"", "```js\nalert(1)\n```\n\n$&"));
    expect(notebook.cells).toHaveLength(4);
    expect(notes).toEqual([expect.stringMatching(/^line \d+: cell c3 was changed by hand; what is no part of a notebook is left out$/)]);
  });

  test.each([
    ["no front matter", "# Hello", "not a page: the file does not start with front matter (--- … ---)"],
    ["another page", "---\ntitle: X\n---\n\nText", "not a notebook: the page has no cells that a notebook knows (<!-- cell … -->)"],
    ["a query that is gone", page.replace(/```sql id=monthly[\s\S]*?```/, ""), "page not read: line 25: cell c2 (sql) has no ```sql id=… block"],
    ["a broken input", page.replace('inputCell({"name"', 'inputCell({"name'), "page not read: line 19: cell c1 (input) has no inputCell(…) with JSON in it"],
    ["two cells of one id", page.replace('"id":"c2","kind":"sql"', '"id":"c1","kind":"sql"'), "not a notebook: cells: two cells have the same id"]
  ])("%s is refused with a sentence", (_, text, message) => {
    expect(() => readNotebookPage(text)).toThrow(message);
  });
});
