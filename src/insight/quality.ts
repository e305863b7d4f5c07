import { reliability } from '../measures/calibration';
import { aucInterval, rocComponents } from '../measures/roc';
import { logLoss } from '../training/metrics';
import { sliceRows } from './slices';
import { overBatches, type Pace, type Subject } from './subject';
import type { Calibration, Slice } from './types';

/** Bins of a reliability curve, and the rows that each must have for its click rate to say anything. */
const MOST_BINS = 10;
const ROWS_PER_BIN = 20;

/** What the model predicts for the test rows: [n], in the order of the split. */
export async function predictTest({ batcher, data, learner }: Subject, pace: Pace): Promise<Float32Array> {
  const { test } = data.split;
  const predictions = new Float32Array(test.length);
  await overBatches(batcher, test, pace, async (batch, start) => {
    const predicted = learner.predict(batch);
    predictions.set((await predicted.data()).subarray(0, batch.count) as Float32Array, start);
    predicted.dispose();
    pace.onProgress?.(start + batch.count, test.length);
  });
  return predictions;
}

/** Reliability of all test rows, then of each domain's; of fewer than 40 rows there is none. @param predictions of `predictTest` */
export function calibrate(predictions: Float32Array, { data }: Subject): Calibration[] {
  const { test } = data.split;
  const all = Array.from(test.keys());
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
  return [
    of('All rows', all),
    ...data.domains.map(({ name }, d) =>
      of(
        name,
        all.filter((i) => data.domainIds[test[i] as number] === d),
        d,
      ),
    ),
  ];
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
    return {
      name,
      rows: rows.length,
      positives: labels.reduce((sum, label) => sum + label, 0),
      auc: components && aucInterval(components),
      logLoss: logLoss(scores, labels),
    };
  });
}
