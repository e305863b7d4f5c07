import { expect, test } from 'vitest';
import type { RunEvent, VariantName } from '../protocol/run';
import { progressOf } from '../runs/progress';
import { epochRecord, startedRun } from '../runs/run.test-helper';
import { withEvent } from '../runs/with-event';
import { Pace, timeOf, type Work } from './pace';

const WORK: Work = { epochs: 4, epochsDone: 1, stepsPerEpoch: 10, stepsDone: 4, ofValidation: 1000, ofTest: 3000, batch: 512 };

test('a step is as long as the mean or as the last ones, whichever is longer; the first, which warms up, is left out', () => {
  const pace = new Pace();
  for (const ms of [900, 10, 20]) {
    pace.addStep(ms);
    // Of one step that warms up, and of a few that are done one by one, nobody can tell.
    expect([pace.msPerStep, pace.msToWarmUp, timeOf(pace, WORK)]).toEqual([undefined, 0, undefined]);
  }
  pace.addToStep(10);
  pace.addStep(20);
  expect([pace.msPerStep, pace.msToWarmUp]).toEqual([20, 880]);
  for (let i = 0; i < 100; i++) pace.addStep(30);
  expect(pace.msPerStep).toBe(30);
  for (let i = 0; i < 100; i++) pace.addStep(10);
  expect(pace.msPerStep).toBeCloseTo((60 + 3000 + 1000) / 203, 12);
});

test('the time left is that of steps, validations and the test, and half as much again', () => {
  const pace = new Pace();
  for (let i = 0; i < 4; i++) pace.addStep(20);
  // 26 steps of 20 ms; three validations of two batches as dear as steps, and the test, three times as long as one.
  expect(timeOf(pace, WORK)?.secondsLeft).toBeCloseTo(1.5 * (0.52 + 3 * 0.04 + 0.12), 12);
  pace.addEpoch(100);
  pace.addEpoch(300);
  pace.addEpoch(260);
  const { secondsLeft, secondsInAll, secondsToTest } = timeOf(pace, WORK) ?? {};
  expect(secondsLeft).toBeCloseTo(1.5 * (0.52 + 3 * 0.26 + 0.78), 12);
  expect(secondsInAll).toBeCloseTo(1.5 * (0.8 + 4 * 0.26 + 0.78), 12);
  expect(secondsToTest).toBeCloseTo(1.5 * 0.78, 12);
  // Without validation rows an epoch has its set-up still, and the test is as dear as steps.
  expect(timeOf(pace, { ...WORK, ofValidation: 0 })?.secondsToTest).toBeCloseTo(1.5 * 6 * 0.02, 12);
});

/** How long things take, in ms, `at` a time of the run. */
interface Trace {
  step(n: number, at: number, variant: VariantName): number;
  validation(n: number, at: number, variant: VariantName): number;
  epochs?: number;
  stepsPerEpoch?: number;
  /** So many steps the engine takes on before it has done any. */
  queue?: number;
  /** Epochs after which patience ends a model. */
  ends?: Partial<Record<VariantName, number>>;
  /** Before that nobody can know: what a full queue costs, or that validation is dear. */
  known?: number;
}

/** Plays a run of two models in turns, and tells of each step how much was left then by its word, and how much by the clock. */
function played({ step, validation, epochs = 5, stepsPerEpoch = 60, queue = 1, ends = {} }: Trace): { at: number; said: number; was: number }[] {
  const [ofValidation, ofTest, batch] = [2000, 2000, 512];
  const work = { epochs, stepsPerEpoch, ofValidation, ofTest, batch };
  let now = 0;
  const begun = startedRun();
  let run = { ...begun, config: { ...begun.config, train: { ...begun.config.train, epochs } } };
  const tell = (event: RunEvent) => {
    run = withEvent(run, event);
    const { secondsLeft } = progressOf(run);
    if (secondsLeft !== undefined) said.push({ at: now, said: 1000 * secondsLeft });
  };
  const said: { at: number; said: number }[] = [];
  tell({ type: 'phase', phase: 'training' });
  const models = (['model', 'baseline'] as const).map((variant) => ({ variant, pace: new Pace(), last: ends[variant] ?? epochs }));
  for (let epochsDone = 0; epochsDone < epochs; epochsDone++) {
    for (const { variant, pace, last } of models) {
      if (epochsDone >= last) continue;
      for (let stepsDone = 1; stepsDone <= stepsPerEpoch; stepsDone++) {
        const ms = step(epochsDone * stepsPerEpoch + stepsDone, now, variant);
        now += ms;
        pace.addStep(ms);
        // Told when losses arrive: all that was queued is done by then.
        if (stepsDone > 1 && stepsDone % queue > 0) continue;
        const times = timeOf(pace, { ...work, epochsDone, stepsDone });
        tell({
          type: 'progress',
          variant,
          step: stepsDone,
          stepsPerEpoch,
          epoch: epochsDone + stepsDone / stepsPerEpoch,
          epochs,
          loss: 1,
          rowsPerSecond: 1,
          ...times,
        });
      }
      const ms = validation(epochsDone + 1, now, variant);
      now += ms;
      pace.addEpoch(ms);
      const times = timeOf(pace, { ...work, epochsDone: epochsDone + 1, stepsDone: 0 });
      tell({ type: 'epoch', variant, record: epochRecord(epochsDone + 1, 0.6), best: true, ended: epochsDone + 1 === last, ...times });
    }
  }
  for (const { variant, last } of models) now += (validation(last, now, variant) * ofTest) / ofValidation;
  return said.map((each) => ({ ...each, was: now - each.at }));
}

const tooLow = (trace: Trace) => played(trace).filter(({ said, was }) => said < was);

const EVEN: Trace = { step: () => 50, validation: () => 70 };

test('“at most” is so at an even pace, from the fourth step to the last word', () => {
  expect(tooLow(EVEN)).toEqual([]);
  const all = played(EVEN);
  expect(all.length).toBe(2 * 5 * 61 - 3);
  // And not much more than that.
  for (const { said, was } of all) expect(said).toBeLessThan(1.6 * was + 1000);
});

test.each<[string, Trace]>([
  ['one epoch: what the second model takes is not what the first has left', { ...EVEN, epochs: 1 }],
  ['validations as slow as training', { ...EVEN, validation: () => 200 }],
  ['validations that become slower', { ...EVEN, validation: (n) => 100 + 20 * n }],
  ['slow first steps', { ...EVEN, step: (n) => (n === 1 ? 6000 : n < 10 ? 400 : 50) }],
  ['a quick beginning, while the queue of the engine fills', { ...EVEN, queue: 20, step: (n) => (n % 20 === 0 ? 900 : 5), known: 900 }],
  ['a machine that slows down by a third', { ...EVEN, step: (_, at) => (at > 9000 ? 75 : 50), validation: (_, at) => (at > 9000 ? 105 : 70) }],
  ['one that slows down bit by bit', { ...EVEN, step: (n) => 50 + n / 15 }],
  ['one that slows down late', { ...EVEN, step: (_, at) => (at > 25_000 ? 75 : 50), validation: (_, at) => (at > 25_000 ? 105 : 70) }],
  ['a model that patience ends early, and is tested at the end', { ...EVEN, validation: () => 3000, ends: { model: 2 }, known: 6000 }],
  ['the other one', { ...EVEN, ends: { baseline: 1 } }],
])('“at most” is so with %s', (_, trace) => {
  expect(played(trace).length).toBeGreaterThan(20);
  expect(tooLow(trace).filter(({ at }) => at >= (trace.known ?? 0))).toEqual([]);
});
