import { broadcastTo, gather, type Tensor3D, tensor1d, tensor3d, tidy } from '@tensorflow/tfjs-core';
import { type Random, randomStream } from '../config/random';
import { normalQuantile } from '../measures/normal';
import { aucDifference, aucInterval, meanComponents, type RocComponents, rocComponents } from '../measures/roc';
import type { Inside } from '../model/context';
import { matrixScale } from '../model/hyper-network';
import type { MadeBatch } from '../training/batch';
import { overBatches, type Pace, type Subject } from './subject';
import type { Ablation, AblationName, Change, DomainMean } from './types';

/** Times that H is shuffled; the AUC of their mean is what is reported. */
export const SHUFFLES = 5;

/**
 * Measures the test rows with the adapters changed, and says what follows of the change in AUC.
 *
 * `off`: without adapters. `own mean`: each row with its domain's mean H. `other mean`: with another domain's mean H, the
 * mean over all others. `within`: with the H of another row of its domain, drawn from its batch. `across`: of any row.
 * Intervals are DeLong's for the difference on the same rows; they do not know how a shuffle varies.
 *
 * @param means [D] mean H, as the adapters use it
 */
export async function ablate(subject: Subject, means: readonly DomainMean[], seed: number, pace: Pace): Promise<Ablation> {
  const { data, learner } = subject;
  const domains = data.domains.length;
  const withRows = means.flatMap(({ rows }, d) => (rows > 0 ? [d] : []));
  const total = 2 + withRows.length + 2 * SHUFFLES;
  let done = 0;
  const measure = async (insideOf: (batch: MadeBatch, rows: Int32Array) => Inside): Promise<(RocComponents | null)[]> => {
    const predictions = await predictTest(subject, insideOf, pace);
    pace.onProgress?.(++done, total);
    return byDomain(predictions, subject);
  };
  const scale = matrixScale(learner.model.config);

  const trained = await measure(() => ({}));
  const off = await measure(() => ({ adaptersOff: true }));
  /** [domain whose mean][domain of the rows] */
  const swapped = new Map<number, (RocComponents | null)[]>();
  for (const d of withRows) swapped.set(d, await measure(() => ({ replace: (output) => everywhere((means[d] as DomainMean).h, scale, output) })));
  const shuffled = async (name: string, keyOf: (domain: number) => number) => {
    const all: (RocComponents | null)[][] = [];
    for (let i = 0; i < SHUFFLES; i++) {
      const random = randomStream(seed, `ablation/${name}/${i}`);
      all.push(await measure((batch, rows) => ({ replace: shuffle(batch, rows, subject, keyOf, random) })));
    }
    return data.domains.map((_, d) => averaged(all.map((each) => each[d] ?? null)));
  };
  const within = await shuffled('within', (domain) => domain);
  const across = await shuffled('across', () => 0);

  const condition = (name: AblationName, measured: (RocComponents | null)[]) => {
    const changes = measured.map((each, d) => changeOf(each, trained[d] ?? null));
    return { name, byDomain: changes, mean: meanChange(changes) };
  };
  const ownMean = data.domains.map((_, d) => swapped.get(d)?.[d] ?? null);
  const otherMean = data.domains.map((_, d) => averaged(withRows.filter((other) => other !== d).map((other) => swapped.get(other)?.[d] ?? null)));
  const conditions = [
    condition('off', off),
    condition('own mean', ownMean),
    ...(domains > 1 ? [condition('other mean', otherMean)] : []),
    condition('within', within),
    ...(domains > 1 ? [condition('across', across)] : []),
  ];
  return {
    rows: data.domains.map((_, d) => data.split.test.reduce((sum, position) => sum + Number(data.domainIds[position] === d), 0)),
    trained: trained.map((each) => each && aucInterval(each)),
    conditions,
    swapped: data.domains.flatMap((_, own) =>
      data.domains.map((_, other) => changeOf(swapped.get(other)?.[own] ?? null, trained[own] ?? null)?.difference ?? null),
    ),
    verdict: verdictOf(conditions),
  };
}

