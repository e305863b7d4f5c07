import { adapterKindOf } from '../../config/adapter-kinds';
import { modelOf, type RunRecord, variantsOf } from '../record';

/** `userAuc` is the AUC within each user's rows, its mean over users. */
export type MetricName = 'auc' | 'logLoss' | 'userAuc';

/** What a metric is called, and the same with its unit. */
export const METRICS: Record<MetricName, { name: string; unit: string }> = {
  auc: { name: 'AUC', unit: 'AUC' },
  logLoss: { name: 'LogLoss', unit: 'LogLoss, nats' },
  userAuc: { name: 'AUC per user', unit: 'AUC per user' },
};

/** The metrics that a run has: the AUC per user where its settings name a column of the users. Runs that were stored before it lack it. */
export function metricsOf(run: RunRecord): MetricName[] {
  const measured = modelOf(run, 'model').test ?? run.epochs.at(-1)?.val;
  return run.config.data.group && (!measured || measured.perUser) ? ['auc', 'logLoss', 'userAuc'] : ['auc', 'logLoss'];
}

/** Whether it has the AUC per user. */
export const knowsUsers = (run: RunRecord): boolean => metricsOf(run).includes('userAuc');

/** What the configured model of a run is called; without adapters it is its backbone. */
export function modelName({ config: { model } }: Pick<RunRecord, 'config'>): 'HAMUR' | 'adapter' | 'backbone' {
  if (model.adapters.length === 0) return 'backbone';
  return adapterKindOf(model) === 'hamur' ? 'HAMUR' : 'adapter';
}

/** The same within a sentence. */
export function modelPhrase(run: Pick<RunRecord, 'config'>): string {
  const name = modelName(run);
  return name === 'HAMUR' ? name : `the ${name}`;
}

/** Whether the backbone alone is trained beside it. */
export const hasBaseline = (run: RunRecord): boolean => variantsOf(run).includes('baseline');

export const BASELINE = 'backbone alone';
