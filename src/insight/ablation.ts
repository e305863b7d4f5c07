import { broadcastTo, gather, type Tensor3D, tensor1d, tensor3d, tidy } from '@tensorflow/tfjs-core';
import { type Random, randomStream, shuffle } from '../lib/random';
import { intervalWidth } from '../measures/classification/normal';
import { aucDifference, intervalIsSound, meanComponents, type RocComponents, rocComponents } from '../measures/classification/roc';
import { matrixScale } from '../model/hyper-network';
import type { Ablation, AblationName, Change, DomainMean } from '../protocol/insight';
import type { MadeBatch } from '../training/batch';
import { placesByDomain, predictTest } from './predict-test';
import type { Pace, Subject } from './subject';

/** Times that H is shuffled; the AUC of their mean is what is reported. */
const SHUFFLES = 5;

type Measured = (RocComponents | null)[];

/**
 * Measures the test rows with the adapters changed, and says what follows of the change in AUC.
 *
 * `off`: without adapters. `own mean`: each row with its domain's mean H. `other mean`: with another domain's mean H, the
 * mean over all others. `within`: with the H of another row of its domain, from its batch. `across`: of any other row.
 * Intervals are DeLong's for the difference on the same rows; they do not know how a shuffle varies. Domains with too few
 * rows of a class for an interval have none, and no part in the mean.
 *
 * @param means [D] mean H, as the adapters use it
 * @param onPass told how many of how many passes over the test rows are done
 */
export async function ablate(
  subject: Subject,
  means: readonly DomainMean[],
  seed: number,
  pace: Pace,
  onPass: (done: number, total: number) => void,
): Promise<Ablation> {
  const { data, learner } = subject;
  const { test } = data.split;
  const places = placesByDomain(data, test);
  const withRows = means.flatMap(({ rows }, d) => (rows > 0 ? [d] : []));
  const several = data.domains.length > 1;
  const total = 2 + withRows.length + (several ? 2 : 1) * SHUFFLES;
  let done = 0;
  const measure = async (insideOf?: InsideOf, order?: Int32Array): Promise<Measured> => {
    const predictions = await predictTest(subject, pace, insideOf, order);
    onPass(++done, total);
    return places.map((own) =>
      rocComponents(
        own.map((i) => predictions[i] as number),
        own.map((i) => data.labels[test[i] as number] as number),
      ),
    );
  };
  const scale = matrixScale(learner.model.config);

  const trained = await measure();
  const off = await measure(() => ({ adaptersOff: true }));
  /** By the domain whose mean it is. */
  const swapped = new Map<number, Measured>();
  for (const d of withRows) swapped.set(d, await measure(() => ({ replace: (output) => everywhere((means[d] as DomainMean).h, scale, output) })));
  let alone = 0;
  const shuffled = async (name: string, keyOf: (domain: number) => number, order: (random: Random) => Int32Array) => {
    const all: Measured[] = [];
    for (let i = 0; i < SHUFFLES; i++) {
      const random = randomStream(seed, `ablation/${name}/${i}`);
      all.push(
        await measure(
          (batch, rows) => {
            const taken = takenFrom(batch, rows, subject, keyOf, random);
            alone += taken.alone;
            return { replace: (output) => tidy(() => gather(output, tensor1d(taken.from, 'int32'), 1)) };
          },
          reordered(subject) ? order(random) : undefined,
        ),
      );
    }
    return data.domains.map((_, d) => averaged(all.map((each) => each[d] ?? null)));
  };
  // Batches of one domain have another row for all but a lone one; for any other row they are mixed.
  const within = await shuffled(
    'within',
    (domain) => domain,
    (random) => Int32Array.from(places.flatMap((own) => shuffle(own.slice(), random))),
  );
  const aloneWithin = test.length > 0 ? alone / (SHUFFLES * test.length) : 0;
  const across = several
    ? await shuffled(
        'across',
        () => 0,
        (random) => shuffle(Int32Array.from(test.keys()), random),
      )
    : undefined;

  const condition = (name: AblationName, measured: Measured) => {
    const changes = measured.map((each, d) => changeOf(each, trained[d] ?? null));
    return { name, byDomain: changes, mean: meanChange(changes) };
  };
  const ownMean = data.domains.map((_, d) => swapped.get(d)?.[d] ?? null);
  const otherMean = data.domains.map((_, d) => averaged(withRows.filter((other) => other !== d).map((other) => swapped.get(other)?.[d] ?? null)));
  const conditions = [
    condition('off', off),
    condition('own mean', ownMean),
    ...(several ? [condition('other mean', otherMean)] : []),
    condition('within', within),
    ...(across ? [condition('across', across)] : []),
  ];
  return {
    rows: places.map((own) => own.length),
    trained: trained.map((each) => each?.auc ?? null),
    conditions,
    swapped: data.domains.flatMap((_, own) =>
      data.domains.map((_, other) => changeOf(swapped.get(other)?.[own] ?? null, trained[own] ?? null)?.difference ?? null),
    ),
    alone: aloneWithin,
    verdict: verdictOf(conditions, aloneWithin),
  };
}

