import type { EncodedData } from '../../data/types';
import type { Evaluation } from '../../protocol/result';
import { farColumns } from '../far-columns';
import type { Batcher } from '../rows/batch';
import type { Learner } from '../step';
import { evaluate } from './metrics';

/**
 * Predicts rows in batches of the batcher's size, in the order given (in `reference` mode a prediction depends on the
 * rows that share its batch), and measures the predictions.
 *
 * @param pause awaited between batches, so that the worker stays responsive
 * @param see gets the predictions
 */
export async function evaluateModel(
  learner: Learner,
  batcher: Batcher,
  data: EncodedData,
  positions: Int32Array,
  pause: () => Promise<void>,
  see: (predicted: Float32Array) => void = () => {},
): Promise<Evaluation> {
  const predicted = await predictRows(learner, batcher, positions, pause);
  see(predicted);
  return evaluateRows(predicted, data, positions);
}

/** Click probabilities of the rows at `positions`, [n]; predicted as in `evaluateModel`. */
export async function predictRows(learner: Learner, batcher: Batcher, positions: Int32Array, pause: () => Promise<void>): Promise<Float32Array> {
  const probabilities = new Float32Array(positions.length);
  for (let start = 0; start < positions.length; start += batcher.size) {
    const batch = batcher.make(positions.subarray(start, start + batcher.size));
    const predicted = learner.predict(batch);
    probabilities.set((await predicted.data()).subarray(0, batch.count) as Float32Array, start);
    predicted.dispose();
    batch.dispose();
    await pause();
  }
  return probabilities;
}

/** Measures scores of the rows at `positions`: probabilities, or whatever orders the rows. Without `userIds` there is no AUC per user. */
export function evaluateRows(
  probabilities: ArrayLike<number>,
  data: Pick<EncodedData, 'labels' | 'domainIds' | 'domains' | 'userIds'> & Partial<Pick<EncodedData, 'dense'>>,
  positions: Int32Array,
): Evaluation {
  const pick = (values: ArrayLike<number>) => Int32Array.from(positions, (row) => values[row] as number);
  const lost = positions.filter((_, i) => !Number.isFinite(probabilities[i]));
  return evaluate(
    probabilities,
    pick(data.labels),
    pick(data.domainIds),
    data.domains.map(({ name }) => name),
    data.userIds && pick(data.userIds),
    lost.length > 0 ? farColumns({ dense: data.dense }, lost) : undefined,
  );
}

const best = new WeakMap<EncodedData, Evaluation | undefined>();

/**
 * The best possible metrics: those of the true probabilities of the test rows, where the data is synthetic. They are
 * computed once for each data set; later calls cost nothing.
 */
export function bestPossible(data: EncodedData): Evaluation | undefined {
  if (!best.has(data)) best.set(data, ofTrueLogits(data));
  return best.get(data);
}

function ofTrueLogits(data: EncodedData): Evaluation | undefined {
  const { trueLogits, split } = data;
  if (!trueLogits) return undefined;
  const probabilities = Float64Array.from(split.test, (row) => 1 / (1 + Math.exp(-(trueLogits[row] as number))));
  return evaluateRows(probabilities, data, split.test);
}
