/** Brings the reader to what the address names, on pages whose parts get their size one after the other. */

/** What a reader does to take over. */
const ACTS = ["wheel", "touchstart", "pointerdown", "keydown"] as const;
const root = document.documentElement;

/**
 * Scrolls to the element that `find` gives (it may come later, and be replaced) and again whenever the page changes its height, until
 * the reader scrolls, points, touches or types. Returns what ends it before that.
 */
export function holdInView(find: () => Element | null, block: ScrollLogicalPosition = "start"): () => void {
  const placeOf = (): number | undefined => {
    const top = find()?.getBoundingClientRect().top;
    return top === undefined ? undefined : Math.round(top + scrollY);
  };
  let shown: {place?: number; top: number; height: number} | undefined;
  const show = (): void => {
    find()?.scrollIntoView({block});
    shown = {place: placeOf(), top: scrollY, height: root.scrollHeight};
  };
  /** The page moves by itself too: what stands above has grown, or it has become shorter than the window reaches. */
  const scrolled = (): void => {
    if (shown && scrollY !== shown.top && root.scrollHeight === shown.height && placeOf() === shown.place) release();
  };
  const observer = new ResizeObserver(show);
  const release = (): void => {
    observer.disconnect();
    removeEventListener("scroll", scrolled);
    for (const act of ACTS) removeEventListener(act, release, true);
  };
  addEventListener("scroll", scrolled, {passive: true});
  for (const act of ACTS) addEventListener(act, release, {capture: true, passive: true});
  observer.observe(document.body); // shows it first, and whenever the height changes
  return release;
}