/** What follows, from the changes in mean AUC whose intervals leave 0 out. */
export function verdictOf(conditions: Ablation['conditions']): Ablation['verdict'] {
  const change = (name: AblationName) => conditions.find((each) => each.name === name)?.mean;
  const falls = (name: AblationName) => (change(name)?.high ?? 0) < 0;
  const off = change('off');
  if (!off) return 'unknown';
  if (off.low > 0) return 'harmful';
  if (!falls('off')) return 'unused';
  if (falls('within')) return 'instance';
  return falls('other mean') || falls('across') ? 'domain' : 'constant';
}

async function predictTest({ batcher, data, learner }: Subject, insideOf: (batch: MadeBatch, rows: Int32Array) => Inside, pace: Pace): Promise<Float32Array> {
  const predictions = new Float32Array(data.split.test.length);
  await overBatches(batcher, data.split.test, pace, async (batch, start, rows) => {
    const predicted = learner.predictInside(batch, insideOf(batch, rows));
    predictions.set((await predicted.data()).subarray(0, batch.count) as Float32Array, start);
    predicted.dispose();
  });
  return predictions;
}

function byDomain(predictions: Float32Array, { data }: Subject): (RocComponents | null)[] {
  const { test } = data.split;
  return data.domains.map((_, d) => {
    const own = Array.from(test.keys()).filter((i) => data.domainIds[test[i] as number] === d);
    return rocComponents(
      own.map((i) => predictions[i] as number),
      own.map((i) => data.labels[test[i] as number] as number),
    );
  });
}

/** One H for every row, in the place of the hyper-network's output [1, B, k * k]. */
function everywhere(h: Float32Array, scale: number, output: Tensor3D): Tensor3D {
  return tidy(
    () =>
      broadcastTo(
        tensor3d(
          h.map((value) => value / scale),
          [1, 1, h.length],
        ),
        output.shape,
      ) as Tensor3D,
  );
}

/** Each row takes the H of a row of the same key; padding keeps its own. */
function shuffle(batch: MadeBatch, rows: Int32Array, { data }: Subject, keyOf: (domain: number) => number, random: Random): (output: Tensor3D) => Tensor3D {
  const keys = Array.from(rows, (position) => keyOf(data.domainIds[position] as number));
  const places = Array.from({ length: batch.count }, (_, i) => i);
  // Where a batch is sorted by domain, so are the keys: the places of a key are the same either way.
  if (batch.starts) keys.sort((a, b) => a - b);
  const taken = Int32Array.from({ length: batch.size }, (_, i) => i);
  for (const key of new Set(keys)) {
    const own = places.filter((i) => keys[i] === key);
    const order = own.slice();
    for (let i = order.length - 1; i > 0; i--) {
      const j = random.below(i + 1);
      [order[i], order[j]] = [order[j] as number, order[i] as number];
    }
    for (const [i, place] of own.entries()) taken[place] = order[i] as number;
  }
  return (output) => tidy(() => gather(output, tensor1d(taken, 'int32'), 1));
}

function averaged(list: (RocComponents | null)[]): RocComponents | null {
  const some = list.flatMap((each) => each ?? []);
  return some.length === list.length && some.length > 0 ? meanComponents(some) : null;
}

function changeOf(changed: RocComponents | null, trained: RocComponents | null): Change | null {
  if (!changed || !trained) return null;
  const { difference, low, high, standardError } = aucDifference(changed, trained);
  // With one row of a class there is no telling how sure the difference is.
  return standardError === null ? null : { difference, low, high, standardError };
}

/** Mean over the domains that have an AUC; their rows are independent of each other. */
function meanChange(changes: (Change | null)[]): Change | null {
  const some = changes.flatMap((each) => each ?? []);
  if (some.length === 0) return null;
  const difference = some.reduce((sum, each) => sum + each.difference, 0) / some.length;
  const standardError = Math.sqrt(some.reduce((sum, each) => sum + each.standardError ** 2, 0)) / some.length;
  const reach = normalQuantile(0.975) * standardError;
  return { difference, standardError, low: difference - reach, high: difference + reach };
}
