/** Which typing errors are forgiven. */
import {editCount} from "../catalog/nearest.js";

/** Edits forgiven in a word of that length: short words differ by one letter and mean another thing. */
const forgivenEdits = (length: number): number => (length < 5 ? 0 : length < 9 ? 1 : 2);

const digits = (text: string): string => text.replace(/\D/g, "");

/** Edits from a typed word to a known one when they are forgiven, else null. Figures and first letters are never forgiven. */
export function typoDistance(typed: string, known: string): number | null {
  if (typed === known) return 0;
  const most = forgivenEdits(known.length);
  if (Math.abs(typed.length - known.length) > most || typed[0] !== known[0] || digits(typed) !== digits(known)) return null;
  const edits = editCount(typed, known);
  return edits <= most ? edits : null;
}
