import { signed } from '../../lib/numbers';
import type { RunRecord } from '../../runs/record';
import type { MetricName } from '../../runs/words/names';
import { noUsers } from '../../runs/words/per-user';
import { placesOf } from '../../runs/words/places';
import { changeOf, differenceError, differenceText, type ResultRow } from '../../runs/words/results';
import { NoValue } from '../parts/Table';
import styles from './watch.module.css';

/** The model less its backbone, with the interval or the reason why there is none. */
export function Difference({ run, row, metric, pending }: { run: RunRecord; row: ResultRow; metric: MetricName; pending: string }) {
  const { model, baseline } = row;
  if (!model || !baseline) return <NoValue sign="–" reason={pending} />;
  if (metric === 'logLoss') {
    const [ours, theirs] = [model.logLoss, baseline.logLoss];
    if (ours === null || theirs === null) return <NoValue reason={model.reason ?? baseline.reason} />;
    return signed(ours - theirs, placesOf(differenceError(run, row, metric)));
  }
  const said = differenceText(run, row, metric);
  if (!said) return <NoValue reason={metric === 'userAuc' ? noUsers(model) : (model.reason ?? baseline.reason)} />;
  return (
    <>
      {said.difference}{' '}
      {changeOf(row, metric) && said.interval ? (
        <span className={styles.interval}>({said.interval})</span>
      ) : (
        <span className={styles.interval}>
          <NoValue sign="(no interval)" reason={run.comparison ? FEW[metric] : 'recorded without an interval'} />
        </span>
      )}
    </>
  );
}

const FEW = {
  auc: 'fewer than ten rows of a class, too few for an interval',
  userAuc: 'fewer than 30 users with rows of both classes, too few for an interval',
};
