/** The menu that saves a result as a file. */
import {element, uniqueId} from "../components/dom.js";
import type {RowSource} from "../model/row-source.js";
import {exportResult, saveBlob, type ExportFormat} from "./export.js";

const LABELS: Record<ExportFormat, string> = {csv: "CSV", json: "JSON", parquet: "Parquet", arrow: "Arrow", excel: "Excel"};

/** `source` gives what is shown at the moment; `name` names the file. */
export function exportMenu(source: () => RowSource, name: string, say: (sentence: string) => void): HTMLElement {
  const id = uniqueId("export");
  const safe = element`<input type="checkbox" checked>` as HTMLInputElement;
  const comma = element`<input type="checkbox">` as HTMLInputElement;
  const save = async (format: ExportFormat) => {
    say(`Writing ${LABELS[format]} …`);
    try {
      const {blob, extension} = await exportResult(source(), format, {safe: safe.checked, decimalComma: comma.checked});
      saveBlob(blob, `${name.toLowerCase().replace(/[^a-z0-9]+/g, "-").replace(/^-|-$/g, "") || "result"}.${extension}`);
      say(`Saved ${LABELS[format]}.`);
    } catch (error) {
      say(`not saved as ${LABELS[format]}: ${error instanceof Error ? error.message : String(error)}`);
    }
    menu.hidePopover();
  };
  const buttons = (Object.keys(LABELS) as ExportFormat[]).map((format) => element`<button type="button" class="button" onclick=${() => void save(format)}>${LABELS[format]}</button>`);
  const menu = element`<div id=${id} class="grid-panel export-menu" popover role="dialog" aria-label="Export">
    <p class="export-formats">${buttons}</p>
    <p><label>${safe} CSV safe for spreadsheets: text that looks like a formula is made inert</label></p>
    <p><label>${comma} CSV with decimal comma and semicolons</label></p></div>`;
  const button = element`<button type="button" class="button" popovertarget=${id}>Export</button>`;
  menu.addEventListener("toggle", (event) => {
    if ((event as ToggleEvent).newState !== "open") return;
    const at = button.getBoundingClientRect();
    menu.style.left = `${Math.max(6, Math.min(at.left, innerWidth - menu.offsetWidth - 6))}px`;
    menu.style.top = `${Math.max(6, Math.min(at.bottom + 4, innerHeight - menu.offsetHeight - 6))}px`;
  });
  return element`<span>${button}${menu}</span>`;
}
