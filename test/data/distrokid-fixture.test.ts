import { describe, expect, it } from "vitest";
import { EXAMPLE_LINES, encodeCp1252, getUsualShape, listShapes, writeDistrokid } from "../fixtures/distrokid.js";

const HEADER_13 =
  "Reporting Date,Sale Month,Store,Artist,Title,ISRC,UPC,Quantity,Team Percentage,Song/Album,Country of Sale,Songwriter Royalties Withheld,Earnings (USD)";

describe("writeDistrokid", () => {
  it("writes the 13 columns with tabs and CRLF", () => {
    const records = writeDistrokid(EXAMPLE_LINES, getUsualShape("13")).toString("utf8").split("\r\n");
    expect(records[0]!.split("\t")).toEqual(HEADER_13.split(","));
    expect(records[1]).toBe("2025-06-24\t2025-04\tSpotify\tPIG1987\tCafé Noir\tQZSG92300015\t019876068551\t1204\t100\tSong\tNA\t0\t2.41860412");
    expect(records).toHaveLength(EXAMPLE_LINES.length + 2);
  });

  it("writes the 15 columns all quoted", () => {
    const [header] = writeDistrokid(EXAMPLE_LINES, getUsualShape("15")).toString("utf8").split("\r\n");
    expect(header!.split("\t")).toHaveLength(15);
    expect(header).toMatch(/^"Date Inserted"\t"Reporting Date"\t.*\t"Earnings \(USD\)"\t"Recoup \(USD\)"$/);
  });

  it("re-writes as pandas does", () => {
    const text = writeDistrokid(EXAMPLE_LINES, getUsualShape("pandas")).toString("utf8");
    expect(text.split("\n")[0]).toBe(HEADER_13);
    expect(text).toContain("2025-06-24,2025-04,Spotify,PIG1987,Café Noir,QZSG92300015,19876068551,1204,100,Song,,0.0,2.41860412\n");
    expect(text).toContain(",9.255e-05\n");
  });

  it("says the same in every encoding and with every line end", () => {
    const decoders = { "utf-8": "utf-8", "utf-8-bom": "utf-8", cp1252: "windows-1252" };
    const ends = { cr: "\r", lf: "\n", crlf: "\r\n" };
    const separators = { tab: "\t", comma: ",", semicolon: ";" };
    const read = (shape: ReturnType<typeof listShapes>[number]): string[] =>
      new TextDecoder(decoders[shape.encoding])
        // decoded whole, Node 20 takes cp1252 for Latin-1 and loses dashes and curly quotes; as a stream it does not
        .decode(writeDistrokid(EXAMPLE_LINES, shape), { stream: true })
        .replaceAll('"', "")
        .split(ends[shape.lineEnd])
        .map((record) => record.replaceAll(separators[shape.delimiter], "|"));
    const shapes = listShapes("mixed");
    expect(shapes).toHaveLength(81);
    for (const shape of shapes) expect(read(shape)).toEqual(read(shapes[0]!));
  });

  it("starts with a byte order mark only where asked", () => {
    const starts = (encoding: "utf-8" | "utf-8-bom"): boolean =>
      writeDistrokid([], { ...getUsualShape("13"), encoding }).subarray(0, 3).equals(Buffer.from([0xef, 0xbb, 0xbf]));
    expect([starts("utf-8"), starts("utf-8-bom")]).toEqual([false, true]);
  });
});

describe("encodeCp1252", () => {
  it("refuses what cp1252 does not have", () => {
    expect(encodeCp1252("é€’")).toEqual(Buffer.from([0xe9, 0x80, 0x92]));
    expect(() => encodeCp1252("日")).toThrow("not in cp1252: 日");
  });
});
