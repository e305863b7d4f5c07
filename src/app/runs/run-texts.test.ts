import { expect, test } from 'vitest';
import { columnsOf } from './columns';
import { listedRun } from './listed-run.test-helper';
import { groupText, openHindrance, whereText } from './run-texts';

test.each<[wanted: string, of: Parameters<typeof listedRun>[2], ownLane?: boolean]>([
  ['', {}],
  ['stopped', { phase: 'stopped' }],
  ['failed', { phase: 'failed' }],
  ['cut off', { phase: 'training' }],
  ['cut off', { phase: 'paused' }],
  ['not kept: gone with a reload', { where: 'visit' }],
  ['stopped, not kept: gone with a reload', { where: 'visit', phase: 'stopped' }],
  ['comes with the page', { where: 'page' }],
  ['another tab trains it', { phase: 'training', elsewhere: true }],
  ['the comparison trains it', { phase: 'training', elsewhere: true }, true],
])('“%s” is said of a run', (wanted, of, ownLane = false) => {
  expect(whereText(listedRun('a', {}, of), ownLane)).toBe(wanted);
});

test('a group says how many seeds it has, and how many runs where these are more', () => {
  const of = (...seeds: number[]) => groupText(seeds.map((seed) => listedRun('a', { seed })));
  expect([of(1, 2, 3), of(1, 1), of(1, 1, 2)]).toEqual(['3 seeds', '2 runs, 1 seed', '3 runs, 2 seeds']);
});

test('what keeps a run from being opened: the run that goes on first of all', () => {
  const at = (running: boolean, isOpen: boolean, ownLane: boolean) => openHindrance({ running, isOpen, ownLane });
  expect([at(true, true, true), at(false, true, true), at(false, false, true), at(false, false, false)]).toEqual([
    'A run is still going on. Stop it first.',
    'It is on the page.',
    'The comparison is training it.',
    undefined,
  ]);
});

test('a value that is not there has its reason', () => {
  const reasons = (run: ReturnType<typeof listedRun>) =>
    Object.fromEntries(columnsOf([run, listedRun('other', {}, { auc: [0.7, 0.6] })]).map((each) => [each.id, each.lacking?.(run)]));
  expect(reasons(listedRun('a'))).toMatchObject({ 'auc mean': 'it was not tested', parameters: 'it was not tested' });
  expect(reasons(listedRun('a', {}, { auc: [0.7, 0.6], domains: ['abroad'] }))).toMatchObject({ 'auc in home': 'its data have no such domain' });
});

test('runs have a column of the AUC per user where one of them was measured so; others say why they have none', () => {
  const perUser = { mean: 0.62, all: 0.64, byDomain: [0.6, 0.64] };
  const known = listedRun('known', { data: { group: 'user' } }, { auc: [0.7, 0.6] });
  const measured = { ...known, scores: { ...(known.scores as NonNullable<typeof known.scores>), perUser } };
  const others = [known, listedRun('nobody', {}, { auc: [0.7, 0.6] }), listedRun('begun', { data: { group: 'user' } })];
  const [column] = columnsOf([measured, ...others]).filter(({ id }) => id === 'perUser mean');
  expect(column?.value(measured)).toBe(0.62);
  expect(others.map((run) => column?.lacking?.(run))).toEqual(['an earlier version has kept it', 'no column of its users is named', 'it was not tested']);
  expect(columnsOf(others).map(({ id }) => id)).not.toContain('perUser mean');
});
