/** Lines that correct a usage month long after it was reported. */
import { CLAWBACK, RESTATEMENT } from "./config.js";
import type { Line } from "./lines.js";
import type { StoreMonth } from "./plan.js";

/** Artificial plays taken back: negative quantity and earnings on one track's largest countries. */
export function createClawback(storeMonth: StoreMonth, lines: Line[]): Line[] {
  const track = lines.find(({ artist }) => artist === "PIG1987")!.track;
  const target = Math.round((storeMonth.units * CLAWBACK.unitShare) / CLAWBACK.lines);
  return lines
    .filter((line) => line.track === track)
    .slice(0, CLAWBACK.lines)
    .map((line) => {
      const quantity = Math.min(target, line.quantity);
      return { ...line, quantity: -quantity, pico: -Math.round((line.pico / line.quantity) * quantity), withheldPico: 0 };
    });
}

/** The restated month: each of its largest lines is reversed and reported again at the corrected amount. */
export function createRestatement(lines: Line[]): Line[] {
  return lines.slice(0, RESTATEMENT.lines).flatMap((line) => [
    { ...line, quantity: -line.quantity, pico: -line.pico },
    { ...line, pico: Math.round(line.pico * RESTATEMENT.factor) },
  ]);
}
