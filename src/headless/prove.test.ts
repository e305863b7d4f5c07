import { expect, test } from 'vitest';
import { ablationOf } from './prove';

test('what an ablation changed is a mean over the domains in which there is something to learn', () => {
  const change = (difference: number) => ({ difference, low: difference, high: difference, standardError: 0 });
  const conditions = [{ name: 'off' as const, byDomain: [change(-0.1), change(-0.4), null, change(-0.3)], mean: null }];
  expect(ablationOf({ conditions }, { auc: 0.9, logLoss: 0.5, byDomain: [0.9, 0.5, 0.8, 0.8] })).toEqual({ off: -0.2 });
});