type InsideOf = Parameters<typeof predictTest>[2];

/** Share of rows without another of their domain in their batch, above which `within` says nothing. */
const MOST_ALONE = 0.1;

/** What follows, from the changes in mean AUC whose intervals leave 0 out. @param alone of `Ablation` */
export function verdictOf(conditions: Ablation['conditions'], alone: number): Ablation['verdict'] {
  const change = (name: AblationName) => conditions.find((each) => each.name === name)?.mean;
  const falls = (name: AblationName) => (change(name)?.high ?? 0) < 0;
  const off = change('off');
  if (!off) return 'unknown';
  const [row, domain] = [falls('within'), falls('other mean') || falls('across')];
  if (off.low > 0) return 'harmful';
  if (!falls('off')) return row || domain ? 'leaned on' : 'unused';
  if (row) return 'instance';
  if (alone > MOST_ALONE) return 'unknown';
  return domain ? 'domain' : 'ordinary';
}

/** Whether a row predicts the same in any batch, so that batches may be made anew. */
const reordered = ({ learner }: Subject) => learner.model.config.domainNormEvaluation === 'running';

/** One H for every row, in the place of the hyper-network's output [1, B, k * k]. */
function everywhere(h: Float32Array, scale: number, output: Tensor3D): Tensor3D {
  return tidy(() => {
    const one = tensor3d(
      h.map((value) => value / scale),
      [1, 1, h.length],
    );
    return broadcastTo(one, output.shape) as Tensor3D;
  });
}

/** For each row of a batch, by its place, another of the same key whose H it takes; padding keeps its own, and so does who is alone. */
function takenFrom(
  batch: MadeBatch,
  positions: Int32Array,
  { data }: Subject,
  keyOf: (domain: number) => number,
  random: Random,
): { from: Int32Array; alone: number } {
  const keys = Array.from(positions, (position) => keyOf(data.domainIds[position] as number));
  // Where a batch is sorted by domain, so are the keys.
  if (batch.starts) keys.sort((a, b) => a - b);
  const byKey = new Map<number, number[]>();
  for (const [place, key] of keys.entries()) byKey.set(key, [...(byKey.get(key) ?? []), place]);
  const from = Int32Array.from({ length: batch.size }, (_, i) => i);
  let alone = 0;
  for (const own of byKey.values()) {
    if (own.length === 1) alone++;
    // One cycle through all of them (Sattolo, 1986): nobody keeps their own.
    const order = own.slice();
    for (let i = order.length - 1; i > 0; i--) {
      const j = random.below(i);
      [order[i], order[j]] = [order[j] as number, order[i] as number];
    }
    for (const [i, place] of own.entries()) from[place] = order[i] as number;
  }
  return { from, alone };
}

function averaged(list: Measured): RocComponents | null {
  const some = list.flatMap((each) => each ?? []);
  return some.length === list.length && some.length > 0 ? meanComponents(some) : null;
}

function changeOf(changed: RocComponents | null, trained: RocComponents | null): Change | null {
  if (!changed || !trained || !intervalIsSound(trained)) return null;
  const { difference, low, high, standardError } = aucDifference(changed, trained);
  return { difference, low, high, standardError: standardError as number };
}

/** Mean over the domains that have a change; their rows are independent of each other. */
function meanChange(changes: (Change | null)[]): Change | null {
  const some = changes.flatMap((each) => each ?? []);
  if (some.length === 0) return null;
  const difference = some.reduce((sum, each) => sum + each.difference, 0) / some.length;
  const standardError = Math.sqrt(some.reduce((sum, each) => sum + each.standardError ** 2, 0)) / some.length;
  const reach = intervalWidth(0.95) * standardError;
  return { difference, standardError, low: difference - reach, high: difference + reach };
}
