import { type Metric, perUserScoresOf, scoresOf } from '../../../runs/experiment/outcome';
import { domainNames, type RunRecord } from '../../../runs/record';
import type { LineSeries } from '../../figure/lines/series';
import { onto } from '../../inside/rank/onto';
import { DOMAIN_COLOURS, domainColour, domainDash } from '../../theme/colours';

/** What a curve is of: the mean over domains, all rows, or one domain by name. */
export type OverlayOf = { of: 'mean' } | { of: 'all' } | { of: 'domain'; name: string };

/** A run among those that are compared. */
export interface ComparedRun {
  id: string;
  /** Tells it from the others. */
  name: string;
  run: RunRecord;
  /** Index of a colour of the domains' palette. */
  colour: number;
}

/** The colour that a person has given each, or the first that is free. */
export function coloursOf(marks: readonly (number | undefined)[]): number[] {
  const taken = new Set<number>();
  const own = marks.map((colour) => {
    if (colour === undefined || taken.has(colour)) return undefined;
    taken.add(colour);
    return colour;
  });
  let next = 0;
  return own.map((colour) => {
    if (colour !== undefined) return colour;
    while (taken.has(next) && next < DOMAIN_COLOURS) next++;
    taken.add(next);
    return next;
  });
}

/** Validation by epoch, a line for each run. */
export function overlayOf(runs: readonly ComparedRun[], metric: Metric, of: OverlayOf): { epochs: number[]; series: LineSeries[] } {
  const epochs = [...new Set(runs.flatMap(({ run }) => run.epochs.map(({ epoch }) => epoch)))].sort((a, b) => a - b);
  const series = runs.map(({ name, run, colour }) => ({
    name,
    colour: domainColour(colour),
    // Two that share a colour differ in their dash.
    dash: domainDash(colour),
    values: onto(
      epochs,
      run.epochs.map(({ epoch }) => epoch),
      valuesOf(run, metric, of),
    ),
  }));
  return { epochs, series };
}

function valuesOf(run: RunRecord, metric: Metric, of: OverlayOf): (number | null)[] {
  const best = run.data?.bestPossible;
  return run.epochs.map(({ val }) => {
    const { mean, all, byDomain } = metric === 'perUser' ? perUserScoresOf(val, best) : scoresOf(val, (metrics) => metrics[metric], best);
    return of.of === 'mean' ? mean : of.of === 'all' ? all : (byDomain[domainNames(run).indexOf(of.name)] ?? null);
  });
}

/** The metrics that some run has. */
export const overlayMetrics = (runs: readonly ComparedRun[]): Metric[] => [
  'auc',
  'logLoss',
  ...(runs.some(({ run }) => run.epochs.some(({ val }) => val.perUser)) ? (['perUser'] as const) : []),
];

/** Of each line its best value and the epoch of it; undefined without any. */
export function bestOf(values: readonly (number | null)[], epochs: readonly number[], metric: Metric): { value: number; epoch: number } | undefined {
  let best: { value: number; epoch: number } | undefined;
  for (const [i, value] of values.entries()) {
    if (value !== null && (!best || (metric === 'logLoss' ? value < best.value : value > best.value))) best = { value, epoch: epochs[i] as number };
  }
  return best;
}
