/** Chooses the period of a page: presets, a custom range, and whether to compare with the period before. */
import {isoDay, parseDay} from "../model/days.js";
import {periodPresets, presetLabels, rangeLabel, resolvePeriod, type DayRange, type Period, type PeriodPreset} from "../model/periods.js";
import {announce, element, uniqueId} from "./dom.js";
import {setUrlParams, urlParam} from "./url-state.js";

/** First and last day with data, UTC midnight; `preset` is what an address without a period shows. */
export interface PeriodPickerOptions {
  first: Date;
  through: Date;
  preset?: PeriodPreset;
}

export type PeriodPicker = HTMLElement & {value: Period};

const EARLIEST_YEAR = 1990;

interface Choice {
  preset: PeriodPreset;
  custom: DayRange | null;
  compare: boolean;
}

function choiceFromUrl(preset: PeriodPreset): Choice {
  const named = urlParam("period", preset) as PeriodPreset;
  const [from, to] = [parseDay(urlParam("from")), parseDay(urlParam("to"))];
  return {
    preset: periodPresets.includes(named) ? named : preset,
    custom: from && to && from <= to ? {from, to} : null,
    compare: urlParam("compare") !== "off"
  };
}

function writeUrl(value: Period, preset: PeriodPreset, compare: boolean): void {
  const custom = value.preset === "custom";
  setUrlParams({
    period: value.preset === preset ? null : value.preset,
    from: custom ? isoDay(value.from) : null,
    to: custom ? isoDay(value.to) : null,
    compare: compare ? null : "off"
  });
}

/** The form's parts; the ids tie labels to inputs. */
function draw() {
  const name = uniqueId("period");
  const presets = periodPresets.map((preset) => element`<label><input type="radio" name=${name} value=${preset}><span>${presetLabels[preset]}</span></label>`);
  const from = element`<input type="date" aria-label="From">` as HTMLInputElement;
  const to = element`<input type="date" aria-label="To, included">` as HTMLInputElement;
  const compare = element`<input type="checkbox">` as HTMLInputElement;
  const summary = element`<output class="period-summary" aria-live="polite"></output>`;
  const dates = element`<span class="period-dates">${from}<span aria-hidden="true">–</span>${to}</span>`;
  const form = element`<form class="period-picker" aria-label="Period" onsubmit=${(event: Event) => event.preventDefault()}>
    <fieldset class="switch"><legend>Period</legend><div class="switch-bar">${presets}</div></fieldset>${dates}
    <label class="period-compare">${compare}<span>Compare with previous period</span></label>${summary}</form>`;
  return {form, radios: [...form.querySelectorAll<HTMLInputElement>("input[type=radio]")], from, to, compare, summary, dates};
}

type Parts = ReturnType<typeof draw>;

const summaryText = (value: Period, compare: boolean): string =>
  value.label + (value.compare ? ` · against ${rangeLabel(value.compare)}` : compare ? " · nothing earlier to compare with" : "");

/** What the form says now; null while a custom range is half typed or runs backwards. */
function readChoice({radios, from, to, compare}: Parts, shown: Period): Choice | null {
  const preset = (radios.find((radio) => radio.checked)?.value ?? shown.preset) as PeriodPreset;
  if (preset !== "custom") return {preset, custom: null, compare: compare.checked};
  // Custom opens with the range that was on screen, so that the reader only moves its ends.
  const start = shown.preset === "custom" || from.value ? parseDay(from.value) : shown.from;
  const end = shown.preset === "custom" || to.value ? parseDay(to.value) : shown.to;
  to.setCustomValidity(start && end && start > end ? "ends before it begins" : "");
  const typed = start && end && start.getUTCFullYear() >= EARLIEST_YEAR; // a year is typed digit by digit
  return typed && start <= end ? {preset, custom: {from: start, to: end}, compare: compare.checked} : null;
}

/** Form element with `.value`; fires "input" when the period changes. Keeps itself in the URL (period, from, to, compare). */
export function periodPicker({first, through, preset = "12m"}: PeriodPickerOptions): PeriodPicker {
  const parts = draw();
  const {form, radios, from, to, compare, summary, dates} = parts;
  let choice = choiceFromUrl(preset);
  let value = resolvePeriod(choice, {first, through});
  const show = () => {
    radios.forEach((radio) => (radio.checked = radio.value === value.preset));
    dates.hidden = value.preset !== "custom";
    if (!dates.hidden) [from.value, to.value] = [isoDay(value.from), isoDay(value.to)];
    compare.checked = choice.compare;
    summary.textContent = summaryText(value, choice.compare);
  };
  form.addEventListener("input", (event) => {
    if (event.target === form) return;
    event.stopImmediatePropagation(); // the page hears of the period, not of the button
    const next = readChoice(parts, value);
    if (!next) {
      to.reportValidity();
      return;
    }
    choice = next;
    value = resolvePeriod(choice, {first, through});
    show();
    writeUrl(value, preset, choice.compare);
    announce(form);
  });
  show();
  return Object.defineProperty(form, "value", {get: () => value}) as PeriodPicker;
}
