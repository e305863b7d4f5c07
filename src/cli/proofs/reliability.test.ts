import { expect, test } from 'vitest';
import { reliabilityTable } from './reliability';
import { LONG_TESTS, MUTATED } from './tests';

test('each proof has a line, whether it is on record or not', () => {
  const none = reliabilityTable(() => undefined).split('\n');
  expect(none).toHaveLength(3);
  expect(none[2]).toContain('| not on record |');
  const some = reliabilityTable((key) => (key === MUTATED.key ? { date: '2030-01-02', commit: 'abc', passed: 11, seconds: 70 } : undefined)).split('\n');
  expect(some[2]).toMatch(/ \| it does \| 70 s \| 2030-01-02 \| abc \|$/);
});

test('the proof is among those that are run', () => {
  expect(LONG_TESTS).toContain(MUTATED);
  expect(MUTATED.env?.MUTATED_FILES).toBe(MUTATED.key.split('-')[1]);
});
