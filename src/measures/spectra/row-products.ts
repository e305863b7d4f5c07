/**
 * Inner products of every row of `a` [m, size] with every row of `b` [n, size], row-major: a times b transposed.
 *
 * @returns [m, n]
 */
export function rowProducts(a: Float64Array, m: number, b: Float64Array, n: number, size: number): Float64Array {
  const out = new Float64Array(m * n);
  const inFours = n - (n % 4);
  for (let j = 0; j < inFours; j += 4) fourColumns(a, m, b, j, size, out, n);
  for (let j = inFours; j < n; j++) oneColumn(a, m, b, j, size, out, n);
  return out;
}

/** Inner products of the rows of `a` [n, size] with one another: exactly symmetric. @returns [n, n] */
export function gramMatrix(a: Float64Array, n: number, size: number): Float64Array {
  const out = new Float64Array(n * n);
  const inFours = n - (n % 4);
  for (let j = 0; j < inFours; j += 4) fourColumns(a, j + 4, a, j, size, out, n);
  for (let j = inFours; j < n; j++) oneColumn(a, j + 1, a, j, size, out, n);
  for (let i = 0; i < n; i++) for (let j = 0; j < i; j++) out[i * n + j] = out[j * n + i] as number;
  return out;
}

/**
 * Columns j..j+3 of the first `m` rows of `out`. Four sums that do not wait for one another keep the adder busy, and
 * each value of `a` is read once for the four. Every sum runs in the order of the columns, here and below, so that
 * equal rows give equal products to the last bit.
 */
function fourColumns(a: Float64Array, m: number, b: Float64Array, j: number, size: number, out: Float64Array, stride: number): void {
  const b0 = j * size;
  const b1 = b0 + size;
  const b2 = b1 + size;
  const b3 = b2 + size;
  for (let i = 0; i < m; i++) {
    const from = i * size;
    let s0 = 0;
    let s1 = 0;
    let s2 = 0;
    let s3 = 0;
    for (let l = 0; l < size; l++) {
      const value = a[from + l] as number;
      s0 += value * (b[b0 + l] as number);
      s1 += value * (b[b1 + l] as number);
      s2 += value * (b[b2 + l] as number);
      s3 += value * (b[b3 + l] as number);
    }
    const at = i * stride + j;
    out[at] = s0;
    out[at + 1] = s1;
    out[at + 2] = s2;
    out[at + 3] = s3;
  }
}

function oneColumn(a: Float64Array, m: number, b: Float64Array, j: number, size: number, out: Float64Array, stride: number): void {
  for (let i = 0; i < m; i++) {
    let sum = 0;
    for (let l = 0; l < size; l++) sum += (a[i * size + l] as number) * (b[j * size + l] as number);
    out[i * stride + j] = sum;
  }
}
