import { expect, test } from 'vitest';
import { BestEpoch } from './best-epoch';

const val = (auc: number | null, logLoss: number | null = 0.5) => ({ rows: 10, auc, logLoss, domains: [] });

/** What follows after each of the validations. */
function follow(patience: number, validations: ReturnType<typeof val>[]): { said: string[]; epoch: number } {
  const best = new BestEpoch(patience);
  const said = validations.map((each, i) => best.add({ epoch: i + 1, val: each }));
  return { said, epoch: best.epoch };
}

test('a higher AUC is better; an equal one is not, and uses up the patience', () => {
  expect(follow(5, [val(0.6), val(0.7), val(0.65), val(0.8)])).toEqual({ said: ['best', 'best', 'go on', 'best'], epoch: 4 });
  expect(follow(2, [val(0.7), val(0.7), val(0.7)])).toEqual({ said: ['best', 'go on', 'stop'], epoch: 1 });
});

test('the loss does not count where there is an AUC', () => {
  expect(follow(5, [val(0.7, 0.5), val(0.7, 0.1), val(0.6, 0.01)])).toEqual({ said: ['best', 'go on', 'go on'], epoch: 1 });
});

test('patience is counted from the best epoch', () => {
  expect(follow(2, [val(0.6), val(0.5), val(0.7), val(0.6), val(0.65)])).toEqual({ said: ['best', 'go on', 'best', 'go on', 'stop'], epoch: 3 });
  expect(follow(1, [val(0.6), val(0.5)]).said).toEqual(['best', 'stop']);
});

test('without an AUC the lower loss is better', () => {
  expect(follow(3, [val(null, 0.5), val(null, 0.6), val(null, 0.4), val(null, 0.4)])).toEqual({ said: ['best', 'go on', 'best', 'go on'], epoch: 3 });
});

test('before an epoch there is none', () => {
  expect(new BestEpoch(1).epoch).toBe(0);
});
