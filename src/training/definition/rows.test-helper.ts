/** Numbers in float64, row by row: what the definitions of all backbones are written with. */

/** [rows][width] */
export type Rows = number[][];

/** A batch in training. */
export interface DefinedBatch {
  /** [rows][fields] ids within each field's own table, each with its weight. */
  values: { id: number; weight: number }[][][];
  /** [rows][dense fields] */
  dense: Rows;
  domains: number[];
  labels: number[];
  /** [rows] in the loss, which is their weighted sum. */
  weights: number[];
}

/** Values of a parameter by name, row-major. */
export type Parameter = (name: string) => Float64Array;

export const relu = (x: Rows): Rows => x.map((row) => row.map((value) => Math.max(0, value)));

/** [rows][a + b] */
export const sideBySide = (a: Rows, b: Rows): Rows => a.map((row, i) => [...row, ...(b[i] as number[])]);

export const sigmoid = (value: number): number => 1 / (1 + Math.exp(-value));

export function softmax(row: number[]): number[] {
  const powers = row.map(Math.exp);
  const total = powers.reduce((a, b) => a + b, 0);
  return powers.map((power) => power / total);
}

/** The sum of the experts' outputs, weighted by the softmax of each row's gates. */
export function mixed(gates: Rows, experts: Rows[]): Rows {
  return gates.map((row, i) => {
    const shares = softmax(row);
    return range(experts[0]?.[0]?.length ?? 0).map((j) =>
      experts.reduce((sum, expert, n) => sum + (shares[n] as number) * ((expert[i] as number[])[j] as number), 0),
    );
  });
}

/** Normalises the rows of `x` by the statistics of those at `of`; `x` holds a row for each row of the batch. */
export function standardised(x: Rows, of: number[], unbiased: boolean, eps = 1e-5): Rows {
  const width = x[of[0] as number]?.length ?? 0;
  const statistics = range(width).map((j) => {
    const column = of.map((i) => (x[i] as number[])[j] as number);
    const mean = column.reduce((a, b) => a + b, 0) / column.length;
    const square = column.reduce((a, b) => a + (b - mean) ** 2, 0);
    return { mean, deviation: Math.sqrt(square / (column.length - Number(unbiased)) + eps) };
  });
  return x.map((row) => row.map((value, j) => (value - (statistics[j]?.mean ?? 0)) / (statistics[j]?.deviation ?? 1)));
}

/** Makes what belongs to something, such as a set of rows, when it is first asked for. */
export function eachOnce<K, V>(make: (of: K) => V): (of: K) => V {
  const made = new Map<K, V>();
  return (of) => {
    const known = made.get(of) ?? make(of);
    made.set(of, known);
    return known;
  };
}

export const range = eachOnce((n: number): readonly number[] => Array.from({ length: n }, (_, i) => i));

export function product(a: Rows, b: Rows): Rows {
  return a.map((row) => range(b[0]?.length ?? 0).map((j) => row.reduce((sum, value, i) => sum + value * (b[i]?.[j] as number), 0)));
}
