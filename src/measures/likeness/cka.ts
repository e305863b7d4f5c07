/**
 * How alike two representations of the same rows are, whatever their widths: linear centred kernel alignment
 * (Kornblith and others, ICML 2019). Turning, mirroring or scaling a representation as a whole changes nothing. Few
 * rows of many columns look alike by chance: this is the biased form, meant for more rows than columns.
 *
 * @param gramX [n, n] centred
 * @param gramY [n, n] centred
 * @returns 0..1, or null where either is zero: rows that do not differ are like nothing
 */
export function linearCka(gramX: Float64Array, gramY: Float64Array): number | null {
  let both = 0;
  let x = 0;
  let y = 0;
  for (let i = 0; i < gramX.length; i++) {
    const [k, l] = [gramX[i] as number, gramY[i] as number];
    both += k * l;
    x += k * k;
    y += l * l;
  }
  if (x === 0 || y === 0) return null;
  // <K, L> of two positive semi-definite matrices is in 0..1 but for rounding.
  return Math.min(1, Math.max(0, both / Math.sqrt(x * y)));
}
