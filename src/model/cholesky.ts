/** Small symmetric systems (normal equations). */

/**
 * Solves A·x = b for a symmetric positive definite A (`size` × `size`, row by row; the lower triangle is read and
 * overwritten). Rows are scaled to unit diagonal first, and a pivot that vanishes (a direction the data say nothing
 * about) gets 0. `b` becomes x.
 */
export function solveSymmetric(a: Float64Array, b: Float64Array, size: number): void {
  const scale = new Float64Array(size);
  for (let i = 0; i < size; i++) scale[i] = a[i * size + i] > 0 ? 1 / Math.sqrt(a[i * size + i]) : 0;
  for (let i = 0; i < size; i++) {
    const row = i * size;
    for (let j = 0; j <= i; j++) a[row + j] *= scale[i] * scale[j];
    for (let j = 0; j <= i; j++) {
      let sum = a[row + j];
      for (let k = 0; k < j; k++) sum -= a[row + k] * a[j * size + k];
      if (j < i) a[row + j] = a[j * size + j] > 0 ? sum / a[j * size + j] : 0;
      else a[row + i] = sum > 1e-13 ? Math.sqrt(sum) : 0;
    }
  }
  for (let i = 0; i < size; i++) {
    let sum = b[i] * scale[i];
    for (let k = 0; k < i; k++) sum -= a[i * size + k] * b[k];
    b[i] = a[i * size + i] > 0 ? sum / a[i * size + i] : 0;
  }
  for (let i = size - 1; i >= 0; i--) {
    let sum = b[i];
    for (let k = i + 1; k < size; k++) sum -= a[k * size + i] * b[k];
    b[i] = a[i * size + i] > 0 ? sum / a[i * size + i] : 0;
  }
  for (let i = 0; i < size; i++) b[i] *= scale[i];
}
