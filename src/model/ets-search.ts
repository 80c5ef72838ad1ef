/** The search for one model's parameters and initial state: the likelihood has several hills, so it starts at several points. */
import {isAdmissible, parameterCount, parametersAt, pointAt, type EtsParameters, type EtsSpec} from "./ets-model.js";
import {bestProductState, productStart} from "./ets-product.js";
import {bestLinearState, expandState, openWorkspace, type FreeState, type Precision, type Workspace} from "./ets-state.js";
import {nelderMead} from "./nelder-mead.js";

/** A model with its best parameters and initial state. */
export interface Solution {
  spec: EtsSpec;
  parameters: EtsParameters;
  state: {level: number; trend: number; season: Float64Array};
  deviance: number;
  aicc: number;
}

/** −2·log-likelihood with the penalty of AICc; Infinity when there are too few values for the parameters. */
function aiccOf(deviance: number, parameters: number, count: number): number {
  const spare = count - parameters - 1;
  return spare <= 0 ? Infinity : deviance + 2 * parameters + (2 * parameters * (parameters + 1)) / spare;
}

const GLANCE: Precision = {tolerance: 1e-2, maxSteps: 3};
const SEARCH: Precision = {tolerance: 1e-5, maxSteps: 6};
const FINAL: Precision = {tolerance: 1e-10, maxSteps: 60};

/** Parts of each parameter's range that are tried first: alpha, beta, gamma, phi. Without season a finer grid costs little. */
const PLAIN_GRID = [[0.001, 0.03, 0.1, 0.2, 0.35, 0.5, 0.65, 0.8, 0.92, 0.998], [0.001, 0.05, 0.3, 0.7, 0.98], [], [0.02, 0.35, 0.7, 0.98]];
const SEASONAL_GRID = [[0.02, 0.2, 0.6, 0.95], [0.02, 0.4], [0.02, 0.3, 0.9], [0.05, 0.5, 0.95]];
const MAX_STARTS = 3;

/** The likelihood has several hills: every grid point that no neighbour on the grid beats, best first. */
function startingPoints(spec: EtsSpec, evaluate: (point: number[]) => number): number[][] {
  const used = [true, spec.trend === "A", spec.season !== "N", spec.damped];
  const axes = (spec.season === "N" ? PLAIN_GRID : SEASONAL_GRID).filter((_, axis) => used[axis]);
  let cells: number[][] = [[]];
  for (const axis of axes) cells = cells.flatMap((cell) => axis.map((_, i) => [...cell, i]));
  const pointOf = (cell: readonly number[]) => pointAt(cell.map((index, axis) => axes[axis][index]));
  const values = new Map(cells.map((cell) => [cell.join(), evaluate(pointOf(cell))]));
  const valueAt = (cell: readonly number[]) => values.get(cell.join()) ?? Infinity;
  const beaten = (cell: number[]) => cell.some((index, axis) => [index - 1, index + 1].some((other) => valueAt(cell.with(axis, other)) < valueAt(cell)));
  const tops = cells.filter((cell) => valueAt(cell) < Infinity && !beaten(cell));
  return tops.sort((a, b) => valueAt(a) - valueAt(b)).slice(0, MAX_STARTS).map(pointOf);
}

/** A model on a series, ready to be searched: `evaluate` maps a point of the open space to the deviance. */
export class Search {
  readonly work: Workspace;
  private readonly x: FreeState;
  private best = Infinity;
  private readonly bestX: FreeState;
  point: readonly number[] = [];
  starts: number[][] = [];

  constructor(readonly spec: EtsSpec, y: Float64Array) {
    this.work = openWorkspace(spec, y);
    this.x = spec.season === "M" ? productStart(this.work) : new Float64Array(this.work.p);
    this.bestX = Float64Array.from(this.x);
  }

  /** Deviance at the best initial state; Infinity outside the admissible space. */
  evaluate(u: readonly number[], precision: Precision = SEARCH): number {
    const parameters = parametersAt(this.spec, u);
    if (!isAdmissible(this.spec, parameters)) return Infinity;
    const solve = this.spec.season === "M" ? bestProductState : bestLinearState;
    const value = solve(this.work, parameters, this.x, precision);
    if (value < this.best) {
      this.best = value;
      this.bestX.set(this.x);
      this.point = u;
    } else if (!(value < Infinity)) this.x.set(this.bestX);
    return value;
  }

  /** One Nelder–Mead run from the best point so far. */
  run(step: number, tolerance: number, xTolerance: number, from = this.point): void {
    if (this.point.length) nelderMead((u) => this.evaluate(u), from, {step, tolerance, xTolerance, maxEvaluations: 150 * this.point.length});
  }

  /** A coarse run from the next starting point. */
  climb(): void {
    const start = this.starts.shift();
    if (start) this.run(0.25, 1e-3, 5e-3, start);
  }

  /** The best found, its state solved to the end; null when nothing was possible. */
  solution(): Solution | null {
    if (!(this.best < Infinity)) return null;
    this.x.set(this.bestX);
    const deviance = this.evaluate(this.point, FINAL);
    const aicc = aiccOf(deviance, parameterCount(this.spec), this.work.count);
    return {spec: this.spec, parameters: parametersAt(this.spec, this.point), state: expandState(this.work, this.x), deviance, aicc};
  }
}

/** First part of a search: a grid of starting points and one run from the best. The other hills are left in `starts`. */
export function beginSearch(spec: EtsSpec, y: Float64Array): Search {
  const search = new Search(spec, y);
  search.starts = startingPoints(spec, (u) => search.evaluate(u, GLANCE));
  search.climb();
  return search;
}

/** Second part: the other hills, then one restart from the best with a fresh simplex. */
export function finishSearch(search: Search): Solution | null {
  while (search.starts.length) search.climb();
  search.run(0.1, 1e-5, 5e-4);
  return search.solution();
}
