import { expect, test } from 'vitest';
import { BOUNDS } from './bounds';
import { KILL_LINES, KILL_PIECES } from './kills/pieces';
import { reliabilityTable } from './reliability';
import { LONG_TESTS, MUTATED } from './tests';

test('each proof has a line, whether it is on record or not', () => {
  const none = reliabilityTable(
    () => undefined,
    () => undefined,
  ).split('\n');
  expect(none).toHaveLength(3 + BOUNDS.length + KILL_LINES.length);
  expect(none[2]).toContain('| not on record |');
  const some = reliabilityTable(
    (key) => (key === MUTATED.key ? { date: '2030-01-02', commit: 'abc', passed: 11, seconds: 70 } : undefined),
    () => undefined,
  ).split('\n');
  expect(some[2]).toMatch(/ \| it does \| 70 s \| 2030-01-02 \| abc \|$/);
});

test('the proofs are among those that are run, each under a key of its own', () => {
  expect(LONG_TESTS).toEqual(expect.arrayContaining([MUTATED, ...BOUNDS]));
  expect(new Set(LONG_TESTS.map(({ key }) => key)).size).toBe(LONG_TESTS.length);
  expect(MUTATED.env?.MUTATED_FILES).toBe(MUTATED.key.split('-')[1]);
});

test('kills are summed up by engine: how many, of what kind, what was lost at most, and what is still missing', () => {
  const piece = { date: '2030-01-02', commit: 'abc', kills: { tab: 4, worker: 6 }, runs: 2, lostSeconds: 1.25, seconds: 100 };
  const [webgpu, wasm] = reliabilityTable(
    () => undefined,
    (key) => (key.startsWith('kills/webgpu/') ? piece : key === 'kills/wasm/2' ? { ...piece, lostSeconds: 3, date: '2030-02-02' } : undefined),
  )
    .split('\n')
    .slice(3 + BOUNDS.length);
  expect(webgpu).toContain('| it does, in 10 runs; tab 20, worker 30; at most 1.3 s of training were done again | 500 s | 2030-01-02 | abc |');
  expect(wasm).toContain('| so far 10: it does, in 2 runs; tab 4, worker 6; at most 3.0 s of training were done again | 100 s | 2030-02-02 | abc |');
  expect(new Set(KILL_PIECES.map(({ key }) => key)).size).toBe(15 + 4 + 3);
});
