import { expect, test } from 'vitest';
import { BOUNDS } from './bounds';
import { reliabilityTable } from './reliability';
import { LONG_TESTS, MUTATED } from './tests';

test('each proof has a line, whether it is on record or not', () => {
  const none = reliabilityTable(() => undefined).split('\n');
  expect(none).toHaveLength(3 + BOUNDS.length);
  expect(none[2]).toContain('| not on record |');
  const some = reliabilityTable((key) => (key === MUTATED.key ? { date: '2030-01-02', commit: 'abc', passed: 11, seconds: 70 } : undefined)).split('\n');
  expect(some[2]).toMatch(/ \| it does \| 70 s \| 2030-01-02 \| abc \|$/);
});

test('the proofs are among those that are run, each under a key of its own', () => {
  expect(LONG_TESTS).toEqual(expect.arrayContaining([MUTATED, ...BOUNDS]));
  expect(new Set(LONG_TESTS.map(({ key }) => key)).size).toBe(LONG_TESTS.length);
  expect(MUTATED.env?.MUTATED_FILES).toBe(MUTATED.key.split('-')[1]);
});
