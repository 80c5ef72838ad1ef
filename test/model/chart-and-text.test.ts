/** Charts chosen by the types of columns, their points, and results as text that a spreadsheet cannot run. */
import fc from "fast-check";
import {describe, expect, test} from "vitest";
import {splitRecord} from "../../src/model/csv-records.js";
import {chartPoints, chartUnit, chartWarning} from "../../src/model/chart-data.js";
import {defaultChart} from "../../src/model/chart-default.js";
import {ChartSpec, checkChart, parseChart} from "../../src/model/chart-spec.js";
import {excelCell} from "../../src/model/excel-cells.js";
import {columnNames, jsonRows, tableNameFor, typeFor} from "../../src/model/local-table.js";
import {csvHeader, csvRows, isFormulaLike, jsonRowsText, toMarkdown, toTsv, trimDecimal} from "../../src/model/result-text.js";
import {compareCells, type Cell, type ResultColumn} from "../../src/model/result.js";

const column = (name: string, kind: ResultColumn["kind"]): ResultColumn => ({name, type: kind.toUpperCase(), kind});
const [month, platform, currency, earnings, plays] = [column("usage_month", "date"), column("platform", "text"), column("currency", "text"), column("earnings", "decimal"), column("plays", "integer")];

describe("the chart of one click", () => {
  const rows: Cell[][] = [["2025-01-01", "spotify", "USD", "1.50", 3], ["2025-01-01", "apple", "USD", "2.25", 4], ["2025-02-01", "spotify", "EUR", "1.00", 5]];
  const pick = (columns: ResultColumn[]) => defaultChart(columns, rows.map((row) => columns.map((each) => row[[month, platform, currency, earnings, plays].indexOf(each)])));

  test("days and money: lines by platform, currencies apart", () => {
    expect(pick([month, platform, currency, earnings, plays])).toMatchObject({mark: "line", x: "usage_month", y: "earnings", color: "platform", facet: "currency", aggregate: "none"});
  });
  test("days that repeat are summed", () => expect(pick([month, plays])).toMatchObject({mark: "line", y: "plays", aggregate: "sum"}));
  test("names and a figure: bars", () => expect(pick([platform, plays])).toMatchObject({mark: "bar", x: "platform", y: "plays", aggregate: "sum"}));
  test("two figures: dots; one: a histogram; names alone: counts; nothing: none", () => {
    expect(pick([plays, earnings])).toMatchObject({mark: "dot", x: "plays", y: "earnings"});
    expect(pick([earnings])).toMatchObject({mark: "histogram", x: "earnings"});
    expect(pick([platform])).toMatchObject({mark: "bar", aggregate: "count"});
    expect(defaultChart([column("l", "nested")], [])).toBe(null);
  });

  test("whatever is chosen can be drawn", () => {
    const kinds = fc.constantFrom(...(["integer", "decimal", "double", "boolean", "date", "timestamp", "text", "nested"] as const));
    fc.assert(fc.property(fc.array(kinds, {minLength: 1, maxLength: 5}), (kinds) => {
      const columns = kinds.map((kind, j) => column(`c${j}`, kind));
      const spec = defaultChart(columns, [columns.map(() => "1"), columns.map(() => null)]);
      if (spec) expect(checkChart(spec, columns)).toEqual([]);
      else expect(kinds.every((kind) => kind === "nested")).toBe(true);
    }), {numRuns: 50});
  });

  test("points are combined as the spec says", () => {
    const spec = ChartSpec.parse({mark: "bar", x: "platform", y: "earnings", aggregate: "mean"});
    const points = chartPoints(spec, [platform, earnings], [["a", "1.00"], ["a", "2.00"], [null, "5.00"], ["a", null]]);
    expect(points.map(({x, value}) => [x, value])).toEqual([["a", 1.5], ["null", 5]]);
  });

  test("currencies that are added up are said, a single one is the unit", () => {
    const spec = ChartSpec.parse({mark: "bar", x: "platform", y: "earnings", aggregate: "sum"});
    const columns = [platform, currency, earnings];
    expect(chartWarning(spec, columns, [["a", "USD", "1"], ["a", "EUR", "1"]])).toContain("several currencies (USD, EUR)");
    expect(chartWarning(spec, columns, [["a", "USD", "1"]])).toBe(null);
    expect(chartUnit(spec, columns, [["a", "USD", "1"]])).toBe("USD");
  });

  test("a spec from elsewhere is checked", () => {
    expect(parseChart({mark: "bar", x: "a", onclick: "x"})).toContain("not a chart");
    expect(parseChart({mark: "pie", x: "a"})).toContain("mark");
    expect(checkChart(ChartSpec.parse({mark: "bar", x: "gone", y: "platform"}), [platform])).toEqual(["no such column for x: gone", "not a column of figures: platform"]);
  });
});

