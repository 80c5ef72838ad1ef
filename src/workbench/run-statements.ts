/** Runs the statements of a text one after the other, and turns what goes wrong into a mark at its place. */
import {SessionError, startRun, type Outcome, type Run} from "../engine/session.js";
import {placeError, type PlacedError} from "../model/sql-errors.js";
import type {SqlSchema} from "../model/sql-schema.js";
import {splitStatements} from "../model/sql-statements.js";

/** `from` places the text in the editor. The last outcome with something to show wins; `ms` is the engine's time over all. */
export interface StatementsResult {
  outcome: Outcome | null;
  sql: string;
  ms: number;
  /** A statement that changed something went well. */
  hasChanged: boolean;
  problem: (PlacedError & {sql: string; isCancelled: boolean}) | null;
}

export interface StatementsRun {
  done: Promise<StatementsResult>;
  cancel(): void;
}

/** An outcome that is not shown gives its memory back. */
const release = (outcome: Outcome | null): void => void (outcome?.kind === "rows" && outcome.kept?.release().catch(() => {}));

/** Starts at once; `done` never rejects. Statements after one that fails are not run. */
export function runStatements(text: string, from: number, schema: () => SqlSchema): StatementsRun {
  const statements = splitStatements(text);
  let current: Run | undefined;
  let isCancelled = false;
  const work = async (): Promise<StatementsResult> => {
    const result: StatementsResult = {outcome: null, sql: "", ms: 0, hasChanged: false, problem: null};
    for (const statement of statements) {
      try {
        if (isCancelled) throw new SessionError("cancelled", 0, true);
        current = startRun(statement.text);
        const outcome = await current.done;
        result.ms += outcome.ms;
        result.hasChanged ||= outcome.kind === "change";
        if (result.outcome && outcome.kind === "change") continue;
        release(result.outcome);
        Object.assign(result, {outcome, sql: statement.text});
      } catch (error) {
        const {message, linesBefore, isCancelled} = error instanceof SessionError ? error : new SessionError(String(error));
        const placed = placeError(message, statement.text, schema(), linesBefore);
        const offset = from + statement.from;
        release(result.outcome);
        return {...result, outcome: null, problem: {...placed, from: placed.from + offset, to: placed.to + offset, sql: statement.text, isCancelled}};
      }
    }
    return result;
  };
  return {
    done: work(),
    cancel: () => {
      isCancelled = true;
      current?.cancel();
    }
  };
}
