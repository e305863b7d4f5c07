import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseSweep } from '../../config/sweep';
import { addedToOutcome, sweepPlan } from './sweep';

const PLAN = parseSweep({
  sweep: { how: 'halving', runs: 9, vary: { 'model.k': [1, 2, 3], 'train.learningRate': { from: 0.001, to: 0.1 }, 'model.layers': [[64], [64, 32]] } },
}).sweep;
const check = (value: unknown) => sweepPlan(value, 'sweep');

test('what a sweep makes may be kept', () => {
  expect(() => check(JSON.parse(JSON.stringify(PLAN)))).not.toThrow();
});

test.each<[string, unknown]>([
  ['nothing', null],
  ['another way', { ...PLAN, how: 'best' }],
  ['no setting', { ...PLAN, vary: [] }],
  ['an unknown setting', { ...PLAN, vary: [{ path: 'model.q', values: [1] }] }],
  ['a name of every object', { ...PLAN, vary: [{ path: '__proto__', values: [1] }] }],
  ['a wrong value', { ...PLAN, vary: [{ path: 'model.k', values: [0] }] }],
  ['a range without an end', { ...PLAN, vary: [{ path: 'model.k', from: 1, scale: 'log' }] }],
  ['no rung', { ...PLAN, rungs: [] }],
  ['rungs that fall', { ...PLAN, rungs: [9, 3] }],
  ['half an epoch', { ...PLAN, rungs: [0.5] }],
  ['one that keeps all', { ...PLAN, keep: 1 }],
])('%s is refused', (_, value) => {
  expect(() => check(value)).toThrow(/^sweep/);
});

test('whatever lies there, it is taken or refused with a path', () => {
  fc.assert(
    fc.property(fc.anything(), fc.anything(), (a, b) => {
      for (const value of [
        a,
        { ...PLAN, vary: a },
        { ...PLAN, vary: [{ path: 'model.k', values: a }] },
        { ...PLAN, vary: [{ path: a, values: [b] }] },
        { ...PLAN, rungs: [a, b] },
      ]) {
        try {
          check(value);
        } catch (error) {
          expect((error as Error).message).toMatch(/^sweep.* is not as it should be$/);
        }
      }
    }),
  );
});

test('what was added to an outcome fits its domains', () => {
  const scores = { mean: 0.1, all: null, byDomain: [0.1, null] };
  const more = { aucErrors: scores, validation: { auc: scores, logLoss: scores }, splitBySeed: true, mostEpochs: 9 };
  const of = (value: unknown) => () => addedToOutcome(2)(value, 'outcome');
  expect(of(more)).not.toThrow();
  expect(of({})).not.toThrow();
  expect(of({ ...more, aucErrors: { ...scores, byDomain: [0.1] } })).toThrow('outcome.aucErrors.byDomain');
  expect(of({ ...more, validation: { auc: scores } })).toThrow('outcome.validation.logLoss');
  expect(of({ ...more, splitBySeed: 1 })).toThrow('outcome.splitBySeed');
  expect(of({ ...more, mostEpochs: 0.5 })).toThrow('outcome.mostEpochs');
});
