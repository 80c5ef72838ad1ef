/** `alerts.yaml` or `alerts.json` of a data folder; the default rules where there is neither. */
import {existsSync, readFileSync} from "node:fs";
import {basename, join} from "node:path";
import {LineCounter, type Node, parseDocument} from "yaml";
import {defaultRules} from "../../src/model/alert-defaults.js";
import {type AlertRule, checkRules} from "../../src/model/alert-rules.js";
import type {Problem} from "../manifest.js";

const NAMES = ["alerts.yaml", "alerts.yml", "alerts.json"];

/** Rules as they are used, where they come from, and a sentence for each that cannot be used. */
export interface RuleSet {
  /** Name of the file; null for the default rules. */
  file: string | null;
  rules: AlertRule[];
  problems: Problem[];
}

const problem = (file: string, line: number | undefined, text: string): Problem =>
  ({severity: "flag", file, ...(line === undefined ? {} : {line}), count: 1, sentence: `${file}${line === undefined ? "" : ` line ${line}`}: ${text}`});

/** Reads rules from YAML or JSON text (which is YAML). A text that cannot be read has no rules and says why. */
export function parseRules(file: string, text: string): RuleSet {
  const lines = new LineCounter();
  const document = parseDocument(text, {lineCounter: lines, prettyErrors: false});
  const lineAt = (offset: number) => lines.linePos(offset).line;
  if (document.errors.length) return {file, rules: [], problems: document.errors.map((error) => problem(file, lineAt(error.pos[0]), `not readable, no rule is in use: ${error.message.replace(/\.$/, "")}`))};
  /** Line of the deepest part of `path` that the file has: a missing key is reported where its owner begins. */
  const lineOf = (path: (string | number)[]): number | undefined => {
    for (let length = path.length; length >= 0; length--) {
      const node = document.getIn(path.slice(0, length), true) as Node | undefined;
      if (node?.range) return lineAt(node.range[0]);
    }
    return undefined;
  };
  const {rules, problems} = checkRules(document.toJS() ?? {rules: []});
  return {file, rules, problems: problems.map(({path, text: what}) => problem(file, lineOf(path), `${what}; this rule is not in use`))};
}

/** The folder's rules. Two files are one too many: then none is used. */
export function readRules(dataDir: string): RuleSet {
  const found = NAMES.filter((name) => existsSync(join(dataDir, name)));
  if (found.length > 1) return {file: found[0], rules: [], problems: [problem(found[0], undefined, `stands beside ${found.slice(1).join(" and ")}; keep one of them, no rule is in use until then`)]};
  return found.length ? readRuleFile(join(dataDir, found[0])) : {file: null, rules: [...defaultRules], problems: []};
}

/** One file by its path. Throws a sentence when it cannot be opened. */
export function readRuleFile(path: string): RuleSet {
  if (!existsSync(path)) throw new Error(`rules file not found: ${path}`);
  return parseRules(basename(path), readFileSync(path, "utf8"));
}
