/** Rules for artists and countries: figures worked out by hand, names that nobody knows, and what a rule may not ask. */
import {describe, expect, test} from "vitest";
import {parseRules, withKnownNames} from "../../loaders/alerts/rules-file.js";
import {joinSubjects, subjectKey, subjectLabel} from "../../src/model/alert-finding.js";
import {partsKey, partsOfRules, readParts} from "../../src/model/alert-parts.js";
import {triedSentence} from "../../src/model/alert-report.js";
import {readRule} from "../../src/model/alert-rules.js";
import {ruleText} from "../../src/model/alert-text.js";
import {evaluateRules, leafFindings} from "../../src/model/alerts.js";
import {isoDay} from "../../src/model/days.js";
import {day, factsOf, found, leaf, rule} from "./alerts.fixture.js";

/** Two artists in two countries over four statement months; B has nothing in February. */
const facts = factsOf({asOf: "2024-05-10", arrivals: [["2023-11-01", "2024-01-10", 5, 5]]});
const month = (text: string, artist: string, country: string, earnings: number, streams: number) => ({month: `${text}-01`, artist, country, earnings, streams});
const cells = [
  month("2024-01", "A One", "US", 100, 1000), month("2024-01", "A One", "DE", 50, 400), month("2024-01", "B", "US", 40, 300),
  month("2024-02", "A One", "US", 80, 900), month("2024-02", "A One", "DE", 52, 500), month("2024-03", "A One", "US", 60, 700), month("2024-03", "B", "US", 10, 90), month("2024-04", "A One", "DE", 52, 500)
];
for (const key of ["artist", "country", "artist country"]) facts.parts.set(key, readParts(cells));
const change = {kind: "change", metric: "revenue", window: "month", down_percent: 20};

describe("figures of statement months", () => {
  test("for one artist, for each of them, and for one in a country", () => {
    expect(found(facts, {...change, artist: "A One"}, "2024-04-10")).toEqual([["A One", 60, 132]]); // 80 + 52 in February
    expect(found(facts, {...change, per: "artist"}, "2024-03-31")).toEqual([["B", 0, 40]]); // February: A One is 132 of 150
    expect(found(facts, {...change, artist: "A One", per: "country"}, "2024-04-01")).toEqual([["A One DE", 0, 52], ["A One US", 60, 80]]);
    expect(found(facts, {...change, artist: "A One", country: "US"}, "2024-03-01")).toEqual([["A One US", 80, 100]]);
    expect(found(facts, {...change, artist: "A One"}, "2024-02-15")).toEqual([]); // January is the first month of all
  });

  test("the minimum volume is the month before, and streams are those on statements", () => {
    expect(found(facts, {...change, per: "artist", min_volume: 41}, "2024-03-31")).toEqual([]);
    expect(found(facts, {kind: "threshold", metric: "streams", window: "month", below: 100, per: "artist"}, "2024-04-02")).toEqual([["B", 90, 0]]);
    expect(leafFindings(leaf({...change, metric: "streams", country: "US"}), facts, day("2024-05-02"))[0]).toMatchObject({
      sentence: "Streams on statements in United States (US), Apr 2024: 0, −100.0% against Mar 2024.", unit: "streams", period: "month 2024-04-30",
      evidence: "./revenue.html?calendar=statement&period=custom&from=2024-04-01&to=2024-04-30&country=US"
    });
  });

  test("the link leads to that artist, and a figure fires once", () => {
    const {firings} = evaluateRules([rule({cooldown_days: 1, conditions: [{...change, per: "artist"}]})], facts);
    expect(firings.map(({subject, fired_on, value}) => [subjectLabel(subject), isoDay(fired_on), value])).toEqual([["B", "2024-03-01", 0], ["A One", "2024-04-01", 60], ["B", "2024-05-01", 0]]);
    expect(firings[1]).toMatchObject({
      subject: "artist=A\u00a0One", sentence: "Statements of A One, Mar 2024: USD\u00a060.00, −54.5% against Feb 2024.",
      evidence: "./revenue.html?calendar=statement&period=custom&from=2024-03-01&to=2024-03-31&artist=A%20One"
    });
  });
});

test("a subject has a name of its own, whatever spaces are in it", () => {
  const subject = {platform: "spotify", artist: "A One", country: "DE"};
  expect(subjectKey(subject).split(" ")).toHaveLength(3);
  expect(subjectLabel(subjectKey(subject))).toBe("Spotify, A One, Germany");
  expect([joinSubjects({artist: "A"}, {artist: "B"}), joinSubjects({artist: "A"}, {distributor: "toolost"})]).toEqual([null, {artist: "A", distributor: "toolost"}]);
});

