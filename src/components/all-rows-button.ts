/** A button that saves every row of a long table as a CSV, beside a table that shows the first. */
import {toCsv} from "../model/csv.js";
import {element} from "./dom.js";
import {download} from "./download.js";

/** `fetchAll` runs on demand; `keys` are the columns, in order. */
export function allRowsButton<Row>(label: string, csvName: string, keys: readonly (keyof Row & string)[], fetchAll: () => Promise<readonly Row[]>): HTMLElement {
  const button = element`<button type="button" class="csv-button all-lines">${label}</button>` as HTMLButtonElement;
  button.addEventListener("click", async () => {
    button.disabled = true;
    try {
      download(csvName, toCsv(await fetchAll(), keys.map((key) => ({header: key, value: (row: Row) => row[key]}))));
    } finally {
      button.disabled = false;
    }
  });
  return button;
}
