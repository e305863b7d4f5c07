import { allFinite } from '../../lib/all-finite';
import { auc } from '../../measures/classification/auc';
import { aucByUser, meanUserAuc } from '../../measures/classification/user-auc';
import type { DomainMetrics, Evaluation, Metrics } from '../../protocol/result';

/** Probabilities are kept this far from 0 and 1, as scikit-learn's `log_loss` does. */
const CLIP = Number.EPSILON;

/** Mean negative log-likelihood, nats; null without rows, or where a prediction is not a finite number. @param probabilities [n] in 0..1 */
export function logLoss(probabilities: ArrayLike<number>, labels: ArrayLike<number>): number | null {
  const n = probabilities.length;
  if (n === 0 || !allFinite(probabilities)) return null;
  let sum = 0;
  for (let i = 0; i < n; i++) {
    const p = Math.min(1 - CLIP, Math.max(CLIP, probabilities[i] as number));
    sum -= labels[i] === 1 ? Math.log(p) : Math.log(1 - p);
  }
  return sum / n;
}

/** What is measured of some rows. */
interface Rows {
  probabilities: ArrayLike<number>;
  labels: ArrayLike<number>;
  /** Whose each row is, where that is known. */
  users?: ArrayLike<number> | undefined;
  /** Of predictions that are not finite. */
  cause?: string | undefined;
}

/**
 * AUC and LogLoss of all rows and of each domain.
 *
 * @param domainIds [n] index into `names`
 * @param cause of predictions that are not finite: a sentence without a full stop
 * @param users [n] whose each row is, from 0 on, or -1; left out, there is no AUC per user
 */
export function evaluate(
  probabilities: ArrayLike<number>,
  labels: ArrayLike<number>,
  domainIds: ArrayLike<number>,
  names: readonly string[],
  users?: ArrayLike<number>,
  cause?: string,
): Evaluation {
  const domains: DomainMetrics[] = names.map((name, d) => {
    const rows: number[] = [];
    for (let i = 0; i < domainIds.length; i++) if (domainIds[i] === d) rows.push(i);
    return { name, ...metrics({ probabilities: pick(probabilities, rows), labels: pick(labels, rows), users: users && pick(users, rows), cause }) };
  });
  return { ...metrics({ probabilities, labels, users, cause }), domains };
}

function metrics({ probabilities, labels, users, cause }: Rows): Metrics {
  const rows = probabilities.length;
  const area = auc(probabilities, labels);
  const result = {
    rows,
    auc: area,
    logLoss: logLoss(probabilities, labels),
    ...(users && { perUser: meanUserAuc(aucByUser(probabilities, labels, users)) }),
  };
  if (area !== null) return result;
  const lost = Array.from(probabilities).filter((value) => !Number.isFinite(value)).length;
  if (lost > 0)
    return {
      ...result,
      reason: `${lost} of ${rows} predictions are not finite numbers, so nothing can be measured.${cause === undefined ? '' : ` ${cause}.`}`,
    };
  const kind = rows === 0 ? 'There are no rows' : labels[0] === 1 ? 'All rows are positive' : 'All rows are negative';
  return { ...result, reason: `${kind}, so there is no AUC.` };
}

const pick = (values: ArrayLike<number>, rows: number[]) => Float64Array.from(rows, (i) => values[i] as number);
