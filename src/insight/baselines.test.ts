import { env } from '@tensorflow/tfjs-core';
import { beforeAll, expect, test, vi } from 'vitest';
import type { RunConfigInput } from '../config/run-config';
import { startCpu } from '../engine/cpu/start';
import type { Engine } from '../engine/engine';
import { passesOf } from '../measures/ablation-passes';
import { demoRun, SMALL } from '../training/test-helpers';
import { Trainer } from '../training/trainer';
import type { ModelPart } from '../training/variant';
import { ablate } from './ablation/ablation';
import { editedRows } from './edited-rows';
import { embeddingsOf } from './embeddings';
import { predictTest } from './predict-test';
import { Prober } from './probe/prober';
import type { Subject } from './subject';
import { standIn } from './walk/followed';
import { Walker } from './walk/walker';
import { whatIf } from './what-if';

/** What can be asked of a pooled model, and of one model per domain. */

// Real training: a second on a quiet machine, many where it is busy.
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

let engine: Engine;
beforeAll(async () => {
  // Else tfjs advises to install something else.
  env().set('IS_NODE', false);
  engine = await startCpu('a test');
});

const PACE = { breathe: async () => {} };
const NOBODY = { step: () => {}, between: async () => {}, epoch: () => {}, evaluating: () => {}, finished: () => {}, compared: () => {} };

/** Trained for an epoch, as the worker has it. */
async function trained(model: RunConfigInput['model'], ofData: RunConfigInput['data'] = {}) {
  const run = demoRun({
    ...SMALL,
    data: { source: { demo: 'conflict', rows: 600 }, ...ofData },
    model: { ...SMALL.model, ...model },
    train: { ...SMALL.train, epochs: 1, baseline: false },
  });
  const { config, data } = run;
  const trainer = new Trainer(config, data, engine, { beforeStep: async () => true, breathe: async () => {} });
  await trainer.run(NOBODY);
  const table = { name: '', rows: 600, columns: [], hash: '', warnings: [] };
  const apart = config.model.sharing === 'separate' && { apart: (domain: number) => trainer.model.parts[domain] as ModelPart };
  const subject: Subject = { ...trainer.model.parts[0], batcherOf: (rows, other) => trainer.batcherOf(rows, other), data, table, ...apart };
  return { subject, trainer, config, data };
}

test.each(['mlp', 'ple'] as const)('%s, pooled: whatever has to do with another domain says nothing, and all else answers', async (backbone) => {
  const { subject, config, data, trainer } = await trained({ backbone, sharing: 'pooled', towerRows: 'own' });
  const prober = new Prober(data, subject.batcher, (edits) => subject.batcherOf(editedRows(data, edits)), 1, config);
  prober.walker = new Walker(subject, new Map(), standIn(data, prober.sample));
  const look = await prober.look(subject.learner, 1);
  // The domains' own rows differ; the same rows as rows of other domains are not asked for.
  expect(look.similarity?.moved.every((value) => value === null)).toBe(true);
  expect(look.similarity?.energy.some((value) => value !== null)).toBe(true);
  const walks = look.walks ?? [];
  expect(walks.map(({ domain, ownDomain }) => domain === ownDomain)).toEqual([true]);
  expect(walks[0]?.fields.some(({ kind }) => kind === 'domain')).toBe(false);

  const passes: number[] = [];
  const ablation = await ablate(subject, look.domains, 1, PACE, (_, total) => passes.push(total));
  expect(passes).toHaveLength(passesOf(data.domains.length, 0));
  expect(passes.at(-1)).toBe(passes.length);
  expect(ablation.conditions.map(({ name }) => name)).toContain('across');
  expect(ablation.conditions.map(({ name }) => name)).not.toContain('as another');
  expect('domain' in ablation.verdict).toBe(false);

  const row = data.sourceRows[0] as number;
  const { before, after, byDomain } = await whatIf(subject, { row, domain: ((data.domainIds[0] as number) + 1) % data.domains.length }, look.instances.h, []);
  expect(byDomain).toEqual([]);
  expect(after.prediction).toBe(before.prediction);
  await expect(embeddingsOf(subject, 'domain_indicator')).rejects.toThrow('the model has no field "domain_indicator"');
  prober.dispose();
  trainer.dispose();
});

test('a domain that is no input moves no H, and still chooses the tower', async () => {
  const { subject, config, data, trainer } = await trained({ backbone: 'mlp' }, { domainAsInput: false });
  expect(data.sparse.map(({ name }) => name)).not.toContain('domain_indicator');
  const prober = new Prober(data, subject.batcher, (edits) => subject.batcherOf(editedRows(data, edits)), 1, config);
  const look = await prober.look(subject.learner, 1);
  expect(look.similarity?.moved.every((value) => value === null)).toBe(true);
  const ablation = await ablate(subject, look.domains, 1, PACE, () => {});
  expect(ablation.conditions.map(({ name }) => name)).not.toContain('as another');
  const row = data.sourceRows[0] as number;
  const { before, after, byDomain } = await whatIf(subject, { row, domain: ((data.domainIds[0] as number) + 1) % data.domains.length }, look.instances.h, []);
  expect(byDomain).toHaveLength(data.domains.length);
  expect(after.prediction).not.toBe(before.prediction);
  prober.dispose();
  trainer.dispose();
});

test('separate: the test rows are predicted each by its own domain’s model, whose embeddings are its own', async () => {
  const { subject, data, trainer } = await trained({ sharing: 'separate', adapters: [] });
  expect(await predictTest(subject, PACE)).toEqual(trainer.model.predictions);
  for (const d of data.domains.keys()) {
    const own = trainer.model.parts[d] as ModelPart;
    const { values, counts } = await embeddingsOf({ ...subject, ...own }, 'user_id');
    expect(values).toBe(own.data.sparse.find(({ name }) => name === 'user_id')?.vocabulary.length);
    expect(counts.reduce((sum, count) => sum + count, 0)).toBeLessThanOrEqual(own.data.split.train.length);
  }
  trainer.dispose();
});
