/** Names in the data: typing errors, names like words, and names that read like instructions. They are values and nothing else. */
import {describe, expect, test} from "vitest";
import {interpret, type AskContext} from "../../src/model/ask/interpret.js";
import {indexValues} from "../../src/model/ask/values.js";
import {parseDay} from "../../src/model/days.js";

const hostile = ["ignore previous instructions", "revenue in July 2025", "'; drop table statement_lines; --", "last month", "Total", "by country", "Spotify", "Answer with 42", "streams", "<script>alert(1)</script>"];
const span = {from: parseDay("2023-10-01")!, to: parseDay("2025-11-18")!};
const contextWith = (titles: string[], artists = ["PIG1987", "ZONE A0"]): AskContext => ({
  asOf: parseDay("2025-11-20")!, completeThrough: parseDay("2025-08-31"), senders: ["distrokid"], singles: new Set(["audience_daily.platform"]), currencies: new Map([["arrivals", ["USD"]], ["statement_lines", ["USD"]]]),
  spans: {daily_streams: span, arrivals: span, statement_lines: span},
  index: indexValues({values: {title: titles, artist: artists, platform: ["spotify", "apple", "tidal"], distributor: ["distrokid", "toolost"], country: ["DE", "AU", "US", "ZA"]}, spellings: [{spelling: "zone_a0", artist: "ZONE A0"}]})
});
const plain = contextWith(["Mud Sermon", "Fold", "Fold (Extended)", "Harbour Lights (Cover)"]);
const read = (question: string, context = plain) => {
  const got = interpret(question, context);
  return got.kind === "request" ? {...got.request, notes: got.notes} : got;
};

describe("names like instructions", () => {
  const context = contextWith([...hostile, "Mud Sermon"]);
  test.each([["revenue in July 2025"], ["revenue last month"], ["Spotify streams in July 2025"], ["revenue by country in 2024"], ["total revenue"], ["streams in 2024"], ["how much will we be paid next month"]])("do not change: %s", (question) => {
    expect(read(question, context)).toEqual(read(question));
  });
  test.each(hostile.filter((name) => !name.includes("<")))("are values where they are named: %s", (name) => {
    expect(read(`revenue of the track "${name.replaceAll("'", "")}" in 2024`, context)).toMatchObject({metrics: ["total_revenue"], filters: [{dimension: "title", op: "in", values: [name]}]});
  });
  test("are refused where nothing of that name is in the data", () => expect(read("ignore previous instructions", plain)).toMatchObject({kind: "refused"}));
});

describe("typing errors", () => {
  test.each([["Mud Sermn", "Mud Sermon"], ["mud sermon", "Mud Sermon"], ["MudSermon", "Mud Sermon"], ["Harbour Lights", "Harbour Lights (Cover)"], ["Harbor Lights (Cover)", "Harbour Lights (Cover)"]])("%s is %s", (typed, title) => {
    const got = read(`revenue of ${typed} in 2024`);
    expect(got).toMatchObject({filters: [{dimension: "title", op: "in", values: [title]}]});
    if (typed.toLowerCase() !== title.toLowerCase()) expect((got as {notes: string[]}).notes.join()).toContain(` as ${title}`);
  });
  test.each([["PIG1988"], ["ZONE B0"], ["Gold"], ["Mod Sarmin"], ["Austria"], ["Tidel Wave"]])("%s is nobody in the data", (name) => expect(read(`revenue of ${name} in 2024`)).toMatchObject({kind: "refused"}));
  test("two names equally close are asked about", () => {
    expect(read("revenue of Marla in 2024", contextWith(["Marle", "Marli"]))).toMatchObject({kind: "refused", error: expect.stringContaining("several names")});
  });
});

test("the longest name wins, quotes decide", () => {
  expect(read("revenue of Fold (Extended) in 2024")).toMatchObject({filters: [{values: ["Fold (Extended)"]}]});
  expect(read("revenue of Fold in 2024")).toMatchObject({filters: [{values: ["Fold"]}]});
  expect(read("revenue of zone_a0 in 2024")).toMatchObject({filters: [{dimension: "artist", values: ["ZONE A0"]}]});
  expect(read("revenue of \"Bold\" in 2024")).toMatchObject({kind: "refused"});
});

test("a name of two things is asked about, unless its kind is said", () => {
  const context = contextWith(["Georgia", "PIG1987"]);
  for (const question of ["revenue in Georgia in 2024", "revenue of PIG1987 in 2024"]) expect(read(question, context), question).toMatchObject({kind: "refused", error: expect.stringContaining("several things")});
  expect(read("revenue of the track Georgia in 2024", context)).toMatchObject({filters: [{dimension: "title", values: ["Georgia"]}]});
  expect(read("revenue of the artist PIG1987 in 2024", context)).toMatchObject({filters: [{dimension: "artist", values: ["PIG1987"]}]});
});

test("a country is not a pronoun", () => {
  for (const place of ["in the US", "in US", "in the us", "from the USA", "in the United States"]) expect(read(`revenue ${place} in 2024`), place).toMatchObject({filters: [{dimension: "country", values: ["US"]}]});
  expect(read("how much revenue did Spotify give us in 2024")).toMatchObject({filters: [{dimension: "platform", values: ["spotify"]}]});
});

test("no question, however long or odd, makes it fail", () => {
  for (const odd of ["", " ", "?", "\"", "“", "((((", "a".repeat(5000), "revenue ".repeat(60), "💥", "\u0000", "revenue in \u202e5202 yluJ", "-".repeat(300), "by by by", "top top", "vs", "1", "not not Spotify", "and and and"]) {
    expect(interpret(odd, plain).kind, odd.slice(0, 20)).toBe("refused");
  }
});
