import fc from "fast-check";
import {describe, expect, test} from "vitest";
import {decimalMark, plainAmount, plainCount, sumAmounts, trimDecimal} from "../../src/model/statement-amounts.js";
import {recogniseStatement} from "../../src/model/recognise-statement.js";
import {plainHeading} from "../../src/model/statement-fields.js";
import {statementLayouts} from "../../src/model/statement-layouts.js";
import {dateOrder, parsePeriod} from "../../src/model/statement-periods.js";
import {BANDCAMP_HEADINGS} from "../fixtures/statements/bandcamp.js";
import {BELIEVE_FRENCH, BELIEVE_HEADINGS} from "../fixtures/statements/believe.js";
import {CDBABY_HEADINGS} from "../fixtures/statements/cdbaby.js";
import {ORCHARD_HEADINGS} from "../fixtures/statements/orchard.js";
import {SYMPHONIC_HEADINGS} from "../fixtures/statements/symphonic.js";
import {TOOLOST_HEADINGS} from "../fixtures/statements/toolost.js";
import {TUNECORE_HEADINGS} from "../fixtures/statements/tunecore.js";

describe("periods", () => {
  test.for([
    ["2025-07", "2025-07-01", "2025-07-01", "2025-07-31"], ["2025-07-15", "2025-07-01", "2025-07-01", "2025-07-15"], ["2024/02/29 00:00:00", "2024-02-01", "2024-02-01", "2024-02-29"],
    ["2017M10", "2017-10-01", "2017-10-01", "2017-10-31"], ["2017M9", "2017-09-01", "2017-09-01", "2017-09-30"], ["Q317", "2017-07-01", "2017-09-01", "2017-09-30"],
    ["Q4 2017", "2017-10-01", "2017-12-01", "2017-12-31"], ["2018-Q1", "2018-01-01", "2018-03-01", "2018-03-31"], ["JAN-FEB-18", "2018-01-01", "2018-02-01", "2018-02-28"],
    ["JUN-26", "2026-06-01", "2026-06-01", "2026-06-30"], ["Sept 2022", "2022-09-01", "2022-09-01", "2022-09-30"], ["10/15/2023 12:00:00 AM", "2023-10-01", "2023-10-01", "2023-10-15"],
    ["5/13/26 11:28pm", "2026-05-01", "2026-05-01", "2026-05-13"], ["13 May 2026 23:28:01 GMT", "2026-05-01", "2026-05-01", "2026-05-13"], ["202310", "2023-10-01", "2023-10-01", "2023-10-31"],
    ["03.2024", "2024-03-01", "2024-03-01", "2024-03-31"], ["09-2024", "2024-09-01", "2024-09-01", "2024-09-30"], ["Jul '24", "2024-07-01", "2024-07-01", "2024-07-31"], ["JUL_24", "2024-07-01", "2024-07-01", "2024-07-31"],
    ["juillet 2024", "2024-07-01", "2024-07-01", "2024-07-31"], ["März 2024", "2024-03-01", "2024-03-01", "2024-03-31"], ["1 Dezember 2024", "2024-12-01", "2024-12-01", "2024-12-01"],
    ["2024-01-01 - 2024-03-31", "2024-01-01", "2024-03-01", "2024-03-31"], ["01/01/2024-01/31/2024", "2024-01-01", "2024-01-01", "2024-01-31"]
  ])("%s", ([text, first, last, on]) => expect(parsePeriod(text)).toEqual({first, last, on}));

  test.for(["", "soon", "2025-13", "2023-02-29", "Q517", "FEB-JAN-18", "JUN", "JUNE-1", "15/10/2023", "2017M13", "0001-01-01", "1e3", "10/15/2023 and more", "2024-03-31 - 2024-01-01", "2023-12-01 - 2024-01-31", "mars-avril", "x".repeat(1000)])("%j is none", (text) => expect(parsePeriod(text)).toBeNull());

  test("which part is the day", () => {
    expect(parsePeriod("15/10/2023", "day-first")?.on).toBe("2023-10-15");
    expect(dateOrder(["01/02/2024", "15/02/2024"], "month-first")).toBe("day-first");
    expect(dateOrder(["9/1/2023", "10/15/2023"], "day-first")).toBe("month-first");
    expect(dateOrder(["01/03/2024", "01/05/2024"], "month-first")).toBe("day-first");
    expect(dateOrder(["02/03/2024", "2017M10"], "day-first")).toBe("day-first");
  });
});

