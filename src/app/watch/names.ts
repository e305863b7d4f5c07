import { type RunRecord, variantsOf } from '../../runs/record';
import type { MetricName } from './series';

/** What a metric is called, and the same with its unit. */
export const METRICS: Record<MetricName, { name: string; unit: string }> = {
  auc: { name: 'AUC', unit: 'AUC' },
  logLoss: { name: 'LogLoss', unit: 'LogLoss, nats' },
};

/** What the configured model of a run is called; without adapters it is its backbone. */
export const modelName = ({ config }: RunRecord): string => (config.model.adapters.length > 0 ? 'HAMUR' : 'backbone');

/** Whether the backbone alone is trained beside it. */
export const hasBaseline = (run: RunRecord): boolean => variantsOf(run).includes('baseline');

export const BASELINE = 'backbone alone';
