import { useState } from 'react';
import type { RunRecord } from '../../runs/record';
import { type MetricName, metricsOf } from '../../runs/words/names';

/** The metric that is chosen, and those that the run has: another run may lack the chosen one, and then shows its AUC. */
export function useMetric(run: RunRecord): { metric: MetricName; of: readonly MetricName[]; onChange: (metric: MetricName) => void } {
  const [chosen, onChange] = useState<MetricName>('auc');
  const of = metricsOf(run);
  return { metric: of.includes(chosen) ? chosen : 'auc', of, onChange };
}
