/** Some rows of a table with a label, in two halves: rates are counted on one and measured on the other. */
export interface LabelledSample {
  rows: Int32Array;
  /** [rows] 0 or 1 */
  labels: Uint8Array;
  /** [rows] 1: of the half that is measured on */
  held: Uint8Array;
}

/** Rows of each of a column's texts: [2 × values], the negative ones at 2 × code, the positive ones behind them. */
export interface CountsByCode {
  fit: Int32Array;
  held: Int32Array;
}

/** @param missing [values] 1: the text says that there is no value. All of these are one value, as for the model: the first of them. */
export function countByCode(codes: ArrayLike<number>, missing: Uint8Array, { rows, labels, held }: LabelledSample): CountsByCode {
  const [size, none] = [2 * missing.length, missing.indexOf(1)];
  const counts = { fit: new Int32Array(size), held: new Int32Array(size) };
  for (let i = 0; i < rows.length; i++) {
    const half = held[i] ? counts.held : counts.fit;
    const code = codes[rows[i] as number] as number;
    const at = 2 * (missing[code] ? none : code) + (labels[i] as number);
    half[at] = (half[at] as number) + 1;
  }
  return counts;
}

/** A rate of few rows is drawn to that of all, as if by so many rows more. */
const PRIOR = 1;

/**
 * How well a column's values alone order the held-out rows: each row scores the rate of positives among the other half's rows of its
 * value; a value that half lacks scores the rate of all.
 *
 * @returns the AUC; NaN where the held-out rows have one class only
 */
export function aucByRates({ fit, held }: CountsByCode): number {
  const [negatives, positives] = sums(fit);
  const all = (positives as number) / Math.max(1, (negatives as number) + (positives as number));
  return aucOf(held, (code) => {
    const [no, yes] = [fit[2 * code] as number, fit[2 * code + 1] as number];
    return (yes + PRIOR * all) / (no + yes + PRIOR);
  });
}

/**
 * How well a column's numbers order the held-out rows, upwards or downwards; rows without a number are not counted.
 *
 * @returns the AUC; NaN where most rows have no number, or those that have one are of one class
 */
export function aucByNumber({ held }: CountsByCode, numbers: Float64Array): number {
  let [present, all] = [0, 0];
  for (let i = 0; i < held.length; i++) {
    all += held[i] as number;
    if (!Number.isNaN(numbers[i >> 1] as number)) present += held[i] as number;
  }
  if (present < all / 2) return Number.NaN;
  const auc = aucOf(held, (code) => numbers[code] as number);
  return Math.max(auc, 1 - auc);
}

/** @param scoreOf NaN: the rows of this code do not count */
function aucOf(counts: Int32Array, scoreOf: (code: number) => number): number {
  const codes: number[] = [];
  const scores = new Float64Array(counts.length / 2);
  for (let code = 0; code < scores.length; code++) {
    if ((counts[2 * code] as number) + (counts[2 * code + 1] as number) === 0) continue;
    scores[code] = scoreOf(code);
    if (!Number.isNaN(scores[code] as number)) codes.push(code);
  }
  codes.sort((a, b) => (scores[a] as number) - (scores[b] as number));
  let [below, ordered, positives] = [0, 0, 0];
  for (let i = 0; i < codes.length; ) {
    let [no, yes] = [0, 0];
    const score = scores[codes[i] as number];
    for (; i < codes.length && scores[codes[i] as number] === score; i++) {
      no += counts[2 * (codes[i] as number)] as number;
      yes += counts[2 * (codes[i] as number) + 1] as number;
    }
    // Ties count half.
    ordered += yes * (below + no / 2);
    below += no;
    positives += yes;
  }
  return positives === 0 || below === 0 ? Number.NaN : ordered / (positives * below);
}

/** Negative and positive rows. */
export function sums(counts: Int32Array): [negatives: number, positives: number] {
  let [no, yes] = [0, 0];
  for (let i = 0; i < counts.length; i += 2) {
    no += counts[i] as number;
    yes += counts[i + 1] as number;
  }
  return [no, yes];
}
