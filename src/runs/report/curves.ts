import { CURVES_COLUMNS } from '../../config/own-files';
import type { Metrics } from '../../protocol/result';
import { modelOf, type RunRecord, variantsOf } from '../record';
import { knowsUsers } from '../words/names';

/**
 * The epochs of a run's models as one table: a line for all validation rows of each epoch, and one for each domain. The AUC per user
 * stands in it where the run has one.
 *
 * @returns losses in nats; null where a part's rows hold one class only, or none of its users has rows of both
 */
export function curvesTable(run: RunRecord): { columns: string[]; rows: (string | number | null)[][] } {
  const ofUsers = knowsUsers(run);
  const metrics = ({ rows, auc, logLoss, perUser }: Metrics) => [rows, auc, logLoss, ...(ofUsers ? [perUser?.auc ?? null] : [])];
  return {
    columns: [...CURVES_COLUMNS, ...(ofUsers ? ['val_auc_per_user'] : [])],
    rows: variantsOf(run).flatMap((variant) =>
      modelOf(run, variant).epochs.flatMap(({ epoch, seconds, trainLoss, val }) => [
        [variant, epoch, seconds, trainLoss, 'all', '', ...metrics(val)],
        ...val.domains.map((domain) => [variant, epoch, seconds, trainLoss, 'domain', domain.name, ...metrics(domain)]),
      ]),
    ),
  };
}
