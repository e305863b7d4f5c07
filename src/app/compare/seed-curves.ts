import { mean } from '../../lib/mean';
import type { Metric } from '../../runs/experiment/outcome';
import type { CurvePoint, ExperimentRecord } from '../../runs/experiment/record';

/** Validation of one contestant: each seed's curve, and the mean of all of them. */
export interface SeedCurves {
  contestant: string;
  seeds: { seed: number; values: (number | null)[] }[];
  /** By epoch; none where a seed has ended: what is left would be a mean of other runs. */
  mean: (number | null)[];
}

/** @returns epochs that any run has, ascending, and the curves at these */
export function seedCurves({ contestants, jobs }: Pick<ExperimentRecord, 'contestants' | 'jobs'>, metric: Metric): { epochs: number[]; curves: SeedCurves[] } {
  const done = jobs.filter(({ state, curve }) => state === 'done' && curve && curve.length > 0);
  const epochs = [...new Set(done.flatMap(({ curve = [] }) => curve.map(({ epoch }) => epoch)))].sort((a, b) => a - b);
  const at = (curve: readonly CurvePoint[]) => {
    const byEpoch = new Map(curve.map((point) => [point.epoch, point[metric]]));
    return epochs.map((epoch) => byEpoch.get(epoch) ?? null);
  };
  const curves = contestants.flatMap(({ name }): SeedCurves[] => {
    const seeds = done.filter(({ contestant }) => contestant === name).map(({ seed, curve = [] }) => ({ seed, values: at(curve) }));
    if (seeds.length === 0) return [];
    const together = epochs.map((_, i) => {
      const values = seeds.map(({ values }) => values[i] ?? null);
      return values.includes(null) ? null : mean(values);
    });
    return [{ contestant: name, seeds, mean: together }];
  });
  return { epochs, curves };
}

/** Metrics whose curves some run has; older runs lack the AUC per user. */
export const curveMetrics = ({ jobs }: Pick<ExperimentRecord, 'jobs'>): Metric[] => [
  'auc',
  'logLoss',
  ...(jobs.some(({ curve }) => curve?.some(({ perUser }) => typeof perUser === 'number')) ? (['perUser'] as const) : []),
];
