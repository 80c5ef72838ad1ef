import {expect, test} from "vitest";
import {isOneLinePerRecord, recordStarts} from "../../loaders/csv-layout.js";
import {headerOf, splitRecord} from "../../src/model/csv-records.js";
import {detectEncoding, detectLineEnd} from "../../loaders/text-encoding.js";
import {withFolder} from "./workbench.js";

const daily = "date,spotify_streams,apple_streams,combined_streams,source\n";

test("daily streams: a day that stands twice is loaded once and reported", async () => {
  await withFolder({"tidy_daily_streams.csv": `${daily}2025-01-01,10,2,12,distrokid\n2025-01-02,0,0,0,distrokid\n2025-01-01,11,2,13,distrokid\n2025-01-01,5,1,6,TooLost\n`}, async ({rows, quarantine, datasets}) => {
    expect(await rows("select streamed_on, distributor, spotify::integer as spotify from staged_daily order by distributor, streamed_on")).toEqual([
      {streamed_on: "2025-01-01", distributor: "distrokid", spotify: 10},
      {streamed_on: "2025-01-02", distributor: "distrokid", spotify: 0},
      {streamed_on: "2025-01-01", distributor: "toolost", spotify: 5}
    ]);
    expect(quarantine.map(({line, value, reason}) => [Number(line), value, reason])).toEqual([[4, "2025-01-01, distrokid", "this day of this distributor stands on an earlier line"]]);
    expect(datasets[0]).toMatchObject({rows_in: 4, rows_loaded: 3, rows_quarantined: 1, first_on: "2025-01-01", last_on: "2025-01-02"});
  });
});

test("daily streams: a negative remainder is kept, a blank count is not a zero", async () => {
  await withFolder({"streams.csv": `${daily}2025-01-01,10,2,11,distrokid\n2025-01-02,,2,2,distrokid\n`}, async ({datasets, quarantine}) => {
    expect(datasets[0]).toMatchObject({feed: "daily_streams", rows_loaded: 1, rows_quarantined: 1});
    expect(quarantine[0].reason).toBe("is blank; expected a whole number");
  });
});

test("reference files: own rates, terms and spellings are read, bad ones reported", async () => {
  const files = {
    "rates.csv": "platform,rate,currency\nSpotify,0.003,USD\napple,lots,USD\nspotify,0.004,USD\n",
    "payment_terms.csv": "distributor,delay_days\nDistroKid,45\n",
    "artist_aliases.csv": "alias,artist\nzone_a0,ZONE A0\nzone.a0,ZONE A0\n"
  };
  await withFolder(files, async ({rows, quarantine}) => {
    expect(await rows("select platform, rate from staged_rates")).toEqual([{platform: "spotify", rate: "0.003000000000"}]);
    expect(await rows("select distributor, delay_days from staged_terms")).toEqual([{distributor: "distrokid", delay_days: 45}]);
    expect(await rows("select alias_key, artist from staged_aliases order by 1")).toEqual([{alias_key: "zone.a0", artist: "ZONE A0"}, {alias_key: "zone_a0", artist: "ZONE A0"}]);
    expect(quarantine.map(({file, line, reason}) => [file, Number(line), reason])).toEqual([
      ["rates.csv", 3, "expected a rate such as 0.002274, with at most 12 decimals"],
      ["rates.csv", 4, "this platform stands on an earlier line"]
    ]);
  });
});

test("text: delimiter, header and quotes", () => {
  expect(headerOf('\ufeff"a";"b;c";d\r')).toEqual({delimiter: ";", header: ["a", "b;c", "d"], quoted: true});
  expect(splitRecord('1,"say ""hi"", twice",', ",")).toEqual(["1", 'say "hi", twice', ""]);
});

test("text: where records start", () => {
  const text = Buffer.from('h,i\n1,2\n\n"a\nb",3\n4" vinyl,5\n');
  expect(recordStarts(text, ",")).toEqual([{line: 1, ordinal: 1, lineCount: 1}, {line: 2, ordinal: 2, lineCount: 1}, {line: 4, ordinal: 4, lineCount: 2}, {line: 6, ordinal: 5, lineCount: 1}]);
  expect(isOneLinePerRecord(text)).toBe(false);
  expect(isOneLinePerRecord(Buffer.from('h,i\n"1,5",2\n3,"x ""y"""\n'))).toBe(true);
  expect(isOneLinePerRecord(Buffer.from('h,i\n"1\n5",2\n'))).toBe(false);
});

test("text: encodings and line ends", () => {
  expect(detectEncoding(Buffer.from("Señal"))).toBe("utf-8");
  expect(detectEncoding(Buffer.from("Señal").subarray(0, 3))).toBe("utf-8");
  expect(detectEncoding(Buffer.from([0x53, 0xf1, 0x61]))).toBe("cp1252");
  expect(detectEncoding(Buffer.from([0xff, 0xfe, 0x61, 0]))).toBe("utf-16le");
  expect([detectLineEnd(Buffer.from("a\rb")), detectLineEnd(Buffer.from("a\r\nb")), detectLineEnd(Buffer.from("a\nb"))]).toEqual(["cr", "crlf", "lf"]);
});
