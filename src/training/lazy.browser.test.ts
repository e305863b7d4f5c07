import { add, keep, type Tensor } from '@tensorflow/tfjs-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { RunConfigInput } from '../config/run-config';
import { startEngine } from '../engine/choose';
import type { Engine } from '../engine/engine';
import { catchUp, optimiseRows } from '../engine/kernels/fused.definition.test-helper';
import { batchColumns, embeddingTables } from '../model/shape';
import type { ModelState } from '../model/state-dict';
import type { EngineName } from '../protocol/engine';
import { demoRun, learnerOf, SMALL, trainToEnd } from './test-helpers';

/** Lazy embeddings against dense ones: the same batches, the same start, read when all rows have caught up. */

const [BATCH, STEPS] = [32, 12];

interface Outcome {
  start: ModelState;
  /** As the steps left it, and with all rows caught up. */
  moved: ModelState;
  state: ModelState;
  /** Where the embeddings lie. */
  table: [number, number];
}

type Four = [Float32Array, Float32Array, Float32Array, Float32Array];

const embeddings = (state: ModelState, [from, to]: [number, number]) => state.parameters.subarray(from, to);
const largest = (a: Float32Array, b: ArrayLike<number>) => a.reduce((most, value, i) => Math.max(most, Math.abs(value - (b[i] as number))), 0);
const apart = (a: Float32Array, b: Float32Array) => Math.hypot(...a.map((value, i) => value - (b[i] as number)));
/** Rows of a step's batch: they come back after some steps, others never come. */
const batchRows = (step: number) => Int32Array.from({ length: BATCH }, (_, b) => ((step % 4) * 40 + b) % 140);

