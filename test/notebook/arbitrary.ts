/** Random notebooks for property tests: texts full of what could break a page's source. */
import fc from "fast-check";
import {cleanText, parseNotebook, type Notebook} from "../../src/model/notebook.js";

const NASTY = ["`", "```", "````", "~~~", "${", "${artist}", "${x", "\\", "\\`", "\\${", "$", "}", "'", "''", "\"", "--", "/*", "*/", "::date", ":artist", ":nobody", "::artist", "<!-- cell {\"id\":\"c1\"} -->", "<!-- end -->",
  "\n", "\n\n", "---", "```js\n", "with ", "with recursive ", "monthly", " as ", "select * from monthly", "from top", "(", ")", ",", ";", "<script>", "</script>", "![x](y)", "# ", "- ", "é", "💿", "\u2028", "${figure(monthly, \"x\")}", "\t", " "];

/** Text of nasty pieces and of random characters. */
export const nastyText = fc.array(fc.oneof(fc.constantFrom(...NASTY), fc.string({maxLength: 6}), fc.string({unit: "grapheme", maxLength: 4})), {maxLength: 14}).map((parts) => cleanText(parts.join("")));
const title = nastyText;

const INPUTS = ["artist", "since", "least"];
const QUERIES = ["monthly", "top", "x2"];

const named = fc.record({
  kind: fc.constant("sql" as const), text: fc.oneof(nastyText, fc.constantFrom("select * from monthly where a = :artist", "with x as (select 1) select * from x, top", "-- c\nwith recursive t as (select :least) select * from t join monthly using (a)")),
  title, show: fc.boolean(), folded: fc.boolean()
});
const markdown = fc.record({kind: fc.constant("markdown" as const), text: nastyText, folded: fc.boolean()});
const chart = fc.record({kind: fc.constant("chart" as const), from: fc.constantFrom("monthly", "top", "nobody", ""), spec: fc.constantFrom({mark: "line", x: "a", y: "b"}, {mark: "cell", x: "`", y: "${x}", color: "c", facet: "-->", scale: "log"})});
const input = fc.oneof(
  fc.record({kind: fc.constant("input" as const), type: fc.constant("select" as const), label: title, query: fc.option(nastyText, {nil: undefined}), options: fc.array(title, {maxLength: 3}), value: title}),
  fc.record({kind: fc.constant("input" as const), type: fc.constant("range" as const), label: title, min: fc.integer(), max: fc.integer(), step: fc.constantFrom(1, 0.5), value: fc.double({noNaN: true, noDefaultInfinity: true}).map((x) => x + 0)}),
  fc.record({kind: fc.constant("input" as const), type: fc.constant("date" as const), label: title, value: fc.constantFrom("", "2025-01-31")}),
  fc.record({kind: fc.constant("input" as const), type: fc.constant("text" as const), label: title, value: title}),
  fc.record({kind: fc.constant("input" as const), type: fc.constant("toggle" as const), label: title, value: fc.boolean()})
);

/** Valid notebooks whose cells have names of each kind, and some without. */
export const notebooks: fc.Arbitrary<Notebook> = fc
  .record({
    title, author: title, description: title, date: fc.constantFrom("", "2025-11-20"), snapshot: fc.constantFrom("", "030a8dcc8df5"),
    cells: fc.array(fc.oneof(named, markdown, chart, input), {maxLength: 8})
  })
  .map(({cells, ...rest}) => {
    let [inputs, queries] = [0, 0];
    const withNames = cells.map((cell, i) => ({
      ...cell, id: `c${i + 1}`,
      ...(cell.kind === "input" && {name: INPUTS[inputs++] ?? `in_${i}`}),
      ...(cell.kind === "sql" && {name: queries++ % 4 === 3 ? undefined : (QUERIES[queries - 1] ?? `rows_${i}`)})
    }));
    return parseNotebook({...rest, cells: withNames});
  });
