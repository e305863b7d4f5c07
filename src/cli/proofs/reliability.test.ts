import { expect, test } from 'vitest';
import { KILL_LINES, KILL_PIECES } from './kills/pieces';
import { reliabilityTable } from './reliability';
import { LONG_TESTS, MUTATED } from './tests';

test('each proof has a line, whether it is on record or not', () => {
  const none = reliabilityTable(
    () => undefined,
    () => undefined,
  ).split('\n');
  expect(none).toHaveLength(3 + KILL_LINES.length);
  expect(none[2]).toContain('| not on record |');
  const some = reliabilityTable(
    (key) => (key === MUTATED.key ? { date: '2030-01-02', commit: 'abc', passed: 11, seconds: 70 } : undefined),
    () => undefined,
  ).split('\n');
  expect(some[2]).toMatch(/ \| it does \| 70 s \| 2030-01-02 \| abc \|$/);
});

test('the proof is among those that are run', () => {
  expect(LONG_TESTS).toContain(MUTATED);
  expect(MUTATED.env?.MUTATED_FILES).toBe(MUTATED.key.split('-')[1]);
});

test('kills are summed up by engine: how many, of what kind, what was lost at most, and what is still missing', () => {
  const piece = { date: '2030-01-02', commit: 'abc', kills: { tab: 4, worker: 6 }, runs: 2, lostSeconds: 1.25, seconds: 100 };
  const [webgpu, wasm] = reliabilityTable(
    () => undefined,
    (key) => (key.startsWith('kills/webgpu/') ? piece : key === 'kills/wasm/2' ? { ...piece, lostSeconds: 3, date: '2030-02-02' } : undefined),
  )
    .split('\n')
    .slice(3);
  expect(webgpu).toContain('| it does, in 10 runs; tab 20, worker 30; at most 1.3 s of training were done again | 500 s | 2030-01-02 | abc |');
  expect(wasm).toContain('| so far 10: it does, in 2 runs; tab 4, worker 6; at most 3.0 s of training were done again | 100 s | 2030-02-02 | abc |');
  expect(new Set(KILL_PIECES.map(({ key }) => key)).size).toBe(15 + 4 + 3);
});
