/** On every page: Ctrl/Cmd+K and the Ask button open the box. It imports nothing until then, so that no page waits for it. */

const askLink = (): HTMLAnchorElement | null => document.querySelector("a#ask-open");

async function open(): Promise<void> {
  const link = askLink();
  if (!link) return;
  const {openAskDialog} = await import("./ask-dialog.js");
  openAskDialog(link.href);
}

/** Where the box would only repeat what is on the page. */
const field = (): HTMLInputElement | null => document.querySelector(".ask-form input");

const start = () => void (field() ? field()!.select() : open().catch(() => location.assign(askLink()!.href))); // without the box there is still the page

addEventListener("keydown", (event) => {
  if (event.defaultPrevented || !(event.ctrlKey || event.metaKey) || event.altKey || event.shiftKey || event.key.toLowerCase() !== "k") return;
  event.preventDefault();
  start();
});

addEventListener("click", (event) => {
  if (!(event.target instanceof Element) || !event.target.closest("#ask-open") || event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
  event.preventDefault();
  start();
});
