import { useState } from 'react';
import { METRIC_NAMES } from '../../runs/experiment/answer';
import type { Metric } from '../../runs/experiment/outcome';
import type { Difference, ExperimentTable, MetricTable, TableRow } from '../../runs/experiment/table';

/** Contestants that have differences. */
export const comparedIn = ({ tables, reference }: ExperimentTable): string[] =>
  (tables[0]?.rows ?? [])
    .filter(({ contestant, cells }) => contestant !== reference && cells.some(({ difference }) => difference))
    .map(({ contestant }) => contestant);

/** The difference that was asked for: of the mean over the domains, or, where there is none, of all rows. */
export const mainDifference = ({ cells }: TableRow): Difference | undefined => cells.find(({ difference }) => difference)?.difference;

/** Its metric's name, `mean AUC over the domains` or `AUC`. */
export function mainName({ columns }: ExperimentTable, metric: Metric): string {
  return columns[0]?.of === 'mean' ? `mean ${METRIC_NAMES[metric]} over the domains` : METRIC_NAMES[metric];
}

/** Which contestant and which metric a figure is about. */
export function useCompared(table: ExperimentTable) {
  const [contestant, setContestant] = useState<string>();
  const [metric, setMetric] = useState<Metric>();
  const names = comparedIn(table);
  const name = contestant !== undefined && names.includes(contestant) ? contestant : (names[0] ?? '');
  const metricTable = table.tables.find((each) => each.metric === metric) ?? (table.tables[0] as MetricTable);
  return {
    name,
    row: metricTable.rows.find((row) => row.contestant === name),
    metric: metricTable.metric,
    contestants: { label: 'Contestant', value: name, options: names.map((value) => ({ value, text: value })), onChange: setContestant },
    metrics: {
      label: 'Metric',
      value: metricTable.metric,
      options: table.tables.map((each) => ({ value: each.metric, text: METRIC_NAMES[each.metric] })),
      onChange: setMetric,
    },
  };
}
