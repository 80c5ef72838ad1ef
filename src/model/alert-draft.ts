/** Rules that were edited on a page and are not in the file yet: they live in the browser until someone writes the file. */
import {checkRules, type AlertRule} from "./alert-rules.js";
import {rulesText} from "./alert-text.js";

/** What the browser keeps: the edited rules, as typed, and the rules that they started from. */
export interface RuleDraft {
  from: string;
  rules: unknown[];
}

export const fingerprint = (rules: readonly unknown[]): string => JSON.stringify(rules);

/** A kept draft; null when there is none, it cannot be read, or it says what the file says by now. */
export function readDraft(text: string | null, saved: readonly AlertRule[]): (RuleDraft & {isOutdated: boolean}) | null {
  if (!text) return null;
  try {
    const {from, rules} = JSON.parse(text) as RuleDraft;
    if (typeof from !== "string" || !Array.isArray(rules) || !rules.every((rule) => Array.isArray((rule as {conditions?: unknown} | null)?.conditions))) return null;
    const checked = checkRules({rules});
    if (!checked.problems.length && fingerprint(checked.rules) === fingerprint(saved)) return null;
    return {from, rules, isOutdated: from !== fingerprint(saved)};
  } catch {
    return null;
  }
}

const plural = (count: number): string => `${count} ${count === 1 ? "rule" : "rules"}`;

/** "1 rule changed, 1 rule new"; blank when nothing differs. */
export function draftWords(rules: readonly AlertRule[], saved: readonly AlertRule[]): string {
  const before = new Map(saved.map((rule) => [rule.id, fingerprint([rule])]));
  const added = rules.filter(({id}) => !before.has(id)).length;
  const changed = rules.filter((rule) => before.has(rule.id) && before.get(rule.id) !== fingerprint([rule])).length;
  const gone = saved.filter(({id}) => rules.every((rule) => rule.id !== id)).length;
  return [changed && `${plural(changed)} changed`, added && `${plural(added)} new`, gone && `${plural(gone)} removed`].filter(Boolean).join(", ");
}

/** The file as it should be written: in the format that the folder has. */
export function ruleFile(rules: readonly AlertRule[], file: string | null): {name: string; text: string} {
  return file?.endsWith(".json") ? {name: file, text: `${JSON.stringify({rules}, null, 2)}\n`} : {name: file ?? "alerts.yaml", text: rulesText(rules)};
}

/** A command that writes the file into the data folder, run in the folder of this project. */
export function writeCommand({name, text}: {name: string; text: string}): string {
  let mark = "RULES";
  while (text.split("\n").includes(mark)) mark += "_";
  return `cat > "\${LEDGERLINE_DATA:-data/curated}/${name}" <<'${mark}'\n${text}${mark}`;
}
