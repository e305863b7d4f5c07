import type { EncodedData } from '../data/types';
import type { Inside } from '../model/context';
import type { MadeBatch } from '../training/rows/batch';
import { overBatches, type Pace, type Subject } from './subject';

/**
 * What the model predicts for the test rows: [n], in the order of the split.
 *
 * @param insideOf how the adapters of a batch are changed; left out: not at all
 * @param order places in the split, in the order in which batches are made of them; left out: that of evaluation
 */
export async function predictTest(
  { batcher, data, learner, apart }: Pick<Subject, 'batcher' | 'data' | 'learner' | 'apart'>,
  pace: Pace,
  insideOf: (batch: MadeBatch, positions: Int32Array) => Inside = () => ({}),
  order?: Int32Array,
): Promise<Float32Array> {
  const { test } = data.split;
  if (apart) return predictApart(data, apart, pace);
  const places = order ?? Int32Array.from(test.keys());
  const predictions = new Float32Array(test.length);
  const positions = places.map((place) => test[place] as number);
  await overBatches(batcher, positions, pace, async (batch, start, rows) => {
    const predicted = learner.predict(batch, insideOf(batch, rows));
    const values = (await predicted.data()) as Float32Array;
    for (let i = 0; i < batch.count; i++) predictions[places[start + i] as number] = values[i] as number;
    predicted.dispose();
  });
  return predictions;
}

async function predictApart(data: EncodedData, apart: NonNullable<Subject['apart']>, pace: Pace): Promise<Float32Array> {
  const predictions = new Float32Array(data.split.test.length);
  for (const [d, places] of placesByDomain(data, data.split.test).entries()) {
    const own = await predictTest(apart(d), pace);
    for (const [i, place] of places.entries()) predictions[place] = own[i] as number;
  }
  return predictions;
}

/** Places in `positions` of each domain's rows. */
export function placesByDomain({ domains, domainIds }: Pick<EncodedData, 'domains' | 'domainIds'>, positions: Int32Array): number[][] {
  const byDomain: number[][] = domains.map(() => []);
  for (const [place, position] of positions.entries()) (byDomain[domainIds[position] as number] as number[]).push(place);
  return byDomain;
}
