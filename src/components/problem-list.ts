/** What is wrong or doubtful in the data, one sentence each, with file and line. */
import {element} from "./dom.js";

export interface ProblemItem {
  severity: "reject" | "flag" | "fail";
  file: string;
  count: number;
  sentence: string;
}

const words: Record<ProblemItem["severity"], string> = {fail: "not loaded", reject: "left out", flag: "kept, but look"};
const order: ProblemItem["severity"][] = ["fail", "reject", "flag"];

/** The worst first; says so when there is none. */
export function problemList(problems: readonly ProblemItem[]): HTMLElement {
  if (!problems.length) return element`<p>No problem was found in any file.</p>`;
  const sorted = [...problems].sort((a, b) => order.indexOf(a.severity) - order.indexOf(b.severity));
  return element`<ul class="problem-list">${sorted.map(({severity, sentence}) =>
    element`<li class=${`problem-${severity}`}><span class="problem-kind">${words[severity]}:</span> ${sentence}</li>`)}</ul>`;
}
