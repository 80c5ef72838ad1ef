/** The day on which payments are looked at: a date field, and the way back to the usual day. */
import {isoDay, parseDay} from "../model/days.js";
import {formatDay} from "../model/format.js";
import {announce, element} from "./dom.js";
import {urlParam} from "./url-state.js";

/** `?asof=YYYY-MM-DD`, else the snapshot's own pinned day, else today (UTC). */
export function asOfDay(snapshot: {as_of: string; as_of_pinned: boolean}): Date {
  return parseDay(urlParam("asof")) ?? usualDay(snapshot);
}

/** The day without `?asof=`. */
export const usualDay = ({as_of, as_of_pinned}: {as_of: string; as_of_pinned: boolean}): Date =>
  (as_of_pinned && parseDay(as_of)) || parseDay(new Date().toISOString())!;

/** Field with `.value` (a Date at UTC midnight); fires "input" when a whole date is chosen. `usual` is its first value. */
export function asOfInput(usual: Date): HTMLElement & {value: Date} {
  let value = usual;
  const field = element`<input type="date" required>` as HTMLInputElement;
  const reset = element`<button type="button" class="button">Back to ${formatDay(usual)}</button>`;
  const root = element`<form class="as-of" onsubmit=${(event: Event) => event.preventDefault()}><label>As of ${field}</label>${reset}</form>`;
  const show = (day: Date): void => {
    value = day;
    field.value = isoDay(day);
    reset.hidden = Number(day) === Number(usual);
  };
  field.addEventListener("input", (event) => {
    event.stopPropagation();
    const day = parseDay(field.value);
    if (!day) return;
    show(day);
    announce(root);
  });
  reset.addEventListener("click", () => {
    show(usual);
    announce(root);
  });
  show(usual);
  return Object.defineProperty(root, "value", {get: () => value, set: show}) as HTMLElement & {value: Date};
}
