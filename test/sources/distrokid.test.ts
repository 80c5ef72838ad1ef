import {describe, expect, test} from "vitest";
import {EXAMPLE_LINES, type Layout, getUsualShape, listShapes, writeDistrokid} from "../fixtures/distrokid.js";
import {withFolder} from "./workbench.js";

// Codes stay as printed here; statement_lines mends them.
const select = `select line::integer as line, reported_on, usage_month, store, title, upper(replace(isrc, '-', '')) as isrc, lpad(upc, 12, '0') as upc, quantity::integer as quantity, country, earnings from staged_lines order by line`;

const expected = [
  {line: 2, reported_on: "2025-06-24", usage_month: "2025-04-01", store: "Spotify", title: "Café Noir", isrc: "QZSG92300015", upc: "019876068551", quantity: 1204, country: "NA", earnings: "2.418604120000000000"},
  {line: 3, reported_on: "2025-06-24", usage_month: "2025-04-01", store: "Spotify", title: "Café Noir", isrc: "QZSG92300015", upc: "019876068551", quantity: 310, country: "NA", earnings: "-0.186800000000000000"},
  {line: 4, reported_on: "2025-06-24", usage_month: "2025-01-01", store: "Spotify", title: "Café Noir", isrc: "QZSG92300015", upc: "019876068551", quantity: -40, country: "DE", earnings: "-0.088000000000000000"},
  {line: 5, reported_on: "2025-07-02", usage_month: "2025-06-01", store: "iTunes Songs", title: "Señal – Álbum", isrc: null, upc: "198760685510", quantity: 1, country: "XK", earnings: "5.520000000001000000"},
  {line: 6, reported_on: "2025-08-16", usage_month: "2025-06-01", store: "TikTok", title: "Ohm’s Lament", isrc: "QZSG92400017", upc: "198760685510", quantity: 9, country: "US", earnings: "0.009540000123000000"},
  {line: 7, reported_on: "2025-07-26", usage_month: "2025-06-01", store: "YouTube (Ads)", title: "Glass Kraal", isrc: "QZSG92300016", upc: null, quantity: 0, country: "US", earnings: "0.000092550000000000"},
  {line: 8, reported_on: "2025-09-14", usage_month: "2025-06-01", store: "Facebook", title: "Glass Kraal", isrc: "QZSG92300016", upc: "198760685510", quantity: 5210, country: "OU", earnings: "0.604360000000000000"}
];

describe("DistroKid exports give the same lines in every shape", () => {
  test.for<Layout>(["13", "15", "mixed"])("%s columns: delimiter × line end × encoding × quotes", async (layout) => {
    const shapes = new Map(listShapes(layout).map((shape) => [`${Object.values(shape).join(" ")}.txt`, shape]));
    const files = Object.fromEntries([...shapes].map(([name, shape]) => [name, writeDistrokid(EXAMPLE_LINES, shape)]));
    await withFolder(files, async ({rows, datasets}) => {
      for (const {file, file_id, status, note} of datasets) {
        const lines = await rows(select.replace("order by", `where file_id = '${file_id}' order by`));
        expect([file, lines]).toEqual([file, expected]);
        expect([file, status]).toEqual([file, note ? "duplicate" : "loaded"]);
      }
      expect(datasets).toHaveLength(shapes.size);
    });
  });

  test("the last line may stop without a line end", async () => {
    const bytes = writeDistrokid(EXAMPLE_LINES, {...getUsualShape("13"), endsWithLineEnd: false});
    expect(await withFolder({"export.tsv": bytes}, ({rows}) => rows(select))).toEqual(expected);
  });
});

test("the pandas form: scientific notation stays exact, Namibia and leading zeros come back", async () => {
  await withFolder({"dk_bank_details.csv": writeDistrokid(EXAMPLE_LINES, getUsualShape("pandas"))}, async ({rows, datasets}) => {
    expect(await rows(select)).toEqual(expected);
    expect(datasets[0]).toMatchObject({layout: "DistroKid 13 columns, rewritten by pandas", rows_in: 7, rows_loaded: 7, rows_quarantined: 0, first_on: "2025-01-01", last_on: "2025-06-01"});
  });
});

test("columns that are not loaded are named", async () => {
  await withFolder({"export.csv": writeDistrokid(EXAMPLE_LINES, getUsualShape("15"))}, async ({datasets}) => {
    expect(datasets[0].columns_not_loaded).toBe("Date Inserted");
    expect(datasets[0].encoding).toBe("utf-8, crlf");
  });
});

const header = "Reporting Date,Sale Month,Store,Artist,Title,ISRC,UPC,Quantity,Team Percentage,Song/Album,Country of Sale,Songwriter Royalties Withheld,Earnings (USD)";
const good = "2025-06-24,2025-04,Spotify,PIG1987,Song,QZSG92300015,198760685510,10,100.0,Song,US,0.0,0.02";

