import { numberText } from '../../lib/number-text';
import type { Metric } from '../../runs/experiment/outcome';
import type { ExperimentTable } from '../../runs/experiment/table';
import { mainDifference } from './compared';

/** What a model costs. */
export type CostName = 'parameters' | 'multiplyAdds' | 'secondsPerEpoch';

export const COSTS: Record<CostName, { name: string; about: string }> = {
  parameters: { name: 'parameters', about: 'trainable parameters' },
  multiplyAdds: { name: 'multiply-adds per row', about: 'multiply-adds to predict one row' },
  secondsPerEpoch: { name: 'seconds per epoch', about: 'seconds per epoch on this machine, training and validation' },
};

/** `92,006`, also of a mean over seeds whose vocabularies differ; `0.418`. */
export const costText = (cost: number): string =>
  cost >= 1000 || Number.isInteger(cost) ? Math.round(cost).toLocaleString('en') : numberText(Number(cost.toPrecision(3)));

export interface CostPoint {
  contestant: string;
  cost: number;
  /** Against the reference, whose own is 0. */
  gain: number;
  low: number | null;
  high: number | null;
  isReference: boolean;
}

/** A point for each contestant whose cost is known. @param multiplyAdds by contestant, where they were asked for */
export function costPoints(table: ExperimentTable, metric: Metric, cost: CostName, multiplyAdds: ReadonlyMap<string, number> = new Map()): CostPoint[] {
  const rows = table.tables.find((each) => each.metric === metric)?.rows ?? [];
  return rows.flatMap((row): CostPoint[] => {
    const known = table.costs.find(({ contestant }) => contestant === row.contestant);
    const value = cost === 'multiplyAdds' ? multiplyAdds.get(row.contestant) : known?.[cost];
    const isReference = row.contestant === table.reference;
    const difference = mainDifference(row);
    if (value === undefined || !(isReference || difference)) return [];
    return [
      {
        contestant: row.contestant,
        cost: value,
        gain: difference?.mean ?? 0,
        low: difference?.interval?.low ?? null,
        high: difference?.interval?.high ?? null,
        isReference,
      },
    ];
  });
}
