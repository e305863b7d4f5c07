import { env } from '@tensorflow/tfjs-core';
import { afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import type { RunConfigInput } from '../config/run-config';
import { startCpu } from '../engine/cpu/start';
import type { Engine } from '../engine/engine';
import type { Comparison, EarlyRecord, Evaluation, ModelResult } from '../protocol/result';
import type { VariantName } from '../protocol/run';
import { compareModels } from './evaluation/compare-models';
import { bestPossible } from './evaluation/evaluate-model';
import { Learner } from './step';
import { demoRun, SMALL } from './test-helpers';
import { Trainer } from './trainer';
import type { Control, StepReport } from './variant';

/** When a run ends, and with which weights: what validation says is scripted, all else is real. */

/** The AUC of each evaluation that is to come, in turn; where none is left, 0.5. */
let aucs: number[] = [];
/** Called by each. */
let validating = () => {};
let looking = () => {};
vi.mock('./evaluation/evaluate-model', async (original) => ({
  ...(await original<typeof import('./evaluation/evaluate-model')>()),
  evaluateModel: async (): Promise<Evaluation> => {
    validating();
    return { rows: 9, auc: aucs.shift() ?? 0.5, logLoss: 0.6, domains: [] };
  },
}));

// Real training: a second on a quiet machine, many where it is busy.
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

let engine: Engine;
beforeAll(async () => {
  // Else tfjs advises to install something else.
  env().set('IS_NODE', false);
  engine = await startCpu('a test');
});
beforeEach(() => {
  aucs = [];
  validating = () => {};
  looking = () => {};
});

interface Told {
  result: ModelResult | undefined;
  baseline: ModelResult | undefined;
  comparison?: Comparison;
  steps: { variant: VariantName; report: StepReport; at: number }[];
  best: boolean[];
  ended: string[];
  early: { variant: VariantName; record: EarlyRecord }[];
  trainer: Trainer;
}

/** Trains a small run to its end and looks at it with `after`, before it is disposed of. */
async function train(
  change: { train?: RunConfigInput['train']; model?: RunConfigInput['model'] },
  validations: number[],
  control: Partial<Control> = {},
  after: (told: Told) => void | Promise<void> = () => {},
  early = false,
): Promise<Told> {
  const { config, data } = demoRun({
    data: { source: { demo: 'conflict', rows: 300 } },
    model: { ...SMALL.model, ...change.model },
    train: { batch: 128, epochs: 3, learningRate: 0.01, baseline: false, ...change.train },
  });
  aucs = [...validations];
  const trainer = new Trainer(config, data, engine, { beforeStep: async () => true, breathe: async () => {}, ...control });
  const told: Told = { result: undefined, baseline: undefined, steps: [], best: [], ended: [], early: [], trainer };
  try {
    await trainer.run({
      step: (variant, report) => told.steps.push({ variant, report, at: performance.now() }),
      between: async () => looking(),
      ...(early && { early: (variant, record) => told.early.push({ variant, record }) }),
      epoch: (variant, { epoch }, best, ended) => {
        told.best.push(best);
        if (ended) told.ended.push(`${variant} ${epoch}`);
      },
      evaluating: () => {},
      finished: (variant, result) => {
        told[variant === 'model' ? 'result' : 'baseline'] = result;
      },
      compared: (comparison) => {
        told.comparison = comparison;
      },
    });
    await after(told);
    return told;
  } finally {
    trainer.dispose();
  }
}

describe('the best epoch', () => {
  test('is gone back to, and the first of equals is it', async () => {
    const { result, best } = await train({ train: { epochs: 4 } }, [0.6, 0.7, 0.7, 0.65]);
    expect(result).toMatchObject({ bestEpoch: 2, bestRestored: true, stopped: 'epochs' });
    expect(best).toEqual([true, true, false, false]);
  });

  test('used-up patience ends the run, and says so even in the last epoch', async () => {
    expect((await train({ train: { epochs: 9, patience: 2 } }, [0.7, 0.6, 0.6])).result).toMatchObject({ stopped: 'patience', epochs: { length: 3 } });
    expect((await train({ train: { epochs: 3, patience: 2 } }, [0.7, 0.6, 0.6])).result).toMatchObject({ stopped: 'patience', epochs: { length: 3 } });
  });

  test('in reference mode it is gone back to where patience ended the run, and nowhere else', async () => {
    const model: RunConfigInput['model'] = { fidelity: 'reference' };
    expect((await train({ model, train: { epochs: 9, patience: 2 } }, [0.7, 0.6, 0.6])).result).toMatchObject({ stopped: 'patience', bestRestored: true });
    expect((await train({ model }, [0.7, 0.6, 0.6])).result).toMatchObject({
      stopped: 'epochs',
      bestEpoch: 1,
      bestRestored: false,
      testedEpoch: 3,
    });
    // The weights at the end are those of the best epoch already.
    expect((await train({ model }, [0.6, 0.6, 0.7])).result).toMatchObject({ stopped: 'epochs', bestEpoch: 3, bestRestored: true });
  });

  test('in reference mode what was trained of an epoch counts where the person ends it', async () => {
    let steps = 0;
    const beforeStep = async () => ++steps <= 3;
    const stopped = (fidelity: 'reference' | 'recommended') => {
      steps = 0;
      return train({ model: { fidelity } }, [0.7], { beforeStep });
    };
    expect((await stopped('reference')).result).toMatchObject({ stopped: 'person', bestEpoch: 1, bestRestored: false, testedEpoch: 1.5 });
    expect((await stopped('recommended')).result).toMatchObject({ stopped: 'person', bestEpoch: 1, bestRestored: true, testedEpoch: 1 });
  });

  test('of the weights that were the best once, none stay behind', async () => {
    const before = engine.allocated().tensors;
    await train({ train: { epochs: 4 } }, [0.5, 0.6, 0.7, 0.8]);
    expect(engine.allocated().tensors).toBe(before);
  });
});

test('the moment is counted in epochs, with a fraction while one is under way', async () => {
  const moments: number[] = [];
  let trainer: Trainer | undefined;
  const { steps } = await train({ train: { epochs: 2 } }, [0.5, 0.6], {}, (told) => {
    trainer = told.trainer;
    expect(trainer.model.moment).toEqual({ epoch: 2, final: true });
  });
  for (const { report } of steps) moments.push(report.epoch);
  const perEpoch = steps[0]?.report.stepsPerEpoch as number;
  expect(perEpoch).toBe(2);
  expect(moments.at(-1)).toBe(2);
});

test('after an epoch the moment is a whole number of epochs', async () => {
  const { config, data } = demoRun({ ...SMALL, data: { source: { demo: 'conflict', rows: 300 } }, train: { batch: 128, epochs: 3 } });
  const trainer = new Trainer(config, data, engine, { beforeStep: async () => true, breathe: async () => {} });
  await trainer.model.epoch(
    () => {},
    async () => {},
  );
  expect(trainer.model.moment).toEqual({ epoch: 1, final: false });
  trainer.dispose();
});

test('a last batch of one row sits out; a run of one row in all does not', async () => {
  const { data } = demoRun({ data: { source: { demo: 'conflict', rows: 300 } } });
  const rows = data.split.train.length;
  const stepsOf = async (batch: number) => (await train({ train: { batch, epochs: 1 } }, [])).steps[0]?.report.stepsPerEpoch;
  expect(await stepsOf(rows - 1)).toBe(1);
  expect(await stepsOf(rows - 2)).toBe(2);
  expect(await stepsOf(rows)).toBe(1);
});

describe('by a clock on which everything takes long', () => {
  let tick = 5000;
  beforeEach(() => {
    let now = 0;
    tick = 5000;
    vi.spyOn(performance, 'now').mockImplementation(() => {
      now += tick;
      return now;
    });
  });
  afterEach(() => {
    vi.restoreAllMocks();
  });

  test('the time that is left is told once four steps are done, and ends as that of the last validation and the test', async () => {
    const { steps } = await train({ train: { epochs: 3 } }, []);
    const left = steps.map(({ report }) => report.secondsLeft);
    expect(left.slice(0, 3)).toEqual([undefined, undefined, undefined]);
    expect(left).toHaveLength(6);
    for (const each of left.slice(3)) expect(each).toBeGreaterThan(0);
    expect(left[5]).toBeLessThan((left[3] as number) / 2);
  });

  test('there are points within the first epoch, of both models at the same share, and none later; they count for nothing', async () => {
    const run = { train: { baseline: true, epochs: 3, patience: 1 } };
    const scores = [0.7, 0.7, 0.8, 0.6, 0.6];
    const without = await train(run, scores);
    let steps = 0;
    // The configured model's first epoch has two steps. What comes after it is quick, and the baseline is measured all the same.
    const beforeStep = async () => {
      tick = ++steps > 2 ? 1 : 5000;
      return true;
    };
    const { early, best, ended, result } = await train(run, scores, { beforeStep }, () => {}, true);
    expect(early.map(({ variant, record: { epoch, outOf, val } }) => [variant, epoch, outOf, val.rows])).toEqual([
      ['model', 0.5, 30, 30],
      ['baseline', 0.5, 30, 30],
    ]);
    for (const { record } of early) for (const { auc } of record.val.domains) expect(auc).toBeGreaterThan(0);
    expect([best, ended, result?.bestEpoch, result?.perStep]).toEqual([without.best, without.ended, without.result?.bestEpoch, without.result?.perStep]);
  });
});

test('the time left counts what passes between steps and at the end of an epoch, and no rest', async () => {
  let clock = 0;
  vi.spyOn(performance, 'now').mockImplementation(() => clock);
  validating = () => {
    clock += 400;
  };
  let steps = 0;
  looking = () => {
    clock += 30;
  };
  const beforeStep: Control['beforeStep'] = async (beforeRest) => {
    clock += 70;
    if (++steps === 2) {
      await beforeRest();
      clock += 1_000_000;
    }
    return true;
  };
  try {
    const { steps: told, trainer } = await train({ train: { epochs: 4 } }, [], { beforeStep });
    const known = told.filter(({ report }) => report.secondsLeft !== undefined);
    expect(known.map(({ report }) => report.epoch)).toEqual([2, 2.5, 3, 3.5, 4]);
    const { val, test } = trainer.data.split;
    for (const { report, at } of known) {
      const was = clock - at + (400 * test.length) / val.length;
      const said = 1000 * (report.secondsLeft as number);
      // A loss that comes while the next step waits is told with that step still to do.
      expect(said).toBeGreaterThan(1.5 * was - 1);
      expect(said).toBeLessThan(1.5 * (was + 100) + 1);
    }
    // The rest is none of its epoch's time either.
    for (const { seconds } of trainer.model.epochs) expect(seconds).toBeLessThan(2);
    // After the last validation only the test is left.
    expect(trainer.model.times()).toMatchObject({ secondsLeft: expect.closeTo((1.5 * 0.4 * test.length) / val.length, 9) });
  } finally {
    vi.restoreAllMocks();
  }
});

test('where an epoch is quick there are none', async () => {
  expect((await train({ train: { epochs: 1 } }, [], {}, () => {}, true)).early).toEqual([]);
});

describe('the two models on the test rows', () => {
  test('are compared by the predictions that their evaluation made, each once', async () => {
    const predict = vi.spyOn(Learner.prototype, 'predict');
    let expected: Comparison | undefined;
    // Adapters that do something from the start.
    const told = await train({ model: { adapterInit: 'xavier' }, train: { epochs: 1, baseline: true } }, [], {}, async ({ trainer }) => {
      // A batch for each of the two: validation is scripted.
      expect(predict).toHaveBeenCalledTimes(2);
      const { data } = trainer;
      const { test } = data.split;
      const again = [];
      for (const run of trainer.variants.values()) {
        const { learner, batcher } = run.parts[0];
        const batch = batcher.make(test);
        const predicted = learner.predict(batch);
        again.push(predicted.dataSync().slice(0, test.length));
        predicted.dispose();
        batch.dispose();
      }
      expected = compareModels(again[0] as Float32Array, again[1] as Float32Array, data, test, bestPossible(data));
    });
    predict.mockRestore();
    expect(told.comparison?.all?.standardError).toBeGreaterThan(0);
    expect(told.comparison).toEqual(expected);
  });

  test('are not where one is trained alone', async () => {
    expect((await train({ train: { epochs: 1 } }, [])).comparison).toBeUndefined();
  });
});

describe('the person', () => {
  test('ends the run before its first epoch: there is no result', async () => {
    expect((await train({}, [], { beforeStep: async () => false })).result).toBeUndefined();
  });

  test('ends both models, and the baseline without an epoch has nothing to compare', async () => {
    let steps = 0;
    // The model's two steps are done, and its baseline's first is refused.
    const told = await train({ train: { baseline: true } }, [], { beforeStep: async () => ++steps <= 2 });
    expect(told.result).toMatchObject({ stopped: 'person', epochs: { length: 1 } });
    expect(told.baseline).toBeUndefined();
    expect(told.comparison).toBeUndefined();
    expect(steps).toBe(3);
  });
});

test('the end of a model’s training is told with its last epoch, be it of patience or of epochs', async () => {
  // Model and baseline in turns: the model’s second epoch is no better, the baseline’s are all.
  const { ended } = await train({ train: { baseline: true, epochs: 3, patience: 1 } }, [0.7, 0.5, 0.6, 0.6, 0.7]);
  expect(ended).toEqual(['model 2', 'baseline 3']);
});

test('a model without adapters is its own backbone: there is no baseline', async () => {
  expect((await train({ train: { baseline: true, epochs: 1 }, model: { adapters: [] } }, [])).baseline).toBeUndefined();
  expect((await train({ train: { baseline: true, epochs: 1 } }, [])).baseline).toBeDefined();
});
