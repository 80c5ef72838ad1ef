/** Minimum of a function of a few variables without derivatives (Nelder & Mead 1965, "A simplex method for function minimization"). */

export interface NelderMeadOptions {
  /** Edge of the first simplex along each axis. */
  step?: number;
  /** Ends when the values over the simplex differ by less than this and its points by less than `xTolerance`. */
  tolerance?: number;
  xTolerance?: number;
  maxEvaluations?: number;
}

export interface Minimum {
  x: number[];
  value: number;
  evaluations: number;
}

interface Vertex {
  x: number[];
  value: number;
}

/** Point on the line from `worst` through `centre`: t = 1 is the centre, 2 the reflection. */
const along = (worst: readonly number[], centre: readonly number[], t: number): number[] => centre.map((c, i) => worst[i] + t * (c - worst[i]));

function centreOf(vertices: readonly Vertex[]): number[] {
  return vertices[0].x.map((_, i) => vertices.reduce((sum, vertex) => sum + vertex.x[i], 0) / vertices.length);
}

/** Largest coordinate distance of a vertex from the best one. */
const spread = (simplex: readonly Vertex[]): number => Math.max(...simplex.map(({x}) => Math.max(...x.map((v, i) => Math.abs(v - simplex[0].x[i])))));

/** One step: reflect, expand, contract or shrink. `simplex` is sorted by value and stays so afterwards. */
function improve(simplex: Vertex[], evaluate: (x: number[]) => Vertex): void {
  const worst = simplex[simplex.length - 1];
  const centre = centreOf(simplex.slice(0, -1));
  const reflected = evaluate(along(worst.x, centre, 2));
  let next = reflected;
  if (reflected.value < simplex[0].value) {
    const expanded = evaluate(along(worst.x, centre, 3));
    if (expanded.value < reflected.value) next = expanded;
  } else if (!(reflected.value < simplex[simplex.length - 2].value)) {
    next = evaluate(along(worst.x, centre, reflected.value < worst.value ? 1.5 : 0.5));
    if (!(next.value < Math.min(reflected.value, worst.value))) {
      for (let i = 1; i < simplex.length; i++) simplex[i] = evaluate(along(simplex[i].x, simplex[0].x, 0.5));
      simplex.sort((a, b) => a.value - b.value);
      return;
    }
  }
  simplex[simplex.length - 1] = next;
  simplex.sort((a, b) => a.value - b.value);
}

/**
 * Smallest value found from `start`. `objective` may return Infinity (or NaN) where it is not defined, not at the start
 * though. Local: call it again from the result ("restart") to leave a collapsed simplex.
 */
export function nelderMead(objective: (x: readonly number[]) => number, start: readonly number[], options: NelderMeadOptions = {}): Minimum {
  const {step = 0.2, tolerance = 1e-8, xTolerance = 1e-6, maxEvaluations = 400 * start.length} = options;
  let evaluations = 0;
  const evaluate = (x: number[]): Vertex => {
    evaluations += 1;
    const value = objective(x);
    return {x, value: Number.isNaN(value) ? Infinity : value};
  };
  const simplex = [evaluate([...start]), ...start.map((_, i) => evaluate(start.map((v, j) => (i === j ? v + step : v))))];
  simplex.sort((a, b) => a.value - b.value);
  while (evaluations < maxEvaluations) {
    if (simplex[simplex.length - 1].value - simplex[0].value < tolerance && spread(simplex) < xTolerance) break;
    improve(simplex, evaluate);
  }
  return {x: simplex[0].x, value: simplex[0].value, evaluations};
}
