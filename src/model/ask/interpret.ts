/**
 * A question in plain English → a request to the catalog, or the reason why there is none. A grammar, no guesswork: every word
 * must find its place, and one that carries meaning and finds none makes the whole question refused.
 */
import type {MetricRequestInput} from "../metric-request.js";
import {labelOf} from "../stores.js";
import {readAggregate, readMetrics} from "./read-metrics.js";
import {readFilters, swapStreams} from "./read-filters.js";
import {keepApart, readDimensions, readGrain, readOrder} from "./read-groups.js";
import {assumeGrowing, readBasis, readGrowth, readRunning, readShare} from "./read-modifiers.js";
import {readSpecial, type CashQuestion, type PaymentQuestion} from "./read-special.js";
import {compareWholeMonths, readTimes} from "./read-times.js";
import {has, neighbour, NotUnderstood, piecesOf, type AskContext, type Reading} from "./reading.js";
import {scan} from "./scan.js";
import {ideasFor, readable} from "./suggest.js";

export type {AskContext} from "./reading.js";

/** `focus`: only these rows of the answer are shown. `notes`: what was forgiven or assumed, as sentences. */
export interface Understood {
  kind: "request";
  request: MetricRequestInput;
  focus: Reading["focus"];
  notes: string[];
}

/** `words` were not understood; `suggestions` are questions that are. */
export interface Refused {
  kind: "refused";
  error: string;
  words: string[];
  suggestions: string[];
}

export type Interpretation = Understood | ((PaymentQuestion | CashQuestion) & {notes: string[]}) | Refused;

const LONGEST_QUESTION = 400;

/** Reads a question. Never throws for what a person typed. */
export function interpret(question: string, context: AskContext): Interpretation {
  const made = read(question, context);
  if (made.kind !== "refused") return made;
  return {...made, suggestions: readable(made.suggestions, (idea) => read(idea, context).kind !== "refused")};
}

function read(question: string, context: AskContext): Interpretation {
  const reading: Reading = {
    question, context, pieces: [], used: new Set(), notes: [], focus: null, draft: {metrics: [], dimensions: [], filters: []}
  };
  try {
    if (question.length > LONGEST_QUESTION) throw new NotUnderstood(`too long: ${question.length} characters (${LONGEST_QUESTION} at most)`);
    reading.pieces = scan(question, context.index, context.asOf);
    return understand(reading);
  } catch (problem) {
    if (!(problem instanceof NotUnderstood)) throw problem;
    return {kind: "refused", error: problem.message, words: [...problem.words], suggestions: ideasFor(reading, problem)};
  }
}

function understand(reading: Reading): Interpretation {
  refuseUnknown(reading);
  for (const piece of reading.pieces) if (piece.forgiven && piece.kind !== "value") reading.notes.push(`read “${piece.raw}” as ${piece.forgiven}`);
  const special = readSpecial(reading);
  if (special) {
    refuseUnused(reading);
    return {...special, notes: reading.notes};
  }
  readMetrics(reading);
  assumeGrowing(reading);
  if (!reading.draft.metrics.length) throw new NotUnderstood(has(reading, "growth") ? "what grew is not said" : "no figure is named", [], []);
  swapStreams(reading);
  refuseTwoReadings(reading);
  readBasis(reading);
  readFilters(reading);
  readDimensions(reading);
  readGrain(reading);
  readTimes(reading);
  readOrder(reading);
  readGrowth(reading);
  readShare(reading);
  readRunning(reading);
  readAggregate(reading);
  keepApart(reading);
  compareWholeMonths(reading);
  sayWhoIsLeftOut(reading);
  refuseUnused(reading);
  return {kind: "request", request: tidy(reading), focus: reading.focus, notes: [...new Set(reading.notes)]};
}

function refuseUnknown({pieces}: Reading): void {
  const unknown = pieces.filter(({kind}) => kind === "unknown");
  const nameless = pieces.filter((piece) => piece.kind === "value" && !piece.options.length);
  const words = [...unknown, ...nameless].map(({raw}) => raw);
  if (words.length) throw new NotUnderstood(`not understood: ${words.join(", ")}`, words);
  if (!pieces.length) throw new NotUnderstood("no question");
  const second = pieces.findIndex((piece, i) => i > 0 && piece.newSentence && piece.kind !== "filler");
  if (second > 0 && pieces.slice(0, second).some(({kind}) => kind !== "filler")) throw new NotUnderstood("more than one question: ask one at a time", [pieces.slice(second).map(({raw}) => raw).join(" ")]);
}

/** Words that two people would read differently are asked back. */
function refuseTwoReadings(reading: Reading): void {
  const {draft} = reading;
  if (draft.metrics.includes("paid_amount")) {
    const inside = piecesOf(reading, "time").find(({lead, time}) => time.kind !== "now" && time.kind !== "all" && !/^(for|of)$/.test(lead));
    if (inside) throw new NotUnderstood(`“paid ${inside.raw}” can mean two things: paid for the streams of then, or money that came then`, [inside.raw], [`paid amount for ${inside.raw.replace(/^(in|during) /, "")}`, `deposits in ${inside.raw.replace(/^(in|during) /, "")}`, `revenue reported in ${inside.raw.replace(/^(in|during) /, "")}`]);
  }
  if (["outstanding", "overdue_amount", "paid_amount"].some((name) => draft.metrics.includes(name as never))) {
    const silent = piecesOf(reading, "value").find((piece) => neighbour(reading, piece, -1)?.kind !== "not" && piece.options.some(({dimension, value, absent}) => dimension === "distributor" && !absent && !reading.context.senders.includes(value)));
    if (silent) throw new NotUnderstood(`${silent.raw} has sent no statements: nothing says what it has paid`, [silent.raw], [`when does ${silent.raw} pay`, `expected revenue from ${silent.raw}`]);
  }
}

/** Nothing says what a distributor without statements has paid: it is in none of these figures. */
function sayWhoIsLeftOut({draft, context, notes}: Reading): void {
  if (!draft.metrics.includes("outstanding") && !draft.metrics.includes("overdue_amount")) return;
  const silent = [...new Set(context.index.all.filter(({dimension, value, absent}) => dimension === "distributor" && !absent && !context.senders.includes(value)).map(({value}) => labelOf(value)))];
  if (silent.length && context.senders.length) notes.push(`left out, because nothing says what it has paid: ${silent.join(", ")}, which sends no statements`);
}

/** Every piece must have found its place. */
function refuseUnused(reading: Reading): void {
  const left = reading.pieces.filter((piece) => piece.kind !== "filler" && !reading.used.has(piece));
  const words = left.map(({raw}) => raw);
  if (words.length) throw new NotUnderstood(`not understood here: ${words.join(", ")}`, words);
}

/** The request without empty parts. */
function tidy({draft}: Reading): MetricRequestInput {
  const {dimensions, filters, ...rest} = draft;
  return {...rest, ...(dimensions.length ? {dimensions} : {}), ...(filters.length ? {filters} : {})};
}