describe("text of results", () => {
  const columns = [column("note", "text"), column("amount", "decimal")];
  const rows: Cell[][] = [["=1+1", "-1205.50"], [" @x", "0.000000000000000001"], ["a;b\n\"c\"", null], ["", "12.00"]];
  const csv = (options: {safe: boolean; decimalComma: boolean}) => csvHeader(columns, options) + csvRows(columns, rows, options);

  test("raw CSV has the cells as they are", () => expect(csv({safe: false, decimalComma: false})).toBe('note,amount\r\n=1+1,-1205.50\r\n" @x",0.000000000000000001\r\n"a;b\n""c""",\r\n"",12.00\r\n'));
  test("safe CSV defuses text and leaves figures alone", () => expect(csv({safe: true, decimalComma: false})).toBe('note,amount\r\n\'=1+1,-1205.50\r\n\' @x,0.000000000000000001\r\n"a;b\n""c""",\r\n"",12.00\r\n'));
  test("decimal comma", () => expect(csv({safe: false, decimalComma: true}).split("\r\n").slice(0, 3)).toEqual(["note;amount", "=1+1;-1205,50", '" @x";0,000000000000000001']));

  test("no text cell of a safe CSV begins like a formula, and a reader gets every figure back", () => {
    fc.assert(fc.property(fc.string({unit: fc.constantFrom("=", "+", "-", "@", "\t", "a", "1", '"', ",", " ")}), (text) => {
      const line = csvRows(columns, [[text, "-1.5"]], {safe: true, decimalComma: false});
      const [note, amount] = splitRecord(line.replace(/\r\n$/, ""), ",");
      expect(isFormulaLike(note)).toBe(false);
      expect(note.replace(/^'/, "")).toBe(text.replace(/^'/, ""));
      expect(amount).toBe("-1.5");
    }));
  });

  test("JSON keeps decimals as text and repeats no name", () => {
    expect(JSON.parse(`[${jsonRowsText([column("a", "decimal"), column("a", "integer")], [["0.10", 5], [null, 6]])}]`)).toEqual([{a: "0.10", a_1: 5}, {a: null, a_1: 6}]);
  });

  test("TSV and Markdown", () => {
    expect(toTsv(columns, [["a\tb", "1.500"]])).toBe("note\tamount\na b\t1.50\n");
    expect(toMarkdown(columns, [["a|<b>", "1.500"]])).toBe("| note | amount |\n| --- | ---: |\n| a\\|&lt;b&gt; | 1.50 |\n");
  });

  test.each([["12.5000", "12.50"], ["0.002274000", "0.002274"], ["-3.000", "-3.00"], ["7.5", "7.5"], ["7", "7"], ["1.0", "1.0"]])("%s is shown as %s", (text, shown) => expect(trimDecimal(text)).toBe(shown));

  test("a spreadsheet gets a number only where it keeps every digit", () => {
    const at = (cell: Cell, kind: ResultColumn["kind"]) => excelCell(cell, column("c", kind));
    expect(at("1234567890.12345", "decimal")).toEqual({type: "number", value: 1234567890.12345});
    expect(at("1234567890.123456", "decimal")).toEqual({type: "text", value: "1234567890.123456"});
    expect(at("0.000000000000000001", "decimal")).toEqual({type: "number", value: 1e-18});
    expect(at("9223372036854775807", "integer")).toEqual({type: "text", value: "9223372036854775807"});
    expect(at("2025-11-20", "date")).toEqual({type: "day", value: new Date("2025-11-20T00:00:00Z")});
    expect(at("1899-12-31", "date")).toEqual({type: "text", value: "1899-12-31"});
    expect(at("=1+1", "text")).toEqual({type: "text", value: "=1+1"});
    expect(at(true, "boolean")).toEqual({type: "boolean", value: true});
  });

  test("decimals compare by value, whatever their length", () => {
    fc.assert(fc.property(fc.bigInt({min: -(10n ** 20n), max: 10n ** 20n}), fc.bigInt({min: -(10n ** 20n), max: 10n ** 20n}), (a, b) => {
      const text = (n: bigint) => `${n < 0n ? "-" : ""}${String(n < 0n ? -n : n).padStart(4, "0").replace(/(\d{3})$/, ".$1")}`;
      expect(compareCells(text(a), text(b), "decimal")).toBe(a < b ? -1 : a > b ? 1 : 0);
    }));
  });
});

describe("files of the reader", () => {
  test("names of tables and columns", () => {
    expect(tableNameFor("Q3 Réport (1).csv", new Set())).toBe("q3_report_1");
    expect(tableNameFor("payments.csv", new Set(["payments", "payments_2"]))).toBe("payments_3");
    expect(tableNameFor("2024.csv", new Set())).toBe("t_2024");
    expect(columnNames(["a", "", null, "A", "a"])).toEqual(["a", "column_2", "column_3", "A_2", "a_3"]);
  });
  test("JSON in three shapes, with the digits of the file", () => {
    const expected = {names: ["a", "b"], rows: [["1", null], ["2", '{"c":[1]}']]};
    expect(jsonRows('[{"a": 1}, {"a": 2, "b": {"c": [1]}}]')).toEqual(expected);
    expect(jsonRows('{"count": 2, "rows": [{"a": 1}, {"a": 2, "b": {"c": [1]}}]}')).toEqual(expected);
    expect(jsonRows('{"a": 1}\n{"a": 2, "b": {"c": [1]}}\n')).toEqual(expected);
    expect(() => jsonRows('{"a": 1}\n{"a": ')).toThrow("not JSON: line 2");
    expect(() => jsonRows("[]")).toThrow("no rows in it");
  });
  test("types of columns by what their texts are", () => {
    const counts = {known: 2, integers: 0, decimals: 0, wholeDigits: 3, fractionDigits: 2, doubles: 0, days: 0, instants: 0, booleans: 0, leadingZeros: 0};
    expect(typeFor({...counts, integers: 2, decimals: 2, doubles: 2})).toBe("BIGINT");
    expect(typeFor({...counts, integers: 2, decimals: 2, doubles: 2, leadingZeros: 1})).toBe("VARCHAR");
    expect(typeFor({...counts, decimals: 2, doubles: 2})).toBe("DECIMAL(38,2)");
    expect(typeFor({...counts, doubles: 2})).toBe("DOUBLE");
    expect(typeFor({...counts, days: 2})).toBe("DATE");
    expect(typeFor({...counts, known: 0})).toBe("VARCHAR");
  });
});
