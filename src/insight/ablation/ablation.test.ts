import { env } from '@tensorflow/tfjs-core';
import { beforeAll, expect, test } from 'vitest';
import { passesOf } from '../../app/inside/verdict';
import type { EncodedData } from '../../data/types';
import { startCpu } from '../../engine/cpu/start';
import type { Engine } from '../../engine/engine';
import type { DomainMean } from '../../protocol/insight';
import { Batcher, modelShape } from '../../training/rows/batch';
import { demoRun, learnerOf, SMALL } from '../../training/test-helpers';
import type { Subject } from '../subject';
import { ablate } from './ablation';

const PACE = { breathe: async () => {} };
const BATCH = 4;

let engine: Engine;
beforeAll(async () => {
  // Else tfjs advises to install something else.
  env().set('IS_NODE', false);
  engine = await startCpu('a test');
});

/** A model at its start in reference mode, where batches are those of evaluation, and a mean H for each domain. */
function subjectOf(domains?: number): { subject: Subject; means: DomainMean[] } {
  const { config, data: whole } = demoRun({ ...SMALL, data: { source: { demo: 'conflict', rows: 150 } }, model: { ...SMALL.model, fidelity: 'reference' } });
  const data: EncodedData =
    domains === undefined ? whole : { ...whole, domains: whole.domains.slice(0, domains), domainIds: whole.domainIds.map((d) => Math.min(d, domains - 1)) };
  const { learner, batcher } = learnerOf(engine, { config, data }, BATCH);
  const batcherOf: Subject['batcherOf'] = (rows) => new Batcher(rows, modelShape(data, config.model), { size: BATCH, parallelSums: false });
  const means = data.domains.map(() => ({ rows: 5, h: new Float32Array(config.model.k ** 2).fill(0.1) }));
  return { subject: { learner, batcher, batcherOf, data, table: { name: '', rows: 150, columns: [], hash: '', warnings: [] } }, means };
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