describe("amounts", () => {
  test.for([
    ["1234.56", "point", "1234.56"], ["1,234.56", "point", "1234.56"], ["$4,523.45", "point", "4523.45"], ["(1.50)", "point", "-1.50"], ["9.255e-05", "point", "9.255e-05"],
    ["1.234,567800", "comma", "1234.567800"], ["0,258066", "comma", "0.258066"], ["-0,5", "comma", "-0.5"], ["1 234,5", "comma", "1234.5"], ["12", "comma", "12"], [".5", "point", ".5"],
    ["1,234", "point", null], ["1.234", "comma", null], ["1 2", "point", null], ["", "point", null], ["-", "point", null], ["1.2.3", "point", null], ["12,5", "point", null],
    ["0.0000000000000000001", "point", null], ["0.1000000000000000000", "point", "0.1000000000000000000"], ["1e-19", "point", null], ["\ufeff1.5", "point", null]
  ] as const)("%s with a decimal %s", ([text, mark, plain]) => expect(plainAmount(text, mark)).toBe(plain));

  test("units", () => {
    expect([plainCount("1,204", "point"), plainCount("1.204", "comma"), plainCount("12.0", "point"), plainCount("12.5", "point"), plainCount("-3", "point")]).toEqual(["1204", "1204", "12", null, "-3"]);
  });

  test("the mark of a file is what most of its amounts speak for", () => {
    expect([decimalMark(["0,5", "1.234,5", "3"], "point"), decimalMark(["0.5", "0.25", "1,5"], "comma"), decimalMark(["5", "1.234"], "comma")]).toEqual(["comma", "point", "comma"]);
  });

  test("sums are exact", () => {
    fc.assert(fc.property(fc.array(fc.tuple(fc.bigInt(-(10n ** 15n), 10n ** 15n), fc.integer({min: 0, max: 18})), {maxLength: 30}), (amounts) => {
      const texts = amounts.map(([digits, scale]) => `${digits}e-${scale}`);
      const atto = amounts.reduce((sum, [digits, scale]) => sum + digits * 10n ** BigInt(18 - scale), 0n);
      const text = `${atto < 0n ? "-" : ""}${(atto < 0n ? -atto : atto).toString().padStart(19, "0").replace(/(\d{18})$/, ".$1")}`;
      expect(sumAmounts(texts)).toBe(trimDecimal(text));
    }));
  });
});

describe("recognition", () => {
  const headers: Record<string, readonly string[]> = {
    distrokid: ["Reporting Date", "Sale Month", "Store", "Artist", "Title", "ISRC", "UPC", "Quantity", "Song/Album", "Country of Sale", "Earnings (USD)"],
    toolost: TOOLOST_HEADINGS, tunecore: TUNECORE_HEADINGS, cdbaby: CDBABY_HEADINGS, believe: BELIEVE_HEADINGS, orchard: ORCHARD_HEADINGS, symphonic: SYMPHONIC_HEADINGS, bandcamp: BANDCAMP_HEADINGS
  };

  test.for(Object.entries(headers))("%s, in any order, case and with more columns", ([distributor, header]) => {
    fc.assert(fc.property(fc.shuffledSubarray([...header], {minLength: header.length}), fc.array(fc.string(), {maxLength: 5}), (order, more) => {
      const known = new Set(Object.values(headers).flat().map(plainHeading));
      const found = recogniseStatement([...order.map((heading) => `  ${heading.toUpperCase()} `), ...more.filter((heading) => !known.has(plainHeading(heading)))]);
      expect([found.status, found.status === "recognised" && found.layout.distributor]).toEqual(["recognised", distributor]);
    }), {numRuns: 30});
  });

  test("TooLost's money may stand under another heading, as long as only one column can be it", () => {
    const named = (...money: string[]) => [...TOOLOST_HEADINGS.filter((heading) => !/amount/.test(heading)), ...money];
    expect(recogniseStatement(named("client_net_proceeds"))).toMatchObject({status: "recognised", layout: {distributor: "toolost", moneyHeading: "client_net_proceeds"}});
    expect(recogniseStatement(named("client_net_proceeds", "label_net_proceeds"))).toMatchObject({status: "incomplete", layout: {distributor: "toolost"}});
    expect(recogniseStatement(named())).toMatchObject({status: "incomplete"});
  });

  test("French headings are Believe's too", () => expect(recogniseStatement(BELIEVE_FRENCH)).toMatchObject({status: "recognised", layout: {distributor: "believe"}}));

  test("no header is taken for two distributors, whatever columns it has lost", () => {
    fc.assert(fc.property(fc.constantFrom(...Object.entries(headers)), fc.array(fc.nat(50)), ([distributor, header], lost) => {
      const found = recogniseStatement(header.filter((_, i) => !lost.includes(i)));
      if (found.status === "recognised" || found.status === "incomplete") expect(found.layout.distributor).toBe(distributor);
      expect(found.status).not.toBe("ambiguous");
    }), {numRuns: 300});
  });

  test("every column about a buyer is private, the columns that are read are not", () => {
    const {isPrivate, headings} = statementLayouts.bandcamp;
    expect(BANDCAMP_HEADINGS.filter((heading) => isPrivate!(plainHeading(heading)))).toEqual([
      "paypal transaction id", "buyer name", "buyer email", "buyer phone", "buyer note", "ship to name", "ship to street", "ship to street 2", "ship to city", "ship to state", "ship to zip", "ship notes", "region/state", "city"
    ]);
    expect(Object.values(headings).flat().filter((heading) => isPrivate!(heading))).toEqual([]);
  });
});
