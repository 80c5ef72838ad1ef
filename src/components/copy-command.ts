/** A command for the terminal with a button that copies it. */
import {element} from "./dom.js";

/** A file name as every shell takes it. */
export const shellWord = (text: string): string => (/^[\w./-]+$/.test(text) && !text.startsWith("-") ? text : `'${text.replaceAll("'", "'\\''")}'`);

/** `what` names the command for a screen reader. */
export function copyCommand(command: string, what: string): HTMLElement {
  const button = element`<button type="button" aria-label=${`Copy ${what}`}>Copy</button>`;
  button.addEventListener("click", async () => {
    try {
      await navigator.clipboard.writeText(command);
      button.textContent = "Copied";
    } catch {
      button.textContent = "Select it to copy";
    }
    setTimeout(() => { button.textContent = "Copy"; }, 2000);
  });
  return element`<div class="copy-command"><code tabindex="0">${command}</code>${button}</div>`;
}
