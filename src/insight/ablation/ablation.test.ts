import { env, type Tensor3D, tensor3d, zeros } from '@tensorflow/tfjs-core';
import { beforeAll, expect, test, vi } from 'vitest';
import type { RunConfig, RunConfigInput } from '../../config/run-config';
import type { EncodedData } from '../../data/types';
import { startCpu } from '../../engine/cpu/start';
import type { Engine } from '../../engine/engine';
import { matrixScale } from '../../model/hyper-network';
import type { DomainMean } from '../../protocol/insight';
import { passesOf } from '../../runs/ablation-passes';
import { Batcher, modelShape } from '../../training/rows/batch';
import type { Learner } from '../../training/step';
import { demoRun, learnerOf, SMALL } from '../../training/test-helpers';
import type { Subject } from '../subject';
import { ablate } from './ablation';

const PACE = { breathe: async () => {} };
const BATCH = 4;

// Real training: a second on a quiet machine, many where it is busy.
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

let engine: Engine;
beforeAll(async () => {
  // Else tfjs advises to install something else.
  env().set('IS_NODE', false);
  engine = await startCpu('a test');
});

/** A model at its start in reference mode, where batches are those of evaluation, and a mean H for each domain. */
function subjectOf(
  domains?: number,
  rows = 150,
  batch = BATCH,
  adapterInit: RunConfig['model']['adapterInit'] = 'near-identity',
  own = false,
): { subject: Subject; means: DomainMean[] } {
  const model: RunConfigInput['model'] = { ...SMALL.model, fidelity: 'reference', adapterInit, ...(own && { towerRows: 'own' }) };
  const { config, data: whole } = demoRun({ ...SMALL, data: { source: { demo: 'conflict', rows } }, model });
  const data: EncodedData =
    domains === undefined ? whole : { ...whole, domains: whole.domains.slice(0, domains), domainIds: whole.domainIds.map((d) => Math.min(d, domains - 1)) };
  const { learner, batcher } = learnerOf(engine, { config, data }, batch);
  const batcherOf: Subject['batcherOf'] = (rows) => new Batcher(rows, modelShape(data, config.model), { size: batch, parallelSums: false, sorted: own });
  const means = data.domains.map((_, d) => ({ rows: 5, h: new Float32Array(config.model.k ** 2).fill(0.5 * (d + 1)) }));
  return { subject: { learner, batcher, batcherOf, data, table: { name: '', rows, columns: [], hash: '', warnings: [] } }, means };
}

test.each([1, 2, 3])('with %d domains it takes as many passes as the page says', async (count) => {
  const { subject, means } = subjectOf(count);
  const passes: [number, number][] = [];
  await ablate(subject, means, 1, PACE, (done, total) => passes.push([done, total]));
  expect(passes).toEqual(Array.from({ length: passesOf(count) }, (_, i) => [i + 1, passesOf(count)]));
});

test('rows without another of their domain in their batch are counted', async () => {
  const { subject, means } = subjectOf();
  const { alone } = await ablate(subject, means, 1, PACE, () => {});
  const { split, domainIds } = subject.data;
  let lone = 0;
  for (let start = 0; start < split.test.length; start += BATCH) {
    const own = Array.from(split.test.subarray(start, start + BATCH), (row) => domainIds[row]);
    lone += own.filter((domain) => own.filter((other) => other === domain).length === 1).length;
  }
  expect(lone).toBeGreaterThan(0);
  expect(alone).toBeCloseTo(lone / split.test.length, 12);
});

test('with a mean every row has the H of the domain, as the adapters use it', async () => {
  const { subject, means } = subjectOf();
  const { learner } = subject;
  const { config } = learner.model;
  expect(matrixScale(config)).not.toBe(1);
  const used = new Set<number>();
  const predict: Learner['predict'] = (batch, inside) => {
    const made = inside?.replace?.(zeros([1, BATCH, config.k ** 2]) as Tensor3D);
    for (const value of made?.dataSync() ?? []) used.add(Number((value * matrixScale(config)).toFixed(6)));
    return learner.predict(batch, inside);
  };
  await ablate({ ...subject, learner: Object.create(learner, { predict: { value: predict } }) }, means, 1, PACE, () => {});
  // The shuffles of a hyper-network's zeros give zeros.
  expect([...used].sort((a, b) => a - b)).toEqual([0, 0.5, 1, 1.5]);
});

test('another’s mean is the mean over all other domains', async () => {
  const { subject, means } = subjectOf(undefined, 3000, 64, 'xavier');
  for (const [d, { h }] of means.entries()) for (const i of h.keys()) h[i] = 20 * Math.sin((i + 1) * (d + 2));
  const { conditions, swapped } = await ablate(subject, means, 1, PACE, () => {});
  const byDomain = (name: string) => conditions.find((each) => each.name === name)?.byDomain.map((each) => each?.difference);
  const at = (own: number, other: number) => swapped[3 * own + other] as number;
  expect(new Set(swapped).size).toBeGreaterThan(3);
  expect(byDomain('own mean')).toEqual([at(0, 0), at(1, 1), at(2, 2)]);
  for (const [d, [a, b]] of [
    [1, 2],
    [0, 2],
    [0, 1],
  ].entries())
    expect(byDomain('other mean')?.[d]).toBeCloseTo((at(d, a as number) + at(d, b as number)) / 2, 12);
});

test('within a domain H comes from its own rows, in a batch that is sorted by domain too', async () => {
  const { subject, means } = subjectOf(undefined, 600, 32, 'near-identity', true);
  const { learner } = subject;
  const size = learner.model.config.k ** 2;
  const places = tensor3d(
    Float32Array.from({ length: 32 * size }, (_, i) => Math.floor(i / size)),
    [1, 32, size],
  );
  const domainOf = (starts: ArrayLike<number>, place: number) => Array.from(starts).findLastIndex((start) => start <= place);
  let [pass, moved, strayed] = [0, 0, 0];
  const predict: Learner['predict'] = (batch, inside) => {
    const from = inside?.replace?.(places)?.dataSync();
    // After the trained model, no adapters and the three means come the five shuffles within.
    if (pass >= 5 && pass < 10 && from && batch.starts) {
      const starts = batch.starts.dataSync().slice(0, 3);
      for (let place = 0; place < batch.count; place++) {
        const other = from[place * size] as number;
        moved += Number(other !== place);
        strayed += Number(domainOf(starts, other) !== domainOf(starts, place));
      }
    }
    return learner.predict(batch, inside);
  };
  await ablate({ ...subject, learner: Object.create(learner, { predict: { value: predict } }) }, means, 1, PACE, (done) => {
    pass = done;
  });
  expect(moved).toBeGreaterThan(100);
  expect(strayed).toBe(0);
});
