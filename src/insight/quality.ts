import { reliability } from '../measures/classification/calibration';
import { aucInterval, intervalIsSound, type RocComponents, rocComponents } from '../measures/classification/roc';
import { aucByUser, meanUserAuc } from '../measures/classification/user-auc';
import type { Calibration, Slice } from '../protocol/insight';
import { logLoss } from '../training/evaluation/metrics';
import { placesByDomain } from './predict-test';
import { sliceRows } from './slices';
import type { Subject } from './subject';

/** Bins of a reliability curve, and the rows that each must have for its click rate to say anything. */
const MOST_BINS = 10;
const ROWS_PER_BIN = 20;

/** Reliability of all test rows, then of each domain's; of fewer than 40 rows there is none. @param predictions of `predictTest` */
export function calibrate(predictions: Float32Array, { data }: Subject): Calibration[] {
  const { test } = data.split;
  const of = (name: string, rows: number[], domain?: number): Calibration => {
    const bins = Math.min(MOST_BINS, Math.floor(rows.length / ROWS_PER_BIN));
    return {
      name,
      ...(domain !== undefined && { domain }),
      rows: rows.length,
      // One bin would say no more than that the mean is right.
      ...(bins < 2
        ? { bins: [], ece: null }
        : reliability(
            rows.map((i) => predictions[i] as number),
            rows.map((i) => data.labels[test[i] as number] as number),
            bins,
          )),
    };
  };
  const places = placesByDomain(data, test);
  return [of('All rows', Array.from(test.keys())), ...data.domains.map(({ name }, d) => of(name, places[d] as number[], d))];
}

/**
 * Quality of the test rows, cut by a column's values or by how often the training rows have a field's value.
 *
 * @throws UserError where there is no such cut
 */
export function qualityBySlice(predictions: Float32Array, subject: Subject, cut: string): Slice[] {
  const { data } = subject;
  const { test } = data.split;
  return sliceRows(subject, cut).map(({ name, rows }) => {
    const scores = rows.map((i) => predictions[i] as number);
    const labels = rows.map((i) => data.labels[test[i] as number] as number);
    const components = rocComponents(scores, labels);
    const { userIds } = data;
    const users = userIds && rows.map((i) => userIds[test[i] as number] as number);
    return {
      name,
      rows: rows.length,
      positives: labels.reduce((sum, label) => sum + label, 0),
      auc: components && areaOf(components),
      ...(users && { perUser: meanUserAuc(aucByUser(scores, labels, users)) }),
      logLoss: logLoss(scores, labels),
    };
  });
}

function areaOf(components: RocComponents): Slice['auc'] {
  return intervalIsSound(components) ? aucInterval(components) : { auc: components.auc, low: null, high: null };
}
