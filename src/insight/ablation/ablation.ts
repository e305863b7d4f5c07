import { broadcastTo, gather, type Tensor3D, tensor1d, tensor3d, tidy } from '@tensorflow/tfjs-core';
import { type Random, randomStream, shuffle } from '../../lib/random';
import { type RocComponents, rocComponents } from '../../measures/classification/roc';
import { matrixScale } from '../../model/hyper-network';
import { type Ablation, type AblationName, type DomainMean, SHUFFLES } from '../../protocol/insight';
import type { MadeBatch } from '../../training/rows/batch';
import { placesByDomain, predictTest } from '../predict-test';
import type { Pace, Subject } from '../subject';
import { averaged, changeOf, meanChange } from './auc-change';
import { otherRows } from './other-rows';
import { verdictOf } from './verdict';

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
            const taken = otherRows(
              keysOf(batch, rows, (position) => keyOf(data.domainIds[position] as number)),
              batch.size,
              random,
            );
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

/** Whether a row predicts the same in any batch, so that batches may be made anew. */
const reordered = ({ learner }: Subject) => learner.model.config.domainNormEvaluation === 'running';

/** The keys of a batch's rows by their place; where a batch is sorted by domain, so are the keys. */
function keysOf({ starts }: MadeBatch, positions: Int32Array, keyOf: (position: number) => number): number[] {
  const keys = Array.from(positions, keyOf);
  return starts ? keys.sort((a, b) => a - b) : keys;
}

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
