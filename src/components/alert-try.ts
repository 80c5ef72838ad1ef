/** A rule tried on the history: on which days it would have fired, each with the figure of that day. */
import {subjectLabel} from "../model/alert-finding.js";
import {triedSentence} from "../model/alert-report.js";
import type {AlertFacts} from "../model/alert-facts.js";
import type {AlertRule} from "../model/alert-rules.js";
import {alertDays, replayRule, type Firing} from "../model/alerts.js";
import {formatDay} from "../model/format.js";
import {inSlices} from "../model/slices.js";
import {dataTable} from "./data-table.js";
import {element} from "./dom.js";

const firingTable = (firings: readonly Firing[], name: string): HTMLElement => dataTable(firings, {
  caption: `Days on which “${name}” would have fired`, csvName: "alert-tried", sort: {key: "fired_on", descending: true}, rowsShown: 10,
  columns: [
    {key: "fired_on", label: "Day", format: formatDay},
    {key: "subject", label: "About", value: ({subject}) => subjectLabel(subject)},
    {key: "sentence", label: "Figure", wrap: true},
    {key: "evidence", label: "Evidence", format: (href: string, row) => element`<a href=${href} aria-label=${`Show the figure of ${formatDay(row.fired_on)}`}>Show the figure</a>`}
  ]
});

/** Replays the rule in slices, so that the page stays responsive; `place` shows the progress and then the result. */
export async function tryRule(rule: AlertRule, load: (rule: AlertRule) => Promise<AlertFacts>, place: HTMLElement): Promise<void> {
  const run = Symbol("run");
  const own = place as HTMLElement & {run?: symbol};
  own.run = run;
  const status = element`<p role="status">Trying …</p>`;
  place.replaceChildren(status);
  const facts = await load(rule).catch((cause: unknown) => void (status.textContent = `Cannot be tried: ${cause instanceof Error ? cause.message : String(cause)}`));
  if (!facts || own.run !== run) return; // the second: another try has begun
  const days = alertDays(facts);
  if (!days.length) return void (status.textContent = "There is no day to try it on yet.");
  const replay = replayRule({...rule, enabled: true}, facts);
  await inSlices(days, (day) => replay.step(day), {onProgress: (done, all) => {
    status.textContent = `Trying: ${Math.round((done / all) * 100)}% of ${all} days`;
    return own.run === run;
  }});
  if (own.run !== run) return;
  const firings = replay.firings();
  status.textContent = `${triedSentence(firings, `${formatDay(days[0])} – ${formatDay(days.at(-1)!)}`)} Each day saw only what was known then.`;
  if (firings.length) place.append(firingTable(firings, rule.name));
}
