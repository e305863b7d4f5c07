import { expect, test } from 'vitest';
import { FULL } from '../../lib/full.test-helper';
import { type Random, randomStream } from '../../lib/random';
import { answersOf } from './answer';
import type { Outcome } from './outcome';
import { outcome } from './outcome.test-helper';
import { type Difference, type ExperimentTable, experimentTable } from './table';

/** Whole tables, as an experiment makes them: three contestants, all columns and both metrics, which hang together. */
const TABLES = FULL ? 2000 : 300;
const CONTESTANTS = ['A', 'B', 'C'];
/** Three standard errors of a share near the level. */
const SLACK = 3 * Math.sqrt((0.05 * 0.95) / TABLES);

/** What a run's AUCs are moved by. */
type Noise = (random: Random) => number;
const normal: Noise = (random) => 0.003 * random.normal();
/** Far to one side, as where training now and then fails. */
const skewed: Noise = (random) => -0.003 * (-Math.log(1 - random.uniform()) - 1);

/** A seed moves all contestants and all domains; each run is moved by itself besides. @param gains of A, by domain */
function table(random: Random, seeds: number, noise: Noise, gains: [number, number] = [0, 0]): ExperimentTable {
  const runs = Array.from({ length: seeds }, (_, seed) => {
    const shared = 2 * noise(random);
    return CONTESTANTS.map((contestant): Outcome => {
      const run = noise(random);
      const auc = (d: 0 | 1) => 0.7 + shared + run + noise(random) + (contestant === 'A' ? gains[d] : 0);
      return outcome(contestant, seed, [auc(0), auc(1)]);
    });
  }).flat();
  return experimentTable(runs, CONTESTANTS, 'C');
}

const differencesOf = ({ tables }: ExperimentTable): Difference[] =>
  tables.flatMap(({ rows }) => rows.flatMap(({ cells }) => cells.flatMap(({ difference }) => difference ?? [])));

test.each([
  ['normal', normal, 10],
  ['skewed', skewed, 12],
] as const)('with no difference, tables in which anything is bold are within 5 of 100: %s noise', (_, noise, seeds) => {
  const random = randomStream(1, 'no difference');
  let [wrong, said] = [0, 0];
  for (let i = 0; i < TABLES; i++) {
    const made = table(random, seeds, noise);
    expect(made.tests).toBe(16);
    if (differencesOf(made).some(({ carries }) => carries)) wrong++;
    if (/^A is (better|worse)/.test(answersOf(made)[0] ?? '')) said++;
  }
  expect(wrong / TABLES).toBeLessThanOrEqual(0.05 + SLACK);
  // The one question that was asked beforehand: its interval leaves out 0 five times in a hundred, a little more often where noise is skewed.
  expect(said / TABLES).toBeLessThanOrEqual(0.06 + SLACK);
  expect(said).toBeGreaterThan(0);
});

test.each([
  ['normal', normal, 3],
  ['normal', normal, 6],
  ['normal', normal, 14],
  ['skewed', skewed, 10],
] as const)('Student’s interval covers a planted difference 93 to 97 times in 100: %s noise', (_, noise, seeds) => {
  const random = randomStream(2, 'planted');
  let covered = 0;
  for (let i = 0; i < TABLES; i++) {
    const { low, high } = table(random, seeds, noise, [0.006, 0.002]).tables[0]?.rows[0]?.cells[0]?.difference?.interval ?? { low: 1, high: 0 };
    if (low <= 0.004 && 0.004 <= high) covered++;
  }
  const [least, most] = FULL ? [0.93, 0.97] : [0.95 - SLACK - 0.005, 0.95 + SLACK + 0.005];
  expect(covered / TABLES).toBeGreaterThanOrEqual(least);
  expect(covered / TABLES).toBeLessThanOrEqual(most);
});

test('a planted difference is found, in its domain, and the others stay within the level', () => {
  const random = randomStream(3, 'one domain');
  let [found, wrong] = [0, 0];
  for (let i = 0; i < TABLES; i++) {
    const [auc] = table(random, 12, normal, [0.02, 0]).tables;
    const [a, b] = auc?.rows ?? [];
    if (a?.cells[2]?.difference?.carries) found++;
    if (a?.cells[3]?.difference?.carries || b?.cells.some(({ difference }) => difference?.carries)) wrong++;
  }
  expect(found / TABLES).toBeGreaterThan(0.9);
  expect(wrong / TABLES).toBeLessThanOrEqual(0.05 + SLACK);
});
