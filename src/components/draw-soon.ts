/** Draws charts one after the other, each in a task of its own, so that a page with many of them never stalls. */

/** Ends the task: a cell that awaits it goes on in the next one. */
export const nextTask = (): Promise<void> => new Promise((resolve) => void setTimeout(resolve));

const waiting: (() => void)[] = [];
let isRunning = false;

function next(): void {
  const draw = waiting.shift();
  if (!draw) {
    isRunning = false;
    return;
  }
  setTimeout(() => {
    try {
      draw();
    } finally {
      next();
    }
  });
}

function enqueue(draw: () => void): void {
  waiting.push(draw);
  if (isRunning) return;
  isRunning = true;
  next();
}

/** An element that holds `draw(width)` for the width it gets, redrawn when that changes. `height` is kept free until then. */
export function drawSoon(draw: (width: number) => Element, height = 300): HTMLElement {
  const place = document.createElement("div");
  place.style.minHeight = `${height}px`;
  place.setAttribute("aria-busy", "true");
  let width = 0;
  const show = (): void => {
    if (!width) return;
    place.replaceChildren(draw(width));
    place.style.minHeight = "";
    place.removeAttribute("aria-busy");
  };
  new ResizeObserver(([entry]) => {
    const wide = Math.floor(entry.contentRect.width);
    if (!wide || wide === width) return;
    width = wide;
    enqueue(show);
  }).observe(place);
  return place;
}
