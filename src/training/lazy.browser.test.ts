import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { RunConfigInput } from '../config/run-config';
import { startEngine } from '../engine/choose';
import type { Engine, EngineName } from '../engine/engine';
import type { ModelState } from '../model/state-dict';
import type { Learner } from './step';
import { demoRun, learnerOf, SMALL } from './test-helpers';

/** Lazy embeddings against dense ones: the same batches, the same start. */

const [BATCH, STEPS] = [32, 12];

for (const name of ['cpu', 'wasm', 'webgpu'] satisfies EngineName[]) {
  describe(`on ${name}`, () => {
    let engine: Engine;
    beforeAll(async () => {
      engine = await startEngine(name);
    });
    afterAll(() => engine.stop());

    /** Trains on few rows of a table of many users, so that most are never named. */
    const trained = async (train: RunConfigInput['train']): Promise<{ state: ModelState; start: ModelState; table: [number, number]; learner: Learner }> => {
      const run = demoRun({ ...SMALL, train: { ...SMALL.train, ...train } });
      const { batcher, learner } = learnerOf(engine, run, BATCH);
      const start = await learner.read();
      for (let i = 0; i < STEPS; i++) {
        // Rows come back after some steps, others do not.
        const batch = batcher.make(Int32Array.from({ length: BATCH }, (_, b) => ((i % 4) * 40 + b) % 140));
        learner.step(batch).dispose();
        batch.dispose();
      }
      const state = await learner.read();
      learner.dispose();
      batcher.dispose();
      return { state, start, table: learner.model.parameters.range('embedding'), learner };
    };
    const apart = (a: ModelState, b: ModelState) => a.parameters.reduce((most, value, i) => Math.max(most, Math.abs(value - (b.parameters[i] as number))), 0);
    const both = async (train: RunConfigInput['train']) => ({
      lazy: await trained({ ...train, embeddingUpdates: 'lazy' }),
      dense: await trained({ ...train, embeddingUpdates: 'dense' }),
    });

    test('Adagrad without decay: exactly the same', async () => {
      const { lazy, dense } = await both({ optimiser: 'adagrad', weightDecay: 0, embeddingDecay: 0 });
      expect(apart(lazy.state, dense.state)).toBeLessThan(1e-6);
      expect(apart(dense.state, dense.start)).toBeGreaterThan(0.01);
    });

    test('Adam: rows that no batch names keep their bits, and the others come out nearly the same', async () => {
      const { lazy, dense } = await both({ optimiser: 'adam', weightDecay: 0, embeddingDecay: 0 });
      const [from, to] = lazy.table;
      const moved = (of: typeof lazy) => of.state.parameters.slice(from, to).filter((value, i) => value !== of.start.parameters[from + i]).length;
      expect(moved(lazy)).toBeGreaterThan(0);
      expect(moved(lazy)).toBeLessThan(to - from);
      // A row that was passed over lately lags by what it has yet to make up for, which is less than what training moved.
      const moves = apart(dense.state, dense.start);
      expect(moves).toBeGreaterThan(0.08);
      expect(apart(lazy.state, dense.state)).toBeLessThan(name === 'cpu' ? 1e-9 : moves);
      const means = [lazy, dense].map(({ state, start }) =>
        state.parameters.reduce((sum, value, i) => sum + Math.abs(value - (start.parameters[i] as number)), 0),
      );
      expect((means[0] as number) / (means[1] as number)).toBeGreaterThan(0.8);
      expect((means[0] as number) / (means[1] as number)).toBeLessThan(1.2);
      // On the JavaScript engine, which has no fused kernels, all embeddings move.
      if (name !== 'cpu') expect(apart(lazy.state, dense.state)).toBeGreaterThan(0);
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
