import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { RunConfigInput } from '../config/run-config';
import { startEngine } from '../engine/choose';
import type { Engine } from '../engine/engine';
import { EMBEDDINGS } from '../model/embedding';
import { Model, withoutAdapters } from '../model/model';
import type { EngineName } from '../protocol/engine';
import { startState } from './step';
import { demoRun, learnerOf, SMALL } from './test-helpers';

/** PPNet's public code never trains the tables of the fields that are no ids, and weight decay leaves them alone. */
const RUN: RunConfigInput = {
  ...SMALL,
  model: { ...SMALL.model, backbone: 'ppnet', follows: 'public-code', adapters: [] },
  train: { ...SMALL.train, weightDecay: 0.1, embeddingDecay: 0.1 },
};

describe.each(['cpu', 'wasm', 'webgpu'] satisfies EngineName[])('on %s', (name) => {
  let engine: Engine;
  beforeAll(async () => {
    engine = await startEngine(name);
  });
  afterAll(() => engine.stop());

  test.each(['dense', 'lazy'] as const)('what is not trained stays to the bit, with %s updates of embeddings', async (embeddingUpdates) => {
    const run = demoRun({ ...RUN, train: { ...RUN.train, embeddingUpdates } });
    const { batcher, learner } = learnerOf(engine, run, 64);
    for (let i = 0; i < 3; i++) {
      const batch = batcher.make(Int32Array.from({ length: 64 }, (_, row) => 64 * i + row));
      learner.step(batch).dispose();
      batch.dispose();
    }
    learner.catchUp();
    const { parameters } = learner.model;
    const [before, after] = [startState(learner.model, run.config.seed).parameters, (await learner.read()).parameters];
    const moved = parameters.entries.map((entry) => [
      entry.name,
      !parameters.view(before, entry.name).every((value, i) => value === parameters.view(after, entry.name)[i]),
    ]);
    expect(moved).toEqual(parameters.entries.map((entry) => [entry.name, entry.name !== 'embedding.apart']));
    expect(parameters.entries.filter(({ still }) => still).map((entry) => entry.name)).toEqual(['embedding.apart']);
    learner.dispose();
    batcher.dispose();
  });

  test('adapters without a hyper-network leave them alone too', () => {
    const { batcher, learner } = learnerOf(engine, demoRun({ ...RUN, model: { ...RUN.model, adapters: [1], adapterKind: 'low-rank' } }), 64);
    expect(learner.model.parameters.entries.flatMap(({ still, name }) => (still ? [name] : []))).toEqual(['embedding.apart']);
    learner.dispose();
    batcher.dispose();
  });

  test('a hyper-network of the domain alone trains its table, and decay leaves the others', async () => {
    const run = demoRun({ ...RUN, model: { ...RUN.model, adapters: [1], adapterKind: 'domain-only' } });
    const { batcher, learner } = learnerOf(engine, run, 64);
    const { parameters } = learner.model;
    expect(parameters.entries.flatMap(({ still, name }) => (still ? [name] : []))).toEqual(['embedding.apart']);
    const batch = batcher.make(Int32Array.from({ length: 64 }, (_, row) => row));
    learner.step(batch).dispose();
    batch.dispose();
    const [before, after] = [startState(learner.model, run.config.seed).parameters, (await learner.read()).parameters];
    const tables = parameters.entries.filter(({ part }) => part === EMBEDDINGS).map((entry) => entry.name);
    const stays = (name: string) => parameters.view(before, name).every((value, i) => value === parameters.view(after, name)[i]);
    expect(tables.map((name) => [name, stays(name)])).toEqual([
      ['embedding', false],
      ['embedding.apart', true],
      ['embedding.domain', false],
    ]);
    // Without the adapters the same tables start from the same numbers, and the domain's stays too.
    const alone = new Model(learner.model.shape, withoutAdapters(learner.model.config));
    expect(alone.parameters.entries.flatMap(({ still, name }) => (still ? [name] : []))).toEqual(['embedding.apart', 'embedding.domain']);
    learner.dispose();
    batcher.dispose();
  });

  test('a hyper-network that reads these tables trains them', () => {
    const { batcher, learner } = learnerOf(engine, demoRun({ ...RUN, model: { ...RUN.model, adapters: [1] } }), 64);
    expect(learner.model.parameters.entries.filter(({ still }) => still)).toEqual([]);
    learner.dispose();
    batcher.dispose();
  });
});
