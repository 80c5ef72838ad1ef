/** `alerts.yaml` or `alerts.json` of a data folder; the default rules where there is neither. */
import {existsSync, readFileSync} from "node:fs";
import {basename, join} from "node:path";
import {LineCounter, type Node, parseDocument} from "yaml";
import {defaultRules} from "../../src/model/alert-defaults.js";
import {type StatementNames, unknownNames} from "../../src/model/alert-names.js";
import {type AlertRule, checkRules} from "../../src/model/alert-rules.js";
import type {Problem} from "../manifest.js";

const NAMES = ["alerts.yaml", "alerts.yml", "alerts.json"];

/** Rules as they are used, where they come from, and a sentence for each that cannot be used. */
export interface RuleSet {
  /** Name of the file; null for the default rules. */
  file: string | null;
  rules: AlertRule[];
  problems: Problem[];
  /** Rule and path → line of an artist or country that a rule names: whether a statement has it is known later. */
  named: Record<string, number | undefined>;
}

const problem = (file: string, line: number | undefined, text: string): Problem =>
  ({severity: "flag", file, ...(line === undefined ? {} : {line}), count: 1, sentence: `${file}${line === undefined ? "" : ` line ${line}`}: ${text}`});

/** Names that no rule has: every one of a rule is unknown to them. */
const NOBODY: StatementNames = {artist: ["\0"], country: ["\0"]};
const placeOf = ({id}: AlertRule, path: readonly (string | number)[]): string => [id, ...path].join(" ");
const indexOf = (raw: unknown, {id}: AlertRule): number => (raw as {id?: unknown}[]).findIndex((one) => one?.id === id);

/** The same without the rules that name an artist or country of no statement, with a sentence for each. */
export function withKnownNames({file, rules, problems, named}: RuleSet, known: StatementNames): RuleSet {
  const wrong = rules.map((rule) => ({rule, unknown: unknownNames(rule, known)}));
  const sentences = wrong.flatMap(({rule, unknown}) => unknown.map(({path, text}) => problem(file ?? "alerts", named[placeOf(rule, path)], `rule ${rule.id}: ${text}; this rule is not in use`)));
  return {file, named, rules: wrong.filter(({unknown}) => !unknown.length).map(({rule}) => rule), problems: [...problems, ...sentences]};
}

/** Reads rules from YAML or JSON text (which is YAML). A text that cannot be read has no rules and says why. */
export function parseRules(file: string, text: string): RuleSet {
  const lines = new LineCounter();
  const document = parseDocument(text, {lineCounter: lines, prettyErrors: false});
  const lineAt = (offset: number) => lines.linePos(offset).line;
  if (document.errors.length) return {file, rules: [], named: {}, problems: document.errors.map((error) => problem(file, lineAt(error.pos[0]), `not readable, no rule is in use: ${error.message.replace(/\.$/, "")}`))};
  /** Line of the deepest part of `path` that the file has: a missing key is reported where its owner begins. */
  const lineOf = (path: (string | number)[]): number | undefined => {
    for (let length = path.length; length >= 0; length--) {
      const node = document.getIn(path.slice(0, length), true) as Node | undefined;
      if (node?.range) return lineAt(node.range[0]);
    }
    return undefined;
  };
  const content = (document.toJS() ?? {rules: []}) as {rules?: unknown};
  const {rules, problems} = checkRules(content);
  const places = rules.flatMap((rule) => unknownNames(rule, NOBODY).map(({path}) => [placeOf(rule, path), lineOf(["rules", indexOf(content.rules, rule), ...path])]));
  return {file, rules, named: Object.fromEntries(places), problems: problems.map(({path, text: what}) => problem(file, lineOf(path), `${what}; this rule is not in use`))};
}

/** The folder's rules. Two files are one too many: then none is used. */
export function readRules(dataDir: string): RuleSet {
  const found = NAMES.filter((name) => existsSync(join(dataDir, name)));
  if (found.length > 1) return {file: found[0], rules: [], named: {}, problems: [problem(found[0], undefined, `stands beside ${found.slice(1).join(" and ")}; keep one of them, no rule is in use until then`)]};
  return found.length ? readRuleFile(join(dataDir, found[0])) : {file: null, rules: [...defaultRules], problems: [], named: {}};
}

/** One file by its path. Throws a sentence when it cannot be opened. */
export function readRuleFile(path: string): RuleSet {
  if (!existsSync(path)) throw new Error(`rules file not found: ${path}`);
  return parseRules(basename(path), readFileSync(path, "utf8"));
}
