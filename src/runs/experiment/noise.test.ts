import { expect, test } from 'vitest';
import { methodOf } from './answer';
import { toLatex, toMarkdown, toRows } from './formats';
import { noiseOf } from './noise';
import type { Outcome } from './outcome';
import { outcome } from './outcome.test-helper';
import { experimentTable } from './table';

const ERRORS = [0.003, 0.004];
const table = (change: Partial<Outcome> = {}, errors = ERRORS) =>
  experimentTable(
    errors.flatMap((error, seed) => {
      const aucErrors = { mean: error, all: error / 2, byDomain: [error * 2, null] };
      return [outcome('A', seed, [0.72, 0.6], { aucErrors, ...change }), outcome('B', seed, [0.7 + seed / 100, 0.6], { aucErrors, ...change })];
    }),
    ['A', 'B'],
    'B',
  );

test('a cell has its spread over the seeds, and apart from it a typical run’s error by its test rows', () => {
  const [auc, logLoss] = table().tables;
  const cells = auc?.rows[1]?.cells;
  expect(cells?.[0]?.testError).toBeCloseTo(Math.sqrt((0.003 ** 2 + 0.004 ** 2) / 2), 14);
  expect(cells?.[1]?.testError).toBeCloseTo(Math.sqrt((0.003 ** 2 + 0.004 ** 2) / 2) / 2, 14);
  expect(cells?.[0]?.deviation).toBeCloseTo(0.005 / Math.SQRT2, 14);
  expect(cells?.[3]).not.toHaveProperty('testError');
  expect(logLoss?.rows.flatMap((row) => row.cells).some((cell) => 'testError' in cell)).toBe(false);
});

test('the sentence says both, and whether seeds say anything of other rows', () => {
  expect(noiseOf(table({ splitBySeed: true }))).toBe(
    'The mean AUC over the domains of one run of B is uncertain by .0035 from its test rows alone (DeLong’s standard error; in brackets in the table); ' +
      'over the seeds it spreads by .0035 (standard deviation). Each seed draws its own test rows from the one table, so the spread and the intervals hold both.',
  );
  expect(noiseOf(table({ splitBySeed: false }))).toMatch(/All seeds have the same test rows\. .* more seeds do not change it\. .* much of it cancels\.$/);
  expect(noiseOf(table({}, [0.003]))).toMatch(/by \.0030 from its test rows alone \(DeLong’s standard error; in brackets in the table\)\.$/);
  expect(methodOf(table({ splitBySeed: false }), [0, 1])).toContain(noiseOf(table({ splitBySeed: false })));
});

test('runs that do not say what their split is are not spoken for, nor are those without errors', () => {
  const [first, second] = [outcome('A', 1, [0.7, 0.6], { splitBySeed: true }), outcome('B', 1, [0.7, 0.6])];
  expect(experimentTable([first, second], ['A', 'B'], 'B')).not.toHaveProperty('splitBySeed');
  expect(noiseOf(experimentTable([first, second], ['A', 'B'], 'B'))).toBe('');
});

test('each format has it beside the spread', () => {
  expect(toMarkdown(table())).toContain('| B | .6525±.0035 (.0035) | .6525±.0035 (.0018) | .7050±.0071 (.0071) | .6000±.0000 |');
  expect(toLatex(table())).toContain('B & $.6525\\pm .0035$ {\\scriptsize (.0035)} & ');
  const { columns, rows } = toRows(table());
  expect(rows.every((row) => row.length === columns.length)).toBe(true);
  expect(rows[4]?.[columns.indexOf('delong')]).toBeCloseTo(0.00354, 5);
  expect(rows[7]?.[columns.indexOf('delong')]).toBeNull();
});

test('of the AUC per user it is that over draws of users, in words, in brackets and in a column of its own', () => {
  const perUserErrors = { mean: 0.008, all: 0.006, byDomain: [0.01, null] };
  const scores = { ...outcome('A', 0, [0.7, 0.6]).scores, perUser: { mean: 0.62, all: 0.64, byDomain: [0.66, 0.58] } };
  const runs = [0, 1].flatMap((seed) => ['A', 'B'].map((name) => outcome(name, seed, [0.7, 0.6], { scores, perUserErrors, splitBySeed: true })));
  const users = experimentTable(runs, ['A', 'B'], 'B', ['auc', 'perUser']);
  expect(noiseOf(users)).toBe(
    'The mean AUC per user over the domains of one run of B is uncertain by .0080 from its test rows alone (standard error over draws of users; in brackets in the table); ' +
      'over the seeds it spreads by .0000 (standard deviation). Each seed draws its own test rows from the one table, so the spread and the intervals hold both.',
  );
  expect(toMarkdown(users)).toContain('| B | .6200±.0000 (.0080) | .6400±.0000 (.0060) | .6600±.0000 (.0100) | .5800±.0000 |');
  const { columns, rows } = toRows(users);
  expect(columns.at(-1)).toBe('error_over_users');
  expect(rows.every((row) => row.length === columns.length)).toBe(true);
  expect(rows.filter(([metric]) => metric === 'perUser').map((row) => [row[columns.indexOf('delong')], row.at(-1)])).toEqual([
    ...[0.008, 0.006, 0.01].map((error) => [null, error]),
    [null, null],
    ...[0.008, 0.006, 0.01].map((error) => [null, error]),
    [null, null],
  ]);
  expect(methodOf(experimentTable(runs, ['A', 'B'], 'B', ['auc', 'logLoss', 'perUser']), [0, 1])).toContain('AUC, LogLoss and AUC per user on the test rows');
  // Without them all is as it was.
  expect(toRows(table()).columns).not.toContain('error_over_users');
});
