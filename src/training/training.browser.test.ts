import { keep, type Tensor1D } from '@tensorflow/tfjs-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { BACKBONES, type RunConfigInput, TOWER_ROWS } from '../config/run-config';
import { startEngine } from '../engine/choose';
import type { Engine } from '../engine/engine';
import { FULL } from '../lib/full.test-helper';
import { withoutAdapters } from '../model/model';
import type { EngineName } from '../protocol/engine';
import type { Learner } from './step';
import { demoRun, learnerOf, SMALL, trainToEnd } from './test-helpers';

/** What training promises, on every engine. */

/** A field with a width of its own, one that shares another's table, and one taken apart at a character that is always there. */
const MIXED_FIELDS: RunConfigInput['data'] = {
  sparse: [
    'user_id',
    { column: 'item_id', embedding: 2 },
    { name: 'item_again', column: 'item_id', share: 'item_id' },
    { name: 'digits', column: 'user_id', take: 'mean', separator: '1' },
  ],
};
/** The pool holds as many losses, of 4 bytes, as ever waited to be read at once, at most 20: that is a matter of time. */
function expectSame(now: ReturnType<Engine['allocated']>, before: ReturnType<Engine['allocated']>): void {
  expect(now.tensors).toBe(before.tensors);
  expect(now.bytes - before.bytes).toBeLessThanOrEqual(20 * 4);
}

const rowsFrom = (start: number, count: number) => Int32Array.from({ length: count }, (_, i) => start + i);

