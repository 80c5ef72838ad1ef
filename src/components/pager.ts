/** Steps through the pages of a long result that the engine delivers one page at a time. */
import {announce, element} from "./dom.js";

/** `.value` is the page, from 1; "input" fires when it changes. `total` and `size` count rows. */
export function pager({total, size, noun}: {total: number; size: number; noun: string}): HTMLElement & {value: number} {
  const last = Math.max(1, Math.ceil(total / size));
  let page = 1;
  const text = element`<output aria-live="polite"></output>`;
  const back = element`<button type="button">Previous</button>` as HTMLButtonElement;
  const next = element`<button type="button">Next</button>` as HTMLButtonElement;
  const root = element`<div class="pager" role="group" aria-label=${`Pages of ${noun}`}>${back}${next}${text}</div>`;
  const show = (to: number): void => {
    page = Math.max(1, Math.min(Math.trunc(to) || 1, last));
    [back.disabled, next.disabled] = [page === 1, page === last];
    const [from, until] = [(page - 1) * size + 1, Math.min(page * size, total)];
    text.textContent = total ? `${from.toLocaleString("en")} – ${until.toLocaleString("en")} of ${total.toLocaleString("en")} ${noun}` : `no ${noun}`;
  };
  const step = (by: number) => () => {
    show(page + by);
    announce(root);
  };
  back.addEventListener("click", step(-1));
  next.addEventListener("click", step(1));
  show(1);
  return Object.defineProperty(root, "value", {get: () => page, set: show}) as HTMLElement & {value: number};
}
