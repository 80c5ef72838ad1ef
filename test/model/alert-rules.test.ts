/** The rules file: what is wrong with it and where; and the way from the form to the file and back. */
import {describe, expect, test} from "vitest";
import {parse} from "yaml";
import {parseRules} from "../../loaders/alerts/rules-file.js";
import {alertKinds, alertKindNames, newCondition, ruleId} from "../../src/model/alert-fields.js";
import {defaultRules} from "../../src/model/alert-defaults.js";
import {draftWords, fingerprint, readDraft, ruleFile, writeCommand} from "../../src/model/alert-draft.js";
import {AlertLeaf, AlertRule, checkRules} from "../../src/model/alert-rules.js";
import {ruleText, rulesText} from "../../src/model/alert-text.js";

const sentences = (text: string, file = "alerts.yaml") => parseRules(file, text).problems.map(({sentence}) => sentence);

const good = `rules:
  - id: ok
    name: Fine
    severity: info
    conditions:
      - {kind: overdue}
`;

describe("a bad file", () => {
  test("a rule that cannot be used is named with its line, and the others stay in use", () => {
    const {rules, problems} = parseRules("alerts.yaml", `${good}  - id: Bad id
    name: Odd
    severity: loud
    conditions:
      - kind: missing_feed
        feed: daily_streams
        dayz: 3
      - kind: surprise
  - id: ok
    name: Again
    severity: info
    conditions: [{kind: overdue}]
`);
    expect(rules.map(({id}) => id)).toEqual(["ok"]);
    expect(problems.map(({sentence}) => sentence)).toEqual([
      "alerts.yaml line 7: rule Bad id: id: lower case letters, digits and single hyphens; this rule is not in use",
      'alerts.yaml line 9: rule Bad id: severity: expected one of "severe"|"warning"|"info"; this rule is not in use',
      "alerts.yaml line 11: rule Bad id: conditions.0.days: expected number, received undefined; this rule is not in use",
      'alerts.yaml line 11: rule Bad id: conditions.0: unknown key "dayz"; this rule is not in use',
      "alerts.yaml line 14: rule Bad id: conditions.1.kind: unknown kind of condition; this rule is not in use",
      "alerts.yaml line 15: rule ok: this id stands on an earlier rule; this rule is not in use"
    ]);
    expect(problems.every(({severity, line}) => severity === "flag" && line! > 0)).toBe(true);
  });

  test("text that is no YAML, no list, or nothing", () => {
    expect(sentences("rules:\n  - id: [a\n")[0]).toMatch(/^alerts\.yaml line 3: not readable, no rule is in use: /);
    expect(sentences("rules: 5\n")).toEqual(["alerts.yaml line 1: rules: expected array, received number; this rule is not in use"]);
    expect(sentences("[1]")[0]).toMatch(/^alerts\.yaml line 1: expected object/);
    expect(parseRules("alerts.yaml", "")).toMatchObject({rules: [], problems: []});
    expect(sentences('{"rules": [\n {"id": "a", "name": "A", "severity": "info", "conditions": []}\n]}', "alerts.json")).toEqual(["alerts.json line 2: rule a: conditions: Too small: expected array to have >=1 items; this rule is not in use"]);
  });

  test("a condition that asks nothing", () => {
    expect(sentences(good.replace("{kind: overdue}", "{kind: change, metric: streams, window: week}"))).toEqual(["alerts.yaml line 6: rule ok: conditions.0.kind: needs up_percent or down_percent; this rule is not in use"]);
    expect(sentences(good.replace("{kind: overdue}", "{kind: threshold, metric: revenue, window: week, above: 1}"))[0]).toContain("window: revenue is judged by month");
  });
});