for (const name of ['cpu', 'wasm', 'webgpu'] satisfies EngineName[]) {
  describe(`on ${name}`, () => {
    let engine: Engine;
    beforeAll(async () => {
      engine = await startEngine(name);
    });
    afterAll(() => engine.stop());

    // JavaScript and a software GPU are slow: what no kernel has a part in is tried there by `npm run verify` alone.
    const unlessSlow = test.runIf(name === 'wasm' || FULL);

    let made: ReturnType<typeof trainToEnd> | undefined;
    /** What two tests compare others with is trained once. */
    const first = () => {
      made ??= trainToEnd(engine, demoRun(SMALL));
      return made;
    };

    unlessSlow('another seed gives other bits', async () => {
      const { data, config } = demoRun(SMALL);
      const [one, other] = [await first(), await trainToEnd(engine, { config: { ...config, seed: config.seed + 1 }, data })];
      for (const variant of ['model', 'baseline'] as const) {
        expect(other.states.get(variant)?.parameters).not.toEqual(one.states.get(variant)?.parameters);
      }
    });

    test('one seed gives the same bits twice', async () => {
      const { data, config } = demoRun(SMALL);
      const [once, again] = [await first(), await trainToEnd(engine, { config, data })];
      for (const variant of ['model', 'baseline'] as const) expect(again.states.get(variant)).toEqual(once.states.get(variant));
      const scores = ({ result: { epochs, test: measured } }: typeof once) => [measured, epochs.map(({ trainLoss, val }) => [trainLoss, val])];
      expect(scores(again)).toEqual(scores(once));
    });

    test('the baseline is the backbone alone: same start, same rows, same bits', async () => {
      const { data, config } = demoRun(SMALL);
      const both = await first();
      const alone = await trainToEnd(engine, { config: { ...config, model: withoutAdapters(config.model) }, data });
      expect(both.states.get('baseline')).toEqual(alone.states.get('model'));
      expect(both.result.baseline?.test).toEqual(alone.result.test);
      expect(alone.result.baseline).toBeUndefined();
    });

    // JavaScript is slow, and WebGPU may be a software one: `npm run verify` takes as many steps there too.
    const many = name === 'wasm' || FULL ? 500 : 40;
    test(`${many} steps leave buffers and bytes as they were`, async () => {
      const { data, config } = demoRun(SMALL);
      const { batcher, learner } = learnerOf(engine, { data, config }, 64);
      const steps = async (count: number) => {
        for (let i = 0; i < count; i++) {
          // Every fifth batch is a short one.
          const batch = batcher.make(rowsFrom((i * 64) % 1000, i % 5 === 4 ? 17 : 64));
          const loss = learner.step(batch);
          batch.dispose();
          if (i % 20 === 19) await loss.data();
          loss.dispose();
        }
        await learner.read();
        return engine.allocated();
      };
      const before = await steps(Math.min(many, 60));
      expect(await steps(many)).toEqual(before);
      learner.dispose();
      expect(engine.allocated().tensors).toBeLessThan(before.tensors);
    });

    test('a run leaves nothing behind', async () => {
      const { data, config } = demoRun({ ...SMALL, train: { ...SMALL.train, epochs: 1 } });
      await trainToEnd(engine, { config, data });
      const before = engine.allocated();
      await trainToEnd(engine, { config, data });
      expectSame(engine.allocated(), before);
    });

    test('padding changes nothing', async () => {
      const run = demoRun(SMALL);
      const [tight, padded] = [learnerOf(engine, run, 40), learnerOf(engine, run, 64)];
      const gradients: ArrayLike<number>[] = [];
      const losses: number[] = [];
      for (const { batcher, learner } of [tight, padded]) {
        const batch = batcher.make(rowsFrom(100, 40));
        let gradient: Tensor1D | undefined;
        const loss = learner.step(batch, {
          inspect: (flat) => {
            gradient = keep(flat.clone());
          },
        });
        gradients.push(await (gradient as unknown as Tensor1D).data());
        losses.push((await loss.data())[0] as number);
        (gradient as unknown as Tensor1D).dispose();
        loss.dispose();
        batch.dispose();
        learner.dispose();
      }
      expect(losses[1]).toBeCloseTo(losses[0] as number, 5);
      const [a, b] = gradients as [ArrayLike<number>, ArrayLike<number>];
      const largest = Math.max(...Array.from(a, Math.abs));
      expect(Math.max(...Array.from(a, (value, i) => Math.abs(value - (b[i] as number))))).toBeLessThan(1e-5 * largest);
    });

    test('near the identity: before any step HAMUR predicts what its backbone predicts', async () => {
      const run = demoRun({ ...SMALL, model: { ...SMALL.model, adapters: [1, 2] } });
      const { batcher, learner } = learnerOf(engine, run, 64);
      const backbone = learnerOf(engine, { ...run, config: { ...run.config, model: withoutAdapters(run.config.model) } }, 64).learner;
      const batch = batcher.make(rowsFrom(0, 64));
      for (const predict of [(of: Learner) => of.predict(batch), (of: Learner) => of.predictInTraining(batch)]) {
        const [ours, theirs] = [predict(learner), predict(backbone)];
        expect(await ours.data()).toEqual(await theirs.data());
        ours.dispose();
        theirs.dispose();
      }
      for (const each of [batch, learner, backbone]) each.dispose();
    });

    /** Probabilities after five steps: of some rows together, backwards, and of one of them alone. */
    const predictions = async (run: ReturnType<typeof demoRun>) => {
      const { batcher, learner } = learnerOf(engine, run, 64);
      for (let i = 0; i < 5; i++) {
        const batch = batcher.make(rowsFrom(64 * i, 64));
        learner.step(batch).dispose();
        batch.dispose();
      }
      const predict = async (rows: number[]) => {
        const batch = batcher.make(Int32Array.from(rows));
        const predicted = learner.predict(batch);
        const values = (await predicted.data()).slice(0, rows.length);
        predicted.dispose();
        batch.dispose();
        return Array.from(values);
      };
      const together = await predict([5, 900, 17, 23, 640]);
      const backwards = await predict([640, 23, 17, 900, 5]);
      const alone = (await predict([17]))[0] as number;
      learner.dispose();
      return { together, backwards, alone };
    };

    // WebAssembly has all; the others are slow here, and have all in `npm run verify`.
    const some = name !== 'wasm' && !FULL ? BACKBONES.filter((_, i) => i % 3 === 0) : BACKBONES;
    test.each(some)('in recommended mode a row predicts the same alone and among others, in any order: %s', async (backbone) => {
      for (const towerRows of TOWER_ROWS) {
        const { together, backwards, alone } = await predictions(
          demoRun({ ...SMALL, model: { ...SMALL.model, backbone, towerRows, bottom: [8], experts: 2, gateNorm: towerRows === 'all' } }),
        );
        expect(backwards.reverse()).toEqual(together);
        expect(alone).toBe(together[2]);
        expect(new Set(together).size).toBe(5);
      }
    });

    test('in reference mode a prediction depends on its neighbours', async () => {
      const { together, alone } = await predictions(demoRun({ ...SMALL, model: { ...SMALL.model, fidelity: 'reference' } }));
      expect(Math.abs(alone - (together[2] as number))).toBeGreaterThan(1e-4);
    });

    unlessSlow('with every setting that a practitioner may choose a run trains, leaves nothing behind, and comes out the same twice', async () => {
      const run = demoRun({
        ...SMALL,
        data: { ...SMALL.data, ...MIXED_FIELDS },
        model: { ...SMALL.model, backbone: 'ple', bottom: [8], dropout: [0.2, 0.1], towerRows: 'own' },
        train: {
          ...SMALL.train,
          optimiser: 'adamw',
          embeddingDecay: 0.01,
          clip: 1,
          schedule: 'cosine',
          warmUp: 0.5,
          positiveWeight: 'balanced',
          domainWeights: 'balanced',
          batches: 'balanced',
        },
      });
      const first = await trainToEnd(engine, run);
      const before = engine.allocated();
      const again = await trainToEnd(engine, run);
      expectSame(engine.allocated(), before);
      expect(again.states).toEqual(first.states);
      expect(first.result.epochs[1]?.trainLoss).toBeLessThan(first.result.epochs[0]?.trainLoss as number);
    });

    test.each([
      { dropout: 0.5, adapters: [] },
      { hyperDropout: 0.5, adapterInit: 'xavier' },
    ] satisfies RunConfigInput['model'][])('dropout leaves out its share in training, another one each step, and nothing at evaluation: %o', async (change) => {
      const run = demoRun({ ...SMALL, model: { ...SMALL.model, ...change } });
      const { batcher, learner } = learnerOf(engine, run, 64);
      const batch = batcher.make(rowsFrom(0, 64));
      const read = async (made: ReturnType<Learner['predict']>) => {
        const values = Array.from(await made.data());
        made.dispose();
        return values;
      };
      expect(await read(learner.predict(batch))).toEqual(await read(learner.predict(batch)));
      const once = await read(learner.predictInTraining(batch));
      expect(await read(learner.predictInTraining(batch))).toEqual(once);
      // It moves no parameter, so that what differs is the mask.
      learner.step(batch, { rateFactor: 0 }).dispose();
      expect(await read(learner.predictInTraining(batch))).not.toEqual(once);
      batch.dispose();
      learner.dispose();
    });

    unlessSlow('the best epoch’s weights are what the test rows are measured with', async () => {
      // A rate this high makes later epochs worse than an early one.
      const run = demoRun({ ...SMALL, train: { batch: 256, learningRate: 0.05, epochs: 12, patience: 3, baseline: false } });
      const { result, states, afterEpoch } = await trainToEnd(engine, run);
      expect(result.stopped).toBe('patience');
      expect(result.epochs).toHaveLength(result.bestEpoch + 3);
      const aucs = result.epochs.map(({ val }) => val.auc as number);
      expect(aucs.indexOf(Math.max(...aucs)) + 1).toBe(result.bestEpoch);
      expect(states.get('model')?.parameters).toEqual(afterEpoch[result.bestEpoch - 1]?.parameters);
      expect(states.get('model')?.buffers).toEqual(afterEpoch[result.bestEpoch - 1]?.buffers);
    });

    test('a rate that is far too high ends the run with an explanation', async () => {
      const run = demoRun({ ...SMALL, train: { ...SMALL.train, learningRate: 10, epochs: 40 } });
      await expect(trainToEnd(engine, run)).rejects.toThrow(/^train\.learningRate: training diverged: the loss .* Lower the learning rate/);
    });
  });
}
