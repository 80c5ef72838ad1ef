/** Long work in short turns, so that the page stays alive beside it. */
import type {PreviewSteps} from "../model/statement-preview.js";

/** How long the page may stand still: a frame, less what the browser needs itself. */
const TURN_MS = 10;

const nextTurn = () => new Promise<void>((resolve) => setTimeout(resolve));

/** Runs `steps` to the end with a pause after each turn; `onProgress` hears of the share that is done, between 0 and 1. */
export async function inTurns<T>(steps: PreviewSteps<T>, onProgress: (share: number) => void = () => {}): Promise<T> {
  for (let started = performance.now(); ; ) {
    const {done, value} = steps.next();
    if (done) return value;
    if (performance.now() - started < TURN_MS) continue;
    onProgress(value);
    await nextTurn();
    started = performance.now();
  }
}
