/** What `npm run worklist` was asked to do. */
import {isoDay, parseDay} from "../../src/model/days.js";
import {isWorkState, workStates, type WorkState} from "../../src/model/work-items.js";

export interface WorklistArguments {
  json: boolean;
  /** Also items that are explained, accepted or settled. */
  all: boolean;
  change: {item: string; state: WorkState; note: string; by: string; on: string} | null;
}

const usage = `usage: npm run worklist -- [--all] [--json]
       npm run worklist -- set ITEM STATE [--note TEXT] [--by NAME] [--on 2025-11-20]
  STATE     one of ${workStates.join(", ")}`;

/** Throws a sentence for what cannot be understood. `today` is the day of a change that names none. */
export function readArguments(args: readonly string[], today: Date): WorklistArguments {
  const options: Record<string, string> = {};
  const words: string[] = [];
  const flags = new Set<string>();
  for (let i = 0; i < args.length; i++) {
    if (["--json", "--all"].includes(args[i])) flags.add(args[i]);
    else if (["--note", "--by", "--on"].includes(args[i])) {
      if (args[i + 1] === undefined) throw new Error(`${args[i]} needs a value\n${usage}`);
      options[args[i]] = args[++i];
    } else if (args[i].startsWith("--")) throw new Error(`unknown option: ${args[i]}\n${usage}`);
    else words.push(args[i]);
  }
  const read = {json: flags.has("--json"), all: flags.has("--all")};
  if (!words.length) return {...read, change: null};
  const [command, item, state, ...rest] = words;
  if (command !== "set" || !item || !state || rest.length) throw new Error(`not understood: ${words.join(" ")}\n${usage}`);
  if (!isWorkState(state)) throw new Error(`unknown state: ${state} (one of ${workStates.join(", ")})`);
  const on = options["--on"] ?? isoDay(today);
  if (!parseDay(on)) throw new Error(`not a day: ${on}`);
  return {...read, change: {item, state, note: options["--note"] ?? "", by: options["--by"] ?? "", on}};
}
