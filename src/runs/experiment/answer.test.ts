import { expect, test } from 'vitest';
import { answersOf, methodOf, undoneNote } from './answer';
import { differenceText } from './formats';
import { outcome } from './outcome.test-helper';
import { type Cell, experimentTable } from './table';

/** @param gains of A over B in `home` by seed; `video` moves both ways */
const table = (gains: number[], metrics: ('auc' | 'logLoss')[] = ['auc']) =>
  experimentTable(
    gains.flatMap((gain, i) => [outcome('A', i, [0.7 + gain, 0.6 + (i % 2 ? 0.001 : -0.001)]), outcome('B', i, [0.7, 0.6])]),
    ['A', 'B'],
    'B',
    metrics,
  );
const GAINS = [0.02, 0.024, 0.018, 0.022, 0.02, 0.021];

test('a difference that is there, with its size, interval, seeds and p; then each domain', () => {
  expect(answersOf(table(GAINS))).toEqual([
    'A is better than B in mean AUC over the domains: +.0104, 95 % interval .0088 to .0120, ahead in 6 of 6 seeds, sign-flip p .031. ' +
      'In “home” +.0208 (.0187 to .0230). In “video” no difference that 6 seeds show (.0000, −.0011 to .0011).',
  ]);
});

test('less LogLoss is better', () => {
  expect(answersOf(table(GAINS, ['logLoss']))[0]).toMatch(/^A is better than B in mean LogLoss over the domains: −\.0052, .* ahead in 6 of 6 seeds/);
  expect(answersOf(table(GAINS.map((gain) => -gain)))[0]).toMatch(/^A is worse than B in mean AUC .* ahead in 0 of 6 seeds/);
});

test('what cannot be seen is said with what could be', () => {
  const [answer] = answersOf(table([0.02, -0.02, 0.01, -0.01, 0.005, -0.004]));
  expect(answer).toMatch(/^6 seeds show no difference between A and B in mean AUC over the domains: \+\.0001, 95 % interval −\.0070 to \.0072/);
  const [, now, more] = answer?.match(/The smallest difference that 6 seeds find four times in five is (\.\d{4}); 10 more would find (\.\d{4})\./) ?? [];
  expect(Number(now)).toBeGreaterThan(Number(more));
  expect(Number(more)).toBeGreaterThan(0);
});

test('no more seeds are spoken of than may be added', () => {
  const flat = (n: number) => Array.from({ length: n }, (_, i) => (i % 2 ? 0.01 : -0.01));
  expect(answersOf(table(flat(36)))[0]).toContain('; 4 more would find ');
  expect(answersOf(table(flat(40)))[0]).toMatch(/four times in five is \.\d{4}\. /);
});

test('where other weights than the best were tested, the sentence of method says of whom', () => {
  const runs = [outcome('A', 1, [0.7, 0.6], { testedLast: true }), outcome('A', 2, [0.7, 0.6]), outcome('B', 1, [0.7, 0.6])];
  expect(methodOf(experimentTable(runs, ['A', 'B'], 'B'), [1, 2])).toContain(
    'Tested with the weights that training ended with instead, as the authors’ code does: A in 1 of 2 runs.',
  );
  expect(methodOf(table(GAINS), [1])).not.toContain('instead');
});

test('few seeds are said to be few', () => {
  expect(answersOf(table(GAINS.slice(0, 5)))[0]).toContain('With fewer than 6 seeds no sign test can reach .05.');
  expect(answersOf(table(GAINS.slice(0, 1)))[0]).toMatch(
    /^With one seed, A is \+\.0095 in mean AUC over the domains against B; that says nothing of other seeds\./,
  );
});

test('the sentence of method counts what was done', () => {
  const method = methodOf(table(GAINS, ['auc', 'logLoss']), [1, 2, 3, 5, 8, 9]);
  expect(method).toContain('2 contestants, 12 runs, seeds 1–3, 5, 8–9.');
  expect(method).toContain('AUC and LogLoss on the test rows');
  expect(method).toContain('over all 8 differences shown (which 6 seeds cannot reach; 9 can).');
});

test('a large p beside an interval that leaves out 0 is explained, with what so few seeds can come to', () => {
  // Four seeds of one sign: p is 2 of 2^4 patterns, .125, and of four tests at least .5.
  const few = table(GAINS.slice(0, 4));
  expect(undoneNote(few)).toBe(
    'In 3 of 4 differences the interval leaves out 0 and p is above .05: the interval is of that difference alone, p is corrected for 4 comparisons. ' +
      'With 4 seeds no p can be below .500 then.',
  );
  expect(methodOf(few, [1, 2, 3, 4])).toContain(undoneNote(few));
  const cells = few.tables[0]?.rows[0]?.cells ?? [];
  expect(cells.map((cell) => differenceText(cell, few.tests).replace(/^.*\], /, ''))).toEqual([
    'p .500, corrected for 4',
    'p .500, corrected for 4',
    'p .500, corrected for 4',
    'p 1.000',
  ]);
  expect(differenceText(cells[0] as Cell)).toMatch(/, p \.500$/);
  expect(Math.min(...cells.map(({ difference }) => difference?.adjusted as number))).toBe(0.5);
  // With enough of them p says what the interval says.
  const many = table([...GAINS, ...GAINS, ...GAINS]);
  expect([undoneNote(many), methodOf(many, [1]).includes('comparison')]).toEqual(['', false]);
});

test('of separate models the sentence of method says what is theirs alone', () => {
  const runs = [outcome('A', 1, [0.7, 0.6], { separate: true }), outcome('B', 1, [0.7, 0.6])];
  expect(methodOf(experimentTable(runs, ['A', 'B'], 'B'), [1])).toContain('(of A: each domain’s model by its own validation rows');
  expect(methodOf(table(GAINS), [1])).not.toContain('(of ');
});
