/** The page of an empty data folder: every file that Ledgerline reads, what each gives, and a template of those that the label writes itself. */
import {type KnownFile, knownFiles} from "../model/known-files.js";
import {copyCommand} from "./copy-command.js";
import {element} from "./dom.js";
import {download} from "./download.js";

function template({file, columns, example}: KnownFile): HTMLElement | string {
  if (!example) return "";
  const button = element`<button type="button" class="csv-button" aria-label=${`Download a template of ${file}`}>Template</button>`;
  button.addEventListener("click", () => download(file.replace(/\.csv$/, ""), `${columns}\n${example}\n`));
  return button;
}

const row = (known: KnownFile): HTMLElement =>
  element`<tr><th scope="row"><code>${known.file}</code> ${template(known)}</th><td>${known.gives}</td><td><code>${known.columns.replaceAll(",", ", ")}</code></td></tr>`;

/** What to put where, with the commands. */
export function firstRun(): HTMLElement {
  const groups = knownFiles.map(({title, note, files}) => element`<section><h3>${title}</h3>${note ? element`<p class="muted">${note}</p>` : null}
    <div class="table-scroll" tabindex="0" role="region" aria-label=${title}><table class="plain"><thead><tr><th scope="col">File</th><th scope="col">What it gives</th><th scope="col">Columns</th></tr></thead><tbody>${files.map(row)}</tbody></table></div></section>`);
  return element`<section class="first-run">
    <h2>Nothing here yet</h2>
    <p>The data folder has no file that Ledgerline reads. Put one or more of these into it (<code>data/curated</code>, or the folder named by <code>LEDGERLINE_DATA</code>) and the pages fill by themselves while the preview runs. Each file works on its own, and what is missing is named where it would be used.</p>
    <p>A statement can also be brought in with a command, which says what it recognised and keeps the original:</p>
    ${copyCommand("npm run import -- FILE", "the command that imports a statement")}
    ${groups}
    <p>To look around first, stop the program and start it without <code>LEDGERLINE_DATA</code>: it opens the sample label.</p>
  </section>`;
}