describe("rows that break the contract", () => {
  test("go to quarantine with file, line, column, value and reason; the others load", async () => {
    const text = [header, good, good.replace("2025-06-24", "24/06/2025"), good, good.replace(",0.02", ",two"), good.replace(",10,", ",10.5,").replace("2025-04", ""), good].join("\n");
    await withFolder({"dk_bank_details.csv": text}, async ({rows, quarantine, datasets, problems}) => {
      expect((await rows("select line::integer as line from staged_lines order by line")).map((row) => row.line)).toEqual([2, 4, 7]);
      expect(quarantine.map(({file, line, column_name, value, reason}) => [file, Number(line), column_name, value, reason])).toEqual([
        ["dk_bank_details.csv", 3, "Reporting Date", "24/06/2025", "expected a date such as 2025-07-31"],
        ["dk_bank_details.csv", 5, "Earnings (USD)", "two", "expected an amount such as 0.00012345, with at most 18 decimals"],
        ["dk_bank_details.csv", 6, "Quantity", "10.5", "expected a whole number"],
        ["dk_bank_details.csv", 6, "Sale Month", null, "is blank; expected a month such as 2025-07"]
      ]);
      expect(datasets[0]).toMatchObject({rows_in: 6, rows_loaded: 3, rows_quarantined: 3});
      expect(problems[0].sentence).toBe('dk_bank_details.csv line 3, column "Reporting Date": found "24/06/2025", expected a date such as 2025-07-31');
      expect(quarantine[1].raw).toBe(good.replace(",0.02", ",two"));
    });
  });

  test("a file cut in half keeps its whole lines and reports the last one", async () => {
    const text = [header, good, good, good.slice(0, 40)].join("\n");
    await withFolder({"dk_bank_details.csv": text}, async ({quarantine, datasets}) => {
      expect(datasets[0]).toMatchObject({rows_in: 3, rows_loaded: 2, rows_quarantined: 1});
      expect([Number(quarantine[0].line), quarantine[0].reason]).toEqual([4, "the line has 6 of 13 columns: cut off?"]);
    });
  });

  test("a file cut within a character or a quoted cell still loads its whole lines", async () => {
    const cut = Buffer.concat([Buffer.from([header, good, good.replace("Song,", "Caf")].join("\n").slice(0, -60)), Buffer.from([0xc3])]);
    await withFolder({"dk_bank_details.csv": cut}, async ({datasets}) => {
      expect(datasets[0]).toMatchObject({encoding: "utf-8, lf", rows_loaded: 1, rows_quarantined: 1});
    });
    await withFolder({"dk_bank_details.csv": `${header}\n${good}\n2025-06-24,2025-04,"Spot`}, async ({datasets, quarantine}) => {
      expect(datasets[0]).toMatchObject({rows_loaded: 1, rows_quarantined: 1});
      expect([Number(quarantine[0].line), quarantine[0].reason]).toEqual([3, "a quote is not closed"]);
    });
  });

  test("line numbers are those of an editor, whatever blank lines, long lines and line breaks in cells do", async () => {
    const long = `${good},too,many`;
    const broken = good.replace("Song,QZ", '"So\nng",QZ');
    const text = [header, good, "", broken, long, good.replace(",10,", ",ten,"), good].join("\n");
    await withFolder({"dk_bank_details.csv": text}, async ({rows, quarantine}) => {
      expect((await rows("select line::integer as line from staged_lines order by line")).map((row) => row.line)).toEqual([2, 4, 8]);
      expect(quarantine.map(({line, reason}) => [Number(line), reason])).toEqual([[6, "the line has more than 13 columns"], [7, "expected a whole number"]]);
    });
  });
});

describe("files", () => {
  test("the same content twice is one file", async () => {
    const bytes = writeDistrokid(EXAMPLE_LINES, getUsualShape("13"));
    await withFolder({"a.tsv": bytes, "b.tsv": bytes}, async ({rows, datasets}) => {
      expect((await rows("select count(*)::integer as n from staged_lines"))[0].n).toBe(7);
      expect(datasets.map(({file, status, note}) => [file, status, note])).toEqual([["a.tsv", "loaded", ""], ["b.tsv", "duplicate", "same content as a.tsv, which is loaded once"]]);
    });
  });

  test("a missing required column fails with the file, the column and what was found", async () => {
    await withFolder({"dk_bank_details.csv": "Reporting Date,Sale Month,Store,Quantity\n2025-06-24,2025-04,Spotify,10\n"}, async ({problems, datasets}) => {
      expect(problems.map(({severity, sentence}) => [severity, sentence])).toEqual([
        ["fail", 'dk_bank_details.csv line 1: missing column "Earnings (USD)"; found Reporting Date, Sale Month, Store, Quantity']
      ]);
      expect(datasets[0].status).toBe("failed");
    });
  });

  test("an empty file fails, a header without rows is an empty table", async () => {
    await withFolder({"dk_bank_details.csv": ""}, async ({problems}) => expect(problems[0].sentence).toBe("dk_bank_details.csv is empty"));
    await withFolder({"dk_bank_details.csv": header}, async ({datasets, rows}) => {
      expect(datasets[0]).toMatchObject({status: "loaded", rows_in: 0, first_on: null});
      expect(await rows("from staged_lines")).toEqual([]);
    });
  });

  test("a file that no source reads is listed, not dropped", async () => {
    await withFolder({"notes.csv": "a,b\n1,2\n3,4\n"}, async ({datasets}) => {
      expect(datasets[0]).toMatchObject({file: "notes.csv", status: "not read", rows_in: 2, columns_not_loaded: "a, b"});
    });
  });

  test("an empty folder gives empty tables", async () => {
    await withFolder({}, async ({datasets, rows}) => {
      expect(datasets).toEqual([]);
      for (const table of ["staged_lines", "staged_daily", "staged_rates", "staged_terms", "staged_aliases"]) expect(await rows(`from ${table}`)).toEqual([]);
    });
  });
});
