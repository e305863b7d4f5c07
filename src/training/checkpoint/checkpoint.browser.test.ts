import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { RunConfigInput } from '../../config/run-config';
import { startEngine } from '../../engine/choose';
import type { Engine } from '../../engine/engine';
import { fromBytes, toBytes } from '../../lib/array-bytes';
import { randomStream } from '../../lib/random';
import type { ModelState } from '../../model/state-dict';
import type { EngineName } from '../../protocol/engine';
import type { Comparison, EpochRecord } from '../../protocol/result';
import { demoRun, SMALL } from '../test-helpers';
import { Trainer } from '../trainer';
import type { TrainerState } from './state';

/** A run that is cut off, and goes on from what was kept last. */

const CUT_OFF = new Error('cut off');
type Run = ReturnType<typeof demoRun>;
type Told = { epochs: { variant: string; record: Omit<EpochRecord, 'seconds' | 'trainLoss'> }[]; losses: number[]; compared: Comparison[] };

/** Trains from `from` on. @param cut says at which of the moments that it passes it is cut off; @returns what was kept then, or the end */
async function train(engine: Engine, { config, data }: Run, told: Told, from?: TrainerState, cut: (moment: number) => boolean = () => false) {
  const trainer = new Trainer(config, data, engine, { beforeStep: async () => true, breathe: async () => {} }, from);
  let [moment, kept]: [number, TrainerState | undefined] = [0, undefined];
  try {
    await trainer.run({
      step: () => {},
      between: async () => {},
      epoch: (variant, { seconds: _, trainLoss, ...record }) => {
        told.epochs.push({ variant, record });
        told.losses.push(trainLoss);
      },
      settled: async () => {
        if (!cut(moment++)) return;
        // As it lies on a disk.
        const bytes = toBytes(await trainer.state());
        // No more than was said beforehand, but for what is no float.
        expect(bytes.length).toBeLessThan(1.2 * trainer.stateBytes + 40_000);
        kept = fromBytes(bytes) as TrainerState;
        throw CUT_OFF;
      },
      evaluating: () => {},
      finished: () => {},
      compared: (comparison) => told.compared.push(comparison),
    });
    const states = new Map<string, ModelState>();
    for (const [name, run] of trainer.variants) states.set(name, await run.parts[0].learner.read());
    return { moments: moment, states, predictions: [...trainer.variants.values()].map(({ predictions }) => predictions), counts: trainer.model.steps };
  } catch (error) {
    if (error !== CUT_OFF) throw error;
    return kept as unknown as TrainerState;
  } finally {
    trainer.dispose();
  }
}

type End = Exclude<Awaited<ReturnType<typeof train>>, TrainerState>;
const nothing = (): Told => ({ epochs: [], losses: [], compared: [] });

/** Settings in which what must be kept differs: lazy and whole updates, one memory or two, running statistics, schedules, an end by patience. */
const RUNS = {
  'lazy Adam, dropout, cosine, patience': {
    ...SMALL,
    model: { ...SMALL.model, dropout: 0.2, hyperDropout: 0.1 },
    train: { ...SMALL.train, embeddingUpdates: 'lazy', epochs: 4, patience: 1, schedule: 'cosine', warmUp: 0.5, learningRate: 0.05 },
  },
  'lazy Adam': { ...SMALL, train: { ...SMALL.train, embeddingUpdates: 'lazy' } },
  'DCN, dense AdamW, clipped, balanced': {
    ...SMALL,
    model: { ...SMALL.model, backbone: 'dcn' },
    train: { ...SMALL.train, optimiser: 'adamw', embeddingUpdates: 'dense', clip: 0.5, batches: 'balanced' },
  },
  'STAR, Adagrad': { ...SMALL, model: { ...SMALL.model, backbone: 'star' }, train: { ...SMALL.train, optimiser: 'adagrad' } },
  'STAR of the public code': { ...SMALL, model: { ...SMALL.model, backbone: 'star', follows: 'public-code' } },
  AdaptDHM: { ...SMALL, model: { ...SMALL.model, backbone: 'adapt-dhm' } },
  'reference, SGD': { ...SMALL, model: { ...SMALL.model, fidelity: 'reference' }, train: { ...SMALL.train, optimiser: 'sgd', momentum: 0.9 } },
  'separate models, lazy Adam, patience': {
    ...SMALL,
    model: { ...SMALL.model, sharing: 'separate', adapters: [] },
    train: { ...SMALL.train, embeddingUpdates: 'lazy', epochs: 5, patience: 1, learningRate: 0.05 },
  },
} satisfies Record<string, RunConfigInput>;

const ENGINES: [EngineName, (keyof typeof RUNS)[]][] = [
  [
    'wasm',
    [
      'lazy Adam, dropout, cosine, patience',
      'DCN, dense AdamW, clipped, balanced',
      'STAR, Adagrad',
      'STAR of the public code',
      'AdaptDHM',
      'reference, SGD',
      'separate models, lazy Adam, patience',
    ],
  ],
  ['webgpu', ['lazy Adam']],
  ['cpu', ['DCN, dense AdamW, clipped, balanced']],
];

for (const [name, runs] of ENGINES) {
  describe(`on ${name}`, () => {
    let engine: Engine;
    beforeAll(async () => {
      engine = await startEngine(name);
    });
    afterAll(() => engine.stop());

    test.each(runs)('%s: it ends with the very weights, predictions and records', async (title) => {
      const run = demoRun(RUNS[title]);
      const whole = nothing();
      const end = (await train(engine, run, whole)) as End;
      const tensors = engine.allocated().tensors;

      const random = randomStream(1, `${name}/${title}`);
      // Once in the middle of an epoch, once after a few moments more, and at the very end, when none trains.
      const cuts = [1 + random.below(end.moments - 6), 1 + random.below(3), end.moments];
      const told = nothing();
      let [from, passed, ended]: [TrainerState | undefined, number, End | undefined] = [undefined, 0, undefined];
      for (const wanted of cuts) {
        const at = Math.min(wanted, end.moments - passed - 1);
        const next: TrainerState | End = await train(engine, run, told, from, (moment) => moment === at);
        if ('states' in next) throw new Error('It was not cut off.');
        from = next;
        passed += at + 1;
      }
      ended = (await train(engine, run, told, from)) as End;
      expect(ended.states).toEqual(end.states);
      expect(ended.predictions).toEqual(end.predictions);
      expect(told.epochs).toEqual(whole.epochs);
      expect(told.compared).toEqual(whole.compared);
      for (const [i, loss] of told.losses.entries()) expect(loss).toBeCloseTo(whole.losses[i] as number, 10);
      expect(engine.allocated().tensors).toBe(tensors);
    });

    test('a state of another model is refused, and nothing is left on the engine', async () => {
      const run = demoRun(SMALL);
      const kept = (await train(engine, run, nothing(), undefined, (moment) => moment === 1)) as TrainerState;
      const before = engine.allocated().tensors;
      const other = demoRun({ ...SMALL, model: { ...SMALL.model, embedding: 6 } });
      await expect(train(engine, other, nothing(), kept)).rejects.toThrow('one of another model');
      expect(engine.allocated().tensors).toBe(before);
    });
  });
}
