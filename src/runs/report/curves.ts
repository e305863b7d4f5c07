import { CURVES_COLUMNS } from '../../config/own-files';
import { modelOf, type RunRecord, variantsOf } from '../record';

/**
 * The epochs of a run's models as one table: a line for all validation rows of each epoch, and one for each domain.
 *
 * @returns losses in nats; null where a part's rows hold one class only
 */
export function curvesTable(run: RunRecord): { columns: string[]; rows: (string | number | null)[][] } {
  return {
    columns: [...CURVES_COLUMNS],
    rows: variantsOf(run).flatMap((variant) =>
      modelOf(run, variant).epochs.flatMap(({ epoch, seconds, trainLoss, val }) => [
        [variant, epoch, seconds, trainLoss, 'all', '', val.rows, val.auc, val.logLoss],
        ...val.domains.map(({ name, rows, auc, logLoss }) => [variant, epoch, seconds, trainLoss, 'domain', name, rows, auc, logLoss]),
      ]),
    ),
  };
}