test("only what a rule asks for is read, each split once", () => {
  const rules = [[change], [{...change, artist: "A"}], [{...change, per: "artist", platform: "spotify"}, {kind: "group", match: "any", conditions: [{...change, artist: "B"}]}]].map((conditions) => rule({conditions}));
  expect(partsOfRules(rules).map(partsKey)).toEqual(["artist", "artist platform"]);
  expect(() => found(facts, {...change, artist: "A", platform: "spotify"}, "2024-04-10")).toThrow("statements not loaded by: artist platform");
});

describe("mistakes", () => {
  const known = {artist: ["PIG1987", "ZONE A0"], country: ["DE", "GB", "NA", "US"]};
  const written = (condition: Record<string, unknown>) => readRule({id: "r", name: "R", severity: "info", conditions: [{...change, ...condition}]}, known);

  test("an unknown name is said with the closest one", () => {
    expect(written({artist: "pig1978"})).toBe('conditions.0.artist: no statement names the artist "pig1978"; the closest is "PIG1987"');
    expect(written({artist: "zone a0"})).toBe('conditions.0.artist: no statement names the artist "zone a0"; the closest is "ZONE A0"');
    expect(written({artist: "Somebody else"})).toBe('conditions.0.artist: no statement names the artist "Somebody else"; known are PIG1987, ZONE A0');
    expect(written({country: "Germany"})).toBe('conditions.0.country: no statement names the country "Germany"; the closest is "DE", Germany');
    expect(written({country: "UK"})).toBe('conditions.0.country: no statement names the country "UK"; the closest is "GB", United Kingdom');
    expect(written({country: "us"})).toBe('conditions.0.country: no statement names the country "us"; the closest is "US", United States');
    expect(written({country: "JP"})).toBe('conditions.0.country: no statement names the country "JP"; known are DE, GB, NA, US');
    expect(written({artist: "ZONE A0", country: "NA"})).toMatchObject({id: "r"});
    expect(readRule({id: "r", name: "R", severity: "info", conditions: [{...change, artist: "Anyone"}]}, {artist: [], country: []})).toMatchObject({id: "r"});
  });

  test("the daily feed has neither artists nor countries", () => {
    for (const part of [{artist: "PIG1987"}, {country: "DE"}, {per: "artist"}, {per: "country"}]) {
      expect(written({metric: "streams", window: "week", ...part})).toBe("conditions.0.window: streams of an artist or a country are on statements only, by month");
    }
    expect(written({kind: "missing_feed", artist: "PIG1987"})).toContain('unknown key');
  });

  test("in the file: with its line, not in use, and the others stay", () => {
    const text = `rules:\n  - id: one\n    name: One\n    severity: info\n    conditions:\n      - {kind: overdue}\n  - id: two\n    name: Two\n    severity: info\n    conditions:\n      - kind: group\n        conditions:\n          - kind: change\n            metric: revenue\n            window: month\n            down_percent: 5\n            artist: PIG1978\n`;
    const {rules, problems} = withKnownNames(parseRules("alerts.yaml", text), known);
    expect(rules.map(({id}) => id)).toEqual(["one"]);
    expect(problems).toEqual([{severity: "flag", file: "alerts.yaml", line: 17, count: 1, sentence: 'alerts.yaml line 17: rule two: conditions.0.conditions.0.artist: no statement names the artist "PIG1978"; the closest is "PIG1987"; this rule is not in use'}]);
  });
});

test("many firings are counted, and the last ones named", () => {
  const at = (count: number) => Array.from({length: count}, (_, i) => ({rule_id: "r", subject: "artist=A\u00a0One", fired_on: day(`2024-01-${String(i + 1).padStart(2, "0")}`), severity: "info" as const, value: 1, compare: null, unit: "USD", sentence: "", evidence: ""}));
  expect(triedSentence(at(2), "2024")).toBe("Would have fired 2 times in 2024: 1 Jan 2024 (A One), 2 Jan 2024 (A One).");
  expect(triedSentence(at(14), "2024")).toMatch(/^Would have fired 14 times in 2024, the last 12 on 3 Jan 2024 \(A One\), .*, 14 Jan 2024 \(A One\)\.$/);
});

test("a rule in words", () => {
  const text = (condition: Record<string, unknown>) => ruleText(rule({conditions: [condition]}));
  expect(text({...change, artist: "A One", country: "DE", min_volume: 50})).toBe("Revenue of a whole month of A One in Germany (DE) falls by 20% against the period before (if the period before had 50 or more); at most every 14 days.");
  expect(text({kind: "threshold", metric: "streams", window: "month", below: 5, per: "country"})).toBe("Streams on statements of a whole month are below 5, for each country; at most every 14 days.");
});
