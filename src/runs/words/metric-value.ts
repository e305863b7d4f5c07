import type { Metrics } from '../../protocol/result';
import type { MetricName } from './names';

/** One of the metrics of some rows; null or undefined where there is none. */
export const metricIn = (metrics: Metrics | undefined, metric: MetricName): number | null | undefined =>
  metric === 'userAuc' ? metrics?.perUser?.auc : metrics?.[metric];
