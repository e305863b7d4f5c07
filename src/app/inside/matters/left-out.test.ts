import { expect, test } from 'vitest';
import type { Ablation } from '../../../protocol/insight';
import { leftOutSentence, reasonFor } from './left-out';

const NAMES = ['home', 'search', 'tiny'];
const change = { difference: -0.01, low: -0.02, high: 0, standardError: 0.005 };
const ablation = (rows: number[], off: boolean[], untrained?: number[]) =>
  ({
    rows,
    conditions: [{ name: 'off', byDomain: off.map((has) => (has ? change : null)), mean: null }],
    ...(untrained && { untrained }),
  }) as unknown as Ablation;

test('each reason in plain words', () => {
  const one = ablation([500, 0, 9], [true, false, false]);
  expect(reasonFor(one, 1, 'off')).toBe('no test rows');
  expect(reasonFor(one, 2, 'within')).toBe('n/a: 9 test rows, too few of a class');
  expect(reasonFor(one, 0, 'own mean')).toBe('n/a: no validation rows, whose mean H it would be');
  expect(reasonFor(one, 0, 'as another')).toBe('n/a: no other domain has training rows');
});

test('domains without test rows and without training rows are named; where there are none, nothing is said', () => {
  expect(leftOutSentence(ablation([5, 5, 5], [], []), NAMES)).toBe('');
  // Stored before it was told.
  expect(leftOutSentence(ablation([5, 5, 5], []), NAMES)).toBe('');
  expect(leftOutSentence(ablation([5, 0, 5], [], [2]), NAMES)).toBe(
    'Of search there are no test rows, so nothing here speaks of it. No row is taken for one of tiny: without training rows, the hyper-network has learned nothing of this domain.',
  );
  expect(leftOutSentence(ablation([5, 5, 5], [], [1, 2]), NAMES)).toContain(
    'one of search and tiny: without training rows, the hyper-network has learned nothing of these domains.',
  );
});
