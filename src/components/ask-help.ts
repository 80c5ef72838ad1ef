/** "What can I ask": questions to begin with, every figure with an example, and how periods and names are written. */
import {examples, starters} from "../model/ask/examples.js";
import {element} from "./dom.js";

const ask = (question: string, onAsk: (question: string) => void): HTMLElement => element`<button type="button" onclick=${() => onAsk(question)}>${question}</button>`;

/** Questions to begin with, as buttons. */
export const askStarters = (onAsk: (question: string) => void): HTMLElement => element`<ul class="ask-ideas" aria-label="Questions to begin with">${starters.map((question) => element`<li>${ask(question, onAsk)}</li>`)}</ul>`;

/** The whole help, made from the catalog. */
export function askHelp(onAsk: (question: string) => void): HTMLElement {
  const rows = examples().map(({label, description, questions, by}) => element`<tr><th scope="row">${label}</th><td>${description}</td><td class="ask-ideas">${questions.map((question) => ask(question, onAsk))}</td><td>${by.join(", ") || "—"}</td></tr>`);
  return element`<div class="ask-help">
    <ul>
      <li><strong>When</strong>: July 2025, Q3 2025, 2025, 4 July 2025, last month, last 30 days, this year, year to date, since March, from May to August 2025, the 12 months to June 2025. Without a year, the latest one that has begun is meant; “last 30 days” end on the last day with data.</li>
      <li><strong>Compared</strong>: vs before, vs last year, July 2025 vs June 2025.</li>
      <li><strong>Split</strong>: by platform, by country and platform, by month, daily.</li>
      <li><strong>Only some</strong>: from Spotify, in Germany, excluding TooLost, of PIG1987, the track “Fold”. Typing errors in names are forgiven, and said.</li>
      <li><strong>Ranked</strong>: top 5 countries by revenue, which track earned most, worst month for streams in 2024.</li>
      <li><strong>Other</strong>: share of …, cumulative …, … reported in July 2025 (the statement calendar), … at observed rates.</li>
    </ul>
    <details><summary>Every figure that can be asked for</summary>
    <div class="table-scroll" tabindex="0" role="region" aria-label="Figures that can be asked for"><table class="plain"><thead><tr><th scope="col">Figure</th><th scope="col">What it is</th><th scope="col">Ask</th><th scope="col">By</th></tr></thead><tbody>${rows}</tbody></table></div></details>
  </div>`;
}