for (const name of ['cpu', 'wasm', 'webgpu'] satisfies EngineName[]) {
  describe(`on ${name}`, () => {
    let engine: Engine;
    beforeAll(async () => {
      engine = await startEngine(name);
    });
    afterAll(() => engine.stop());

    /** Trains on few rows of a table of many users, so that most are never named. */
    const trained = async (train: RunConfigInput['train']): Promise<Outcome> => {
      // The domain’s embedding starts as all others do: what is passed over is compared with how far dense ones move from there.
      const run = demoRun({ ...SMALL, model: { ...SMALL.model, domainStart: 1e-4 }, train: { ...SMALL.train, ...train } });
      const { batcher, learner } = learnerOf(engine, run, BATCH);
      const start = await learner.read();
      for (let i = 0; i < STEPS; i++) {
        const batch = batcher.make(batchRows(i));
        learner.step(batch).dispose();
        batch.dispose();
      }
      const moved = await learner.read();
      learner.catchUp();
      const state = await learner.read();
      // Who has caught up has nothing more to make up for.
      learner.catchUp();
      expect((await learner.read()).parameters).toEqual(state.parameters);
      learner.dispose();
      batcher.dispose();
      return { start, moved, state, table: learner.model.parameters.range('embedding') };
    };
    const both = async (train: RunConfigInput['train']) => ({
      lazy: await trained({ ...train, embeddingUpdates: 'lazy' }),
      dense: await trained({ ...train, embeddingUpdates: 'dense' }),
    });

    test.each([{ optimiser: 'adagrad' }, { optimiser: 'sgd', momentum: 0, learningRate: 0.3 }] satisfies RunConfigInput['train'][])(
      'exactly the same: %o',
      async (settings) => {
        const { lazy, dense } = await both({ ...settings, weightDecay: 0, embeddingDecay: 0 });
        expect(largest(lazy.state.parameters, dense.state.parameters)).toBeLessThan(1e-6);
        expect(lazy.moved).toEqual(lazy.state);
        expect(largest(dense.state.parameters, dense.start.parameters)).toBeGreaterThan(0.01);
      },
    );

    test.each([
      { optimiser: 'sgd', momentum: 0.9, learningRate: 0.1 },
      { optimiser: 'adam' },
      { optimiser: 'adamw', embeddingDecay: 0.5 },
    ] satisfies RunConfigInput['train'][])('rows that were passed over lag until all have caught up: %o', async (settings) => {
      const { lazy, dense } = await both({ weightDecay: 0, embeddingDecay: 0, ...settings });
      const [moved, caughtUp, wanted, start] = [lazy.moved, lazy.state, dense.state, dense.start].map((state) => embeddings(state, dense.table)) as Four;
      if (name === 'cpu') {
        // All embeddings move, at every step.
        expect(caughtUp).toEqual(wanted);
        return;
      }
      expect(apart(caughtUp, wanted)).toBeLessThan(apart(moved, wanted));
      expect(apart(caughtUp, wanted)).toBeLessThan((settings.optimiser === 'sgd' ? 0.1 : 0.37) * apart(wanted, start));
      // But for AdamW's decay a row that no batch ever named has nothing to make up for.
      const still = (of: Float32Array) => of.filter((value, i) => value === start[i]).length;
      expect(still(moved)).toBeGreaterThan(start.length / 4);
      if (settings.optimiser === 'adamw') expect(still(caughtUp)).toBe(0);
      else expect(still(caughtUp)).toBe(still(moved));
    });

    if (name !== 'cpu') {
      test.each([
        { optimiser: 'adagrad' },
        { optimiser: 'sgd', momentum: 0.9, learningRate: 0.1 },
        { optimiser: 'adam', embeddingDecay: 0.1 },
        { optimiser: 'adamw', embeddingDecay: 0.5 },
      ] satisfies RunConfigInput['train'][])('the embeddings move as the definition says, step by step: %o', async (settings) => {
        const run = demoRun({ ...SMALL, train: { ...SMALL.train, weightDecay: 0, embeddingDecay: 0, ...settings, embeddingUpdates: 'lazy' } });
        const { batcher, learner } = learnerOf(engine, run, BATCH);
        const { parameters, shape } = learner.model;
        const { optimiser, learningRate: rate, embeddingDecay, momentum } = run.config.train;
        const { column } = batchColumns(shape).tables[0] as { column: number };
        const { rows, width, slots: ids, name: tableName } = embeddingTables(shape)[0] as { rows: number; width: number; slots: number; name: string };
        const [offset, end] = parameters.range(tableName);
        const settled = { optimiser, rate, embeddingDecay, momentum, clip: 0, offset, rows, width, column, ids };

        const memory = () => new Float64Array(parameters.size);
        let wanted: ReturnType<typeof catchUp> = {
          parameters: Float64Array.from((await learner.read()).parameters),
          first: memory(),
          second: memory(),
          last: new Int32Array(rows),
        };
        for (let i = 0; i < STEPS; i++) {
          const batch = batcher.make(batchRows(i));
          let gradient: Tensor | undefined;
          learner.step(batch, { inspect: (flat) => (gradient = keep(add(flat, 0))) }).dispose();
          const ints = await batch.ints.data();
          const columns = batch.ints.shape[1];
          const named = Array.from({ length: BATCH * ids }, (_, n) => ints[Math.floor(n / ids) * columns + column + (n % ids)] as number);
          wanted = optimiseRows(wanted, Float64Array.from(await (gradient as Tensor).data()), named, { ...settled, t: i + 1 }, 0);
          gradient?.dispose();
          batch.dispose();
        }
        const agrees = async () => {
          const { parameters: got } = await learner.read();
          expect(largest(got.subarray(offset, end), wanted.parameters.subarray(offset, end))).toBeLessThan(1e-5);
        };
        await agrees();
        learner.catchUp();
        wanted = catchUp(wanted, { ...settled, t: STEPS });
        await agrees();
        learner.dispose();
        batcher.dispose();
      });
    }

    test('at the end of an epoch all rows have caught up', async () => {
      const run = demoRun({
        ...SMALL,
        train: { ...SMALL.train, optimiser: 'adamw', embeddingDecay: 0.5, embeddingUpdates: 'lazy', epochs: 1, baseline: false },
      });
      const { batcher, learner } = learnerOf(engine, run, BATCH);
      const start = await learner.read();
      const table = learner.model.parameters.range('embedding');
      learner.dispose();
      batcher.dispose();
      const state = (await trainToEnd(engine, run)).states.get('model') as ModelState;
      // Values that only validation and test rows have are named by no batch: they decay all the same.
      const was = embeddings(start, table);
      expect(embeddings(state, table).filter((value, i) => value === was[i])).toHaveLength(0);
    });

    test('L2 decay of the embeddings counts only where a row is named', async () => {
      const { state, start, table } = await trained({ optimiser: 'sgd', momentum: 0, weightDecay: 0.1, embeddingDecay: 0.1, embeddingUpdates: 'lazy' });
      const [from, to] = table;
      const kept = state.parameters.slice(from, to).filter((value, i) => value === start.parameters[from + i]).length;
      if (name === 'cpu') expect(kept).toBeLessThan((to - from) / 10);
      else expect(kept).toBeGreaterThan((to - from) / 4);
    });
  });
}
