import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { RunConfigInput } from '../../config/run-config';
import { startEngine } from '../../engine/choose';
import type { Engine } from '../../engine/engine';
import { FULL } from '../../lib/full.test-helper';
import type { ModelState } from '../../model/state-dict';
import type { EngineName } from '../../protocol/engine';
import type { EarlyRecord, EpochRecord } from '../../protocol/result';
import { evaluateModel } from '../evaluation/evaluate-model';
import { demoRun, SMALL } from '../test-helpers';
import { Trainer } from '../trainer';
import type { Early } from './early';

const CONTROL = { beforeStep: async () => true, breathe: async () => {} };
const CONFIGURATIONS: RunConfigInput[] = [
  { train: { embeddingUpdates: 'lazy' } },
  { train: { embeddingUpdates: 'lazy', optimiser: 'sgd', momentum: 0.9 }, model: { backbone: 'mlp', dropout: 0.3, hyperDropout: 0.2 } },
  { train: { embeddingUpdates: 'dense' } },
  { model: { fidelity: 'reference' } },
];

/** Two epochs of the configured model, validated after each step of the first where `early` says so. */
async function trained(engine: Engine, change: RunConfigInput, early: boolean) {
  const { config, data } = demoRun({ ...SMALL, model: { ...SMALL.model, ...change.model }, train: { ...SMALL.train, batch: 128, ...change.train } });
  const trainer = new Trainer(config, data, engine, CONTROL);
  const told: EarlyRecord[] = [];
  const states: ModelState[] = [];
  const records: (EpochRecord | undefined)[] = [];
  const watch: Early = { moments: { after: () => true }, sample: () => data.split.val.slice(0, 100), tell: (record) => told.push(record) };
  try {
    for (let epoch = 1; epoch <= 2; epoch++) {
      records.push(
        await trainer.model.epoch(
          () => {},
          async () => {},
          early ? watch : undefined,
        ),
      );
      states.push(await trainer.model.parts[0].learner.read());
    }
    return { told, states, records, tensors: engine.allocated().tensors, steps: trainer.model.steps };
  } finally {
    trainer.dispose();
  }
}

// The other engines in `npm run verify`: a software GPU is slow.
describe.each((FULL ? ['wasm', 'webgpu', 'cpu'] : ['wasm']) as EngineName[])('on %s', (name) => {
  let engine: Engine;
  beforeAll(async () => {
    engine = await startEngine(name);
  });
  afterAll(() => engine.stop());

  test.each(CONFIGURATIONS)('what is trained is the same to the bit with points within the first epoch and without: %o', async (change = {}) => {
    const without = await trained(engine, change, false);
    const { told, states, records, tensors } = await trained(engine, change, true);
    expect(told.map(({ epoch }) => epoch)).toEqual(Array.from({ length: 9 }, (_, i) => (i + 1) / 9));
    // Points are no two the same: they are of weights that go on.
    expect(new Set(told.map(({ val }) => val.logLoss)).size).toBe(9);
    expect(states.map(bits)).toEqual(without.states.map(bits));
    expect(records.map((record) => [record?.trainLoss, record?.val])).toEqual(without.records.map((record) => [record?.trainLoss, record?.val]));
    expect(tensors).toBe(without.tensors);
  });

  test('a point after the last step tells what the end of the epoch does: lazy embeddings have caught up', async () => {
    const { config, data } = demoRun({ ...SMALL, train: { ...SMALL.train, batch: 128, embeddingUpdates: 'lazy' } });
    const trainer = new Trainer(config, data, engine, CONTROL);
    const told: EarlyRecord[] = [];
    const record = await trainer.model.epoch(
      () => {},
      async () => {},
      { moments: { after: (step) => step === 9 }, sample: () => data.split.val, tell: (each) => told.push(each) },
    );
    expect(told[0]?.val).toEqual(record?.val);
    // It was not for nothing: without catching up it says something else. In JavaScript each row is updated in each step.
    const { learner, batcher } = trainer.model.parts[0];
    learner.step(batcher.make(Int32Array.of(...data.split.train.slice(0, 5)))).dispose();
    const behind = await evaluateModel(learner, batcher, data, data.split.val, async () => {});
    const caughtUp = await learner.caughtUp(() => evaluateModel(learner, batcher, data, data.split.val, async () => {}));
    if (name === 'cpu') expect(caughtUp.logLoss).toBe(behind.logLoss);
    else expect(caughtUp.logLoss).not.toBe(behind.logLoss);
    trainer.dispose();
  });
});

/** All numbers of a state, as bits: 0 and -0 are not the same. */
const bits = ({ parameters, buffers, steps }: ModelState) => [parameters, buffers].map((each) => [...new Int32Array(each.buffer)]).concat([[steps]]);
