/** A mapper for headings that nobody knows: which column is what, kept as the JSON that `mappings/` takes. */
import {fieldMeanings, type StatementField} from "../model/statement-fields.js";
import {mappingProblem, StatementMapping} from "../model/statement-mapping.js";
import {download} from "./download.js";
import {element, uniqueId} from "./dom.js";

/** Fields that are offered, the needed ones first. */
const needed: readonly StatementField[] = ["usage_month", "earnings"];
const welcome: readonly StatementField[] = ["reported_on", "store", "artist", "title", "isrc", "upc", "quantity", "country", "transaction_id"];

interface Choices {
  form: HTMLElement;
  /** Values by name; blank where nothing was chosen. */
  read: () => Record<string, string>;
}

function select(name: string, label: string, options: readonly (readonly [string, string])[], required = false): HTMLElement {
  const id = uniqueId("map");
  return element`<div><label for=${id}>${label}</label><select id=${id} name=${name} required=${required}>${options.map(([value, text]) => element`<option value=${value}>${text}</option>`)}</select></div>`;
}

function choices(header: readonly string[], name: string): Choices {
  const headings = (none: string) => [["", none] as const, ...[...new Set(header)].filter(Boolean).map((heading) => [heading, heading] as const)];
  const [sender, code] = [uniqueId("map"), uniqueId("map")];
  const form = element`<form class="import-mapper" aria-label=${`Columns of ${name}`}>
    <div><label for=${sender}>Sender (lower case letters, digits, hyphens)</label><input id=${sender} name="distributor" required value=${name.toLowerCase().replace(/\.[^.]*$/, "").replace(/[^a-z0-9]+/g, "-").replace(/^-|-$/g, "")}></div>
    ${needed.map((field) => select(field, `${fieldMeanings[field]} (needed)`, headings("choose a column"), true))}
    ${select("currency_column", "currency: its column", headings("no column"))}
    <div><label for=${code}>or one code for every line</label><input id=${code} name="currency" maxlength="3" placeholder="EUR"></div>
    ${welcome.map((field) => select(field, fieldMeanings[field], headings("no column")))}
    ${select("decimal_mark", "decimals are written with a", [["point", "point: 1,234.56"], ["comma", "comma: 1.234,56"]])}
    ${select("date_order", "in 01/02/2024 the first part is the", [["month-first", "month"], ["day-first", "day"]])}
    <p class="import-actions"><button type="submit">Preview with this mapping</button> <button type="button" data-save>Download the mapping</button></p>
    <p role="status" class="import-said"></p>
  </form>`;
  return {form, read: () => Object.fromEntries([...new FormData(form as HTMLFormElement)].map(([key, value]) => [key, String(value).trim()]))};
}

/** The mapping of what was chosen, or a sentence. */
function mappingOf({distributor, currency, currency_column, decimal_mark, date_order, ...columns}: Record<string, string>): StatementMapping | string {
  const chosen = Object.fromEntries(Object.entries({...columns, currency: currency_column}).filter(([, heading]) => heading));
  const parsed = StatementMapping.safeParse({distributor, columns: chosen, currency: currency && !currency_column ? currency.toUpperCase() : undefined, decimal_mark, date_order});
  return parsed.success ? parsed.data : mappingProblem(parsed.error);
}

/** The form for one file; `onPreview` hears of a mapping that can be used. */
export function importMapper(header: readonly string[], name: string, onPreview: (mapping: StatementMapping) => void): HTMLElement {
  const {form, read} = choices(header, name);
  const said = form.querySelector(".import-said")!;
  const usable = (use: (mapping: StatementMapping) => void) => {
    const mapping = mappingOf(read());
    said.textContent = typeof mapping === "string" ? mapping : "";
    if (typeof mapping !== "string") use(mapping);
  };
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    usable(onPreview);
  });
  form.querySelector("[data-save]")!.addEventListener("click", () => usable((mapping) => download(`${mapping.distributor}.json`, `${JSON.stringify(mapping, null, 2)}\n`, "application/json")));
  return element`<div><p>No known statement has these columns: say which is which. The mapping is a small file for the folder <code>mappings</code> of your data, and the import takes it with <code>--map</code>.</p>${form}</div>`;
}
