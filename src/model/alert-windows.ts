/** The figures of threshold and change rules: streams and statement money of the last whole period known on a day. */
import type {AlertFacts, Scope} from "./alert-facts.js";
import {pageAddress, subjectWords, wholePercent, type Finding} from "./alert-finding.js";
import type {LeafOf} from "./alert-rules.js";
import {isOnStatements, statementFigure, statementNames, type WindowLeaf} from "./alert-statement-months.js";
import {streamWindow, type WindowFigure} from "./alert-streams.js";
import {isoDay, utcDay} from "./days.js";
import {formatChange, formatCount, formatMoney} from "./format.js";

const scopes = new WeakMap<AlertFacts, WeakMap<WindowLeaf, Scope[]>>();

/** What the rule speaks of: all of it, or one scope for each name; those that are not there yet have no figure. */
function scopesOf(facts: AlertFacts, leaf: WindowLeaf): Scope[] {
  const memo = scopes.get(facts) ?? scopes.set(facts, new WeakMap()).get(facts)!;
  return memo.get(leaf) ?? memo.set(leaf, listScopes(facts, leaf)).get(leaf)!;
}

function listScopes(facts: AlertFacts, leaf: WindowLeaf): Scope[] {
  const {per} = leaf;
  const base = Object.fromEntries((["distributor", "platform", "artist", "country"] as const).flatMap((key) => (leaf[key] === undefined ? [] : [[key, leaf[key]]])));
  if (per === "label") return [base];
  const names = isOnStatements(leaf) ? statementNames(leaf, facts) : [...new Set(facts.cells.map((row) => row[per as "distributor" | "platform"]))].sort();
  return names.filter((name) => (base[per] ?? name) === name).map((name) => ({...base, [per]: name}));
}

function streamFigure(facts: AlertFacts, leaf: WindowLeaf, scope: Scope, day: Date): WindowFigure | null {
  const series = facts.series(scope);
  return series && day >= series.first ? streamWindow(series, leaf.window, day) : null;
}

type Judge = (scope: Scope, figure: WindowFigure) => Finding[];

const found = new WeakMap<AlertFacts, WeakMap<WindowLeaf, {month: number; findings: Finding[]}>>();

/** What `judge` finds in each scope on a day; of statements once a month, because nothing changes until the next month is over. */
function judged(facts: AlertFacts, leaf: WindowLeaf, day: Date, judge: Judge): Finding[] {
  const through = (figureOf: (scope: Scope) => WindowFigure | null) => scopesOf(facts, leaf).flatMap((scope) => {
    const figure = figureOf(scope);
    return figure ? judge(scope, figure) : [];
  });
  if (!isOnStatements(leaf)) return through((scope) => streamFigure(facts, leaf, scope, day));
  const month = utcDay(day.getUTCFullYear(), day.getUTCMonth() - 1);
  const memo = found.get(facts) ?? found.set(facts, new WeakMap()).get(facts)!;
  const held = memo.get(leaf);
  if (held?.month === Number(month)) return held.findings;
  const findings = through((scope) => statementFigure(leaf, facts, scope, month));
  memo.set(leaf, {month: Number(month), findings});
  return findings;
}

function finding(facts: AlertFacts, leaf: WindowLeaf, scope: Scope, figure: WindowFigure, says: () => string): Finding {
  const {value, before, from, to} = figure;
  const [money, onStatements] = [leaf.metric === "revenue", isOnStatements(leaf)];
  const {distributor, platform, artist, country} = scope;
  const params = {period: "custom", from, to, distributor};
  return {
    subject: scope, value, compare: before, unit: money ? facts.currency : "streams", volume: before ?? value, period: `${leaf.window} ${isoDay(to)}`,
    get sentence() { return `${money ? "Statements" : onStatements ? "Streams on statements" : "Streams"}${subjectWords(scope)}, ${figure.words().label}: ${money ? formatMoney(value, facts.currency) : formatCount(value)}, ${says()}.`; },
    get evidence() { return onStatements ? pageAddress("revenue.html", {calendar: "statement", ...params, platform, artist, country}) : pageAddress("streaming.html", params); }
  };
}

/** Figures above or below a limit; only periods that are known in full. */
export function thresholdFindings(leaf: LeafOf<"threshold">, facts: AlertFacts, day: Date): Finding[] {
  const limit = (amount: number) => (leaf.metric === "revenue" ? formatMoney(amount, facts.currency) : formatCount(amount));
  return judged(facts, leaf, day, (scope, figure) => {
    if (!figure.isWhole) return [];
    if (leaf.above !== undefined && figure.value > leaf.above) return [finding(facts, leaf, scope, figure, () => `above ${limit(leaf.above!)}`)];
    if (leaf.below !== undefined && figure.value < leaf.below) return [finding(facts, leaf, scope, figure, () => `below ${limit(leaf.below!)}`)];
    return [];
  });
}

/** Figures that rose or fell by a percentage or more against the period before. */
export function changeFindings(leaf: LeafOf<"change">, facts: AlertFacts, day: Date): Finding[] {
  return judged(facts, leaf, day, (scope, figure) => {
    if (figure.ratio === null) return [];
    const percent = wholePercent(figure.ratio);
    const holds = (leaf.up_percent !== undefined && percent >= leaf.up_percent) || (leaf.down_percent !== undefined && percent <= -leaf.down_percent);
    return holds ? [finding(facts, leaf, scope, figure, () => `${formatChange(figure.ratio)} ${figure.words().basis}`)] : [];
  });
}
