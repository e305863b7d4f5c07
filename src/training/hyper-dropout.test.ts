import { env } from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, test, vi } from 'vitest';
import { DEFAULT_MODEL } from '../config/complete';
import type { RunConfigInput } from '../config/run-config';
import { startCpu } from '../engine/cpu/start';
import type { Engine } from '../engine/engine';
import { hyperLayers } from '../model/hyper-network';
import { Model } from '../model/model';
import { Batcher, modelShape } from './rows/batch';
import { Learner, startState } from './step';
import { demoRun, SMALL } from './test-helpers';

/** Dropout in the hyper-network: where it is, and when. */

const [ROWS, K] = [128, 3];

// Real training: a second on a quiet machine, many where it is busy.
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

let engine: Engine;
beforeAll(async () => {
  // Else tfjs advises to install something else.
  env().set('IS_NODE', false);
  engine = await startCpu('a test');
});

/**
 * A model whose units in the hyper-network are all near 1 before dropout, so that a 0 is dropout's doing, and whose H says them
 * unit by unit where the hidden layer is as wide as H.
 */
function open(change: RunConfigInput['model']) {
  const { data, config } = demoRun({ ...SMALL, model: { ...SMALL.model, k: K, ...change } });
  const shape = modelShape(data, config.model);
  const model = new Model(shape, config.model);
  const state = startState(model, 3);
  const last = config.model.hyper.length;
  for (const l of Array.from({ length: last + 1 }, (_, i) => i)) {
    model.parameters.view(state.parameters, `hyper.${l}.gamma`).fill(l === last ? 0.1 : 0.01);
    model.parameters.view(state.parameters, `hyper.${l}.beta`).fill(1);
  }
  const weight = model.parameters.view(state.parameters, `hyper.${last}.weight`);
  if (weight.length === K ** 4) for (const i of weight.keys()) weight[i] = Number(i % (K * K + 1) === 0);
  const learner = new Learner(engine, model, state, config.train, config.seed);
  const batcher = new Batcher(data, shape, { size: ROWS, parallelSums: false });
  const batch = batcher.make(Int32Array.from({ length: ROWS }, (_, i) => i));
  return {
    h: (training: boolean) => {
      const output = learner.hyperOutput(batch, ROWS, training);
      const values = Array.from(output.dataSync());
      output.dispose();
      return values;
    },
    /** A step that moves no parameter. */
    step: () => learner.step(batch, { rateFactor: 0 }).dispose(),
    dispose: () => {
      for (const each of [batch, learner, batcher]) each.dispose();
    },
  };
}

describe('with a hidden layer', () => {
  test('about its share of the hidden units is left out in training, and all of H stays', () => {
    const { h, dispose } = open({ hyper: [K * K], hyperDropout: 0.3 });
    const values = h(true);
    // The norm of the last layer spreads 0 and 1 / 0.7 around the unit's mean: below it are those that were left out.
    const columns = Array.from({ length: K * K }, (_, c) => values.filter((_value, i) => i % (K * K) === c));
    for (const column of columns) {
      const gap = (Math.min(...column) + Math.max(...column)) / 2;
      const left = column.filter((value) => value < gap).length / ROWS;
      // Within four standard errors.
      expect(Math.abs(left - 0.3)).toBeLessThan(4 * Math.sqrt((0.3 * 0.7) / ROWS));
      expect(column.filter((value) => Math.abs(value - gap) < 0.05)).toEqual([]);
    }
    // No element of H is 0: dropout behind its ReLU would make some so.
    expect(Math.min(...values)).toBeGreaterThan(0.5);
    dispose();
  });

  test('the mask is the same within a step, and another one in the next', () => {
    const { h, step, dispose } = open({ hyper: [K * K], hyperDropout: 0.3 });
    const first = h(true);
    expect(h(true)).toEqual(first);
    step();
    expect(h(true)).not.toEqual(first);
    dispose();
    const whole = open({ hyper: [K * K], hyperDropout: 0 });
    const before = whole.h(true);
    whole.step();
    expect(whole.h(true)).toEqual(before);
    whole.dispose();
  });

  test('at evaluation nothing is left out', () => {
    const [some, none] = [open({ hyper: [K * K], hyperDropout: 0.3 }), open({ hyper: [K * K], hyperDropout: 0 })];
    expect(some.h(false)).toEqual(none.h(false));
    expect(some.h(true)).not.toEqual(none.h(true));
    some.dispose();
    none.dispose();
  });

  test('the dropout of the other layers is another matter', () => {
    const [both, own] = [open({ hyper: [K * K], hyperDropout: 0.3, dropout: 0.5 }), open({ hyper: [K * K], hyperDropout: 0.3, dropout: 0 })];
    expect(both.h(true)).toEqual(own.h(true));
    both.dispose();
    own.dispose();
  });
});

test('without hidden layers there is none', () => {
  const [some, none] = [open({ hyper: [], hyperDropout: 0.5 }), open({ hyper: [], hyperDropout: 0 })];
  for (let i = 0; i < 3; i++) {
    expect(some.h(true)).toEqual(none.h(true));
    some.step();
  }
  some.dispose();
  none.dispose();
});

test.each([
  [[], [0]],
  [[7], [0.4, 0]],
  [
    [7, 6, 5],
    [0.4, 0.4, 0.4, 0],
  ],
])('hidden layers %j: every one has it, and H has not', (hyper, shares) => {
  expect(hyperLayers({ ...DEFAULT_MODEL, hyper, hyperDropout: 0.4 }, 8, 1).map(({ dropout }) => dropout)).toEqual(shares);
});
