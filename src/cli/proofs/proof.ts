import type { RunConfigInput } from '../../config/run-config';
import type { Evaluation } from '../../protocol/result';

/** What is kept of a run that proves something. */
export interface Proof {
  date: string;
  commit: string;
  engine: string;
  parameters: number;
  epochs: number;
  bestEpoch: number;
  rowsPerSecond: number;
  test: Evaluation;
  baseline?: Evaluation;
  bestPossible?: Evaluation;
}

/** A run that a table needs. */
export interface Run {
  /** Under which it stands in the record. */
  key: string;
  /** As the command line has it: a file or `demo:NAME`. */
  data: string;
  config: RunConfigInput;
  seed: number;
}

/** Runs, and the table of `docs/measurements.md` that they fill. */
export interface ProofTable {
  /** The table stands between `<!-- npm run verify: NAME -->` and `<!-- end -->`. */
  name: 'movielens' | 'demo';
  runs: Run[];
  /** @param proof of a run by its key, if it is on record @returns Markdown */
  table(proof: (key: string) => Proof | undefined): string;
}

/** Mean and sample standard deviation, as the field writes them: .7701±.0017. */
export function spread(each: number[]): string {
  const { mean, deviation } = moments(each);
  return each.length > 1 ? `${short(mean)}±${short(deviation)}` : short(mean);
}

export function moments(each: number[]): { mean: number; deviation: number } {
  const mean = each.reduce((a, b) => a + b, 0) / each.length;
  return { mean, deviation: Math.sqrt(each.reduce((sum, value) => sum + (value - mean) ** 2, 0) / Math.max(1, each.length - 1)) };
}

/** Four digits, no zero before the point. */
export function short(value: number): string {
  return value.toFixed(4).replace(/^(-?)0/, '$1');
}

/** With its sign. */
export function signed(value: number): string {
  return `${value < 0 ? '−' : '+'}${short(Math.abs(value))}`;
}

export function markdown(head: string[], rows: string[][]): string {
  return [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}
