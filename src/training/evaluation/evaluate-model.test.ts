import { expect, test } from 'vitest';
import { auc } from '../../measures/classification/auc';
import { demoRun, SMALL } from '../test-helpers';
import { bestPossible } from './evaluate-model';
import { logLoss } from './metrics';

test('the best possible is what the true probabilities reach on the test rows', () => {
  const { data } = demoRun(SMALL);
  const truth = Array.from(data.split.test, (row) => 1 / (1 + Math.exp(-(data.trueLogits?.[row] as number))));
  const labels = Array.from(data.split.test, (row) => data.labels[row] as number);
  const best = bestPossible(data);
  expect(best).toMatchObject({ rows: data.split.test.length, auc: auc(truth, labels), logLoss: logLoss(truth, labels) });
  expect(best?.domains.map(({ name }) => name)).toEqual(data.domains.map(({ name }) => name));
});

test('it is computed once for each data set', () => {
  const { data } = demoRun(SMALL);
  let asked = 0;
  const watched = Object.defineProperty({ ...data }, 'trueLogits', {
    get: () => {
      asked++;
      return data.trueLogits;
    },
  });
  expect(bestPossible(watched)).toBe(bestPossible(watched));
  expect(asked).toBe(1);
  expect(bestPossible({ ...data })).not.toBe(bestPossible(watched));
});

test('there is none where the truth is not known', () => {
  const { trueLogits: _unknown, ...data } = demoRun(SMALL).data;
  expect(bestPossible(data)).toBeUndefined();
});
