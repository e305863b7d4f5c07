import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { RunConfigInput } from '../config/run-config';
import { startEngine } from '../engine/choose';
import type { Engine } from '../engine/engine';
import { fromStateDict, toStateDict } from '../model/state-dict';
import type { MadeBatch } from './rows/batch';
import { Learner } from './step';
import { demoRun, learnerOf, SMALL } from './test-helpers';

/** What a backbone keeps beside its parameters: a step moves it, nothing else does, and it goes wherever the parameters go. */
const KEEPING = [
  { backbone: 'adasparse', follows: 'paper', name: 'alpha', prunerAlphaStep: 0.5 },
  { backbone: 'adasparse', follows: 'public-code', name: 'alpha', prunerAlphaStep: 0.5 },
  { backbone: 'adapt-dhm', follows: 'paper', name: 'center' },
  { backbone: 'adapt-dhm', follows: 'public-code', name: 'center' },
] as const;

describe.each(KEEPING)('$backbone, $follows', ({ name, ...change }) => {
  let engine: Engine;
  beforeAll(async () => {
    engine = await startEngine('wasm');
  });
  afterAll(() => engine.stop());

  const run = () => demoRun({ ...SMALL, model: { ...SMALL.model, ...change } as RunConfigInput['model'] });
  const rows = Int32Array.from({ length: 64 }, (_, i) => i);
  async function predictions(learner: Learner, batch: MadeBatch): Promise<number[]> {
    const predicted = learner.predict(batch);
    const values = Array.from(await predicted.data());
    predicted.dispose();
    return values;
  }
  const keptOf = async (learner: Learner) => Array.from(toStateDict(learner.model, await learner.read())[name]?.data ?? []);

  test('evaluation, and a look as training sees it, change nothing', async () => {
    const { learner, batcher } = learnerOf(engine, run(), 64);
    const batch = batcher.make(rows);
    const start = await keptOf(learner);
    learner.step(batch).dispose();
    const kept = await keptOf(learner);
    expect(kept).not.toEqual(start);
    const state = await learner.read();
    const before = await predictions(learner, batch);
    learner.predictInTraining(batch).dispose();
    for (const each of [batcher.make(rows.slice(0, 7)), batcher.make(rows.toReversed())]) {
      learner.predict(each).dispose();
      each.dispose();
    }
    expect(await predictions(learner, batch)).toEqual(before);
    expect(await learner.read()).toEqual(state);
    for (const each of [batch, batcher, learner]) each.dispose();
  });

  test('a snapshot, a state that is taken up, and the state dict bring it back', async () => {
    const { data, config } = run();
    const { learner, batcher } = learnerOf(engine, { data, config }, 64);
    const batch = batcher.make(rows);
    learner.step(batch).dispose();
    const [snapshot, state, whole] = [learner.snapshot(), await learner.read(), await learner.keep(false)];
    const [kept, before] = [await keptOf(learner), await predictions(learner, batch)];
    learner.step(batch).dispose();
    const after = await learner.read();
    expect(await keptOf(learner)).not.toEqual(kept);

    learner.restore(snapshot);
    expect([await keptOf(learner), await predictions(learner, batch)]).toEqual([kept, before]);
    learner.takeUp(whole);
    learner.step(batch).dispose();
    expect(await learner.read()).toEqual(after);

    const { model } = learner;
    const loaded = new Learner(engine, model, fromStateDict(model, toStateDict(model, state)), config.train, config.seed);
    expect([await keptOf(loaded), await predictions(loaded, batch)]).toEqual([kept, before]);
    const { [name]: _, ...without } = toStateDict(model, state);
    expect(() => fromStateDict(model, without)).toThrow(`The weights have no "${name}".`);
    for (const each of [batch, batcher, learner, loaded, snapshot.parameters, snapshot.buffers]) each.dispose();
  });
});

test('alpha grows by its step at each step, and centres keep their length', async () => {
  const engine = await startEngine('wasm');
  const after = async (change: RunConfigInput['model']) => {
    const { learner, batcher } = learnerOf(engine, demoRun({ ...SMALL, model: { ...SMALL.model, ...change } }), 64);
    for (let i = 0; i < 3; i++) {
      const batch = batcher.make(Int32Array.from({ length: 64 }, (_, j) => 64 * i + j));
      learner.step(batch).dispose();
      batch.dispose();
    }
    const dict = toStateDict(learner.model, await learner.read());
    for (const each of [batcher, learner]) each.dispose();
    return dict;
  };
  expect((await after({ backbone: 'adasparse', prunerAlpha: 2, prunerAlphaStep: 0.25 })).alpha).toEqual({ shape: [], data: Float32Array.of(2.75) });
  const { shape, data } = (await after({ backbone: 'adapt-dhm', clusters: 4 })).center as { shape: [number, number]; data: Float32Array };
  expect(shape[0]).toBe(4);
  for (let k = 0; k < 4; k++) expect(Math.hypot(...data.slice(k * shape[1], (k + 1) * shape[1]))).toBeCloseTo(1, 5);
  engine.stop();
});