describe("the file", () => {
  test("is read back as it was written", () => {
    const odd = AlertRule.parse({id: "odd", name: 'He said: "no" # yes', severity: "info", match: "any", snooze_until: "2025-01-31", conditions: [{kind: "group", match: "all", conditions: [{kind: "overdue", distributor: "on"}, newCondition("change")]}]});
    const rules = [...defaultRules, odd];
    expect(checkRules(parse(rulesText(rules)))).toEqual({rules, problems: []});
    expect(checkRules(parse(rulesText([])))).toEqual({rules: [], problems: []});
    expect(checkRules(JSON.parse(ruleFile(rules, "alerts.json").text)).rules).toEqual(rules);
    expect(ruleFile(rules, null).name).toBe("alerts.yaml");
  });

  test("is written by a command that ends where the text does", () => {
    const command = writeCommand({name: "alerts.yaml", text: "rules: []\nRULES\n"});
    expect(command.split("\n")).toEqual(["cat > \"${LEDGERLINE_DATA:-data/curated}/alerts.yaml\" <<'RULES_'", "rules: []", "RULES", "RULES_"]);
  });

  test("each rule is a sentence", () => {
    expect(ruleText(AlertRule.parse({id: "a", name: "A", severity: "info", snooze_until: "2025-01-31", cooldown_days: 1, match: "any", conditions: [{kind: "group", match: "all", conditions: [{kind: "threshold", metric: "revenue", window: "month", above: 5, below: 1}, {kind: "missing_feed", feed: "daily_streams", days: 1, distributor: "toolost", min_volume: 20}]}, {kind: "restatement"}]})))
      .toBe("(revenue of a whole month is above 5 or below 1 and daily streams of TooLost bring nothing for 1 day (where 20 or more are usual)) or statements change a month by 1% or more, 120 days after its end or against the snapshot before; at most every 1 day; snoozed through 31 Jan 2025.");
  });
});

describe("the form", () => {
  test("knows every field of every kind, and starts with conditions that can be used", () => {
    for (const kind of alertKindNames) {
      const parsed = AlertLeaf.parse(newCondition(kind));
      const fields = new Set(alertKinds[kind].fields.map(({name}) => name));
      for (const key of Object.keys(parsed)) if (key !== "kind") expect([kind, fields.has(key)]).toEqual([kind, true]);
      for (const {name, type, options} of alertKinds[kind].fields) {
        const sample = type === "choice" ? options![0].value : type === "name" ? "x" : 35;
        const value = name === "level" ? 80 : name === "months" ? 2 : sample;
        const raw = {...newCondition(kind), ...(name === "artist" || name === "country" ? {window: "month"} : {}), [name]: name === "window" ? "month" : value};
        expect([kind, name, AlertLeaf.safeParse(raw).success]).toEqual([kind, name, true]);
      }
    }
  });

  test("gives a rule an id of its own", () => {
    expect([ruleId("Streams fall!", []), ruleId("Streams fall", ["streams-fall"]), ruleId("…", [])]).toEqual(["streams-fall", "streams-fall-2", "rule"]);
  });
});

describe("a draft", () => {
  const saved = defaultRules.slice(0, 2);
  const keep = (rules: unknown[], from = fingerprint(saved)) => JSON.stringify({from, rules});

  test("lives until the file says the same", () => {
    expect(readDraft(null, saved)).toBeNull();
    expect(readDraft("{", saved)).toBeNull();
    expect(readDraft(keep([{}]), saved)).toBeNull();
    expect(readDraft(keep(saved), saved)).toBeNull();
    const changed = [{...saved[0], severity: "info"}, saved[1]];
    expect(readDraft(keep(changed), saved)).toMatchObject({rules: changed, isOutdated: false});
    expect(readDraft(keep(changed, "[]"), saved)).toMatchObject({isOutdated: true});
  });

  test("says what differs", () => {
    const fresh = AlertRule.parse({id: "fresh", name: "Fresh", severity: "info", conditions: [{kind: "overdue"}]});
    expect(draftWords(saved, saved)).toBe("");
    expect(draftWords([{...saved[0], cooldown_days: 3}, fresh], saved)).toBe("1 rule changed, 1 rule new, 1 rule removed");
  });
});
