/** The controls of a chart: mark, x, y, colour, facet, aggregate, scale and stack; every change gives a new spec. */
import {element} from "../components/dom.js";
import {aggregates, chartMarks, type ChartSpec} from "../model/chart-spec.js";
import {isNumeric, type ResultColumn} from "../model/result.js";

type Choice = {value: string; label: string};

const MARKS: Record<ChartSpec["mark"], string> = {bar: "Bars", line: "Lines", area: "Areas", dot: "Dots", cell: "Heatmap", histogram: "Histogram"};
const NONE: Choice = {value: "", label: "none"};

function select(label: string, choices: readonly Choice[], value: string, onChange: (value: string) => void): HTMLElement {
  const list = element`<select>${choices.map((choice) => element`<option value=${choice.value} selected=${choice.value === value}>${choice.label}</option>`)}</select>` as HTMLSelectElement;
  list.addEventListener("change", () => onChange(list.value));
  return element`<label class="choice">${label} ${list}</label>`;
}

const words = (values: readonly string[]): Choice[] => values.map((value) => ({value, label: value}));

/** Draws the controls; `onChange` gets the whole spec. Choices that the mark has no use for are left out. */
export function chartPanel(spec: ChartSpec, columns: readonly ResultColumn[], onChange: (spec: ChartSpec) => void): HTMLElement {
  const set = (part: Partial<ChartSpec>) => onChange(Object.fromEntries(Object.entries({...spec, ...part}).filter(([, value]) => value !== undefined && value !== "")) as ChartSpec);
  const all = words(columns.map(({name}) => name));
  const figures = words(columns.filter(({kind}) => isNumeric(kind)).map(({name}) => name));
  const isCell = spec.mark === "cell";
  const isHistogram = spec.mark === "histogram";
  const stacks = (spec.mark === "bar" || spec.mark === "area") && spec.color !== undefined;
  const title = element`<label class="choice chart-title">Title <input type="text" value=${spec.title ?? ""} maxlength="200"></label>`;
  title.querySelector("input")!.addEventListener("change", (event) => set({title: (event.target as HTMLInputElement).value || undefined}));
  return element`<form class="chart-controls" aria-label="Chart" onsubmit=${(event: Event) => event.preventDefault()}>
    ${select("Mark", chartMarks.map((value) => ({value, label: MARKS[value]})), spec.mark, (mark) => set({mark: mark as ChartSpec["mark"], ...(mark === "histogram" && {aggregate: "none", stack: "none"})}))}
    ${select("X", isHistogram ? figures : all, spec.x, (x) => set({x}))}
    ${isHistogram ? null : select("Y", isCell ? all : [...(spec.aggregate === "count" ? [NONE] : []), ...figures], spec.y ?? "", (y) => set({y}))}
    ${select(isCell ? "Colour (figure)" : "Colour", [NONE, ...(isCell ? figures : all)], spec.color ?? "", (color) => set({color, ...(!color && {stack: "none"})}))}
    ${select("Facet", [NONE, ...all], spec.facet ?? "", (facet) => set({facet}))}
    ${isHistogram ? null : select("Aggregate", words(aggregates), spec.aggregate, (aggregate) => set({aggregate: aggregate as ChartSpec["aggregate"]}))}
    ${isHistogram ? null : select("Scale", words(["linear", "log"]), spec.scale, (scale) => set({scale: scale as ChartSpec["scale"], ...(scale === "log" && {stack: "none"})}))}
    ${stacks ? select("Stack", [{value: "none", label: "none"}, {value: "zero", label: "sum"}, {value: "share", label: "share"}], spec.stack, (stack) => set({stack: stack as ChartSpec["stack"], ...(stack !== "none" && {scale: "linear"})})) : null}
    ${title}</form>`;
}
