import { expect, test } from 'vitest';
import { listedRun } from '../runs/listed-run.test-helper';
import { outcomeText, runTitles } from './texts';

const at = (seconds: number) => new Date(2026, 10, 27, 21, 44, seconds).getTime();

test('kept runs are told apart by what differs, then by the seed, then by the second', () => {
  const runs = [
    listedRun('a', { model: { k: 4 } }, { began: at(1) }),
    listedRun('b', {}, { began: at(2) }),
    listedRun('c', { seed: 2 }, { began: at(3) }),
    listedRun('d', { seed: 2 }, { began: at(9) }),
  ];
  expect([...runTitles(runs).values()]).toEqual([
    'Conflicting domains, DCN + HAMUR, k 4, seed 1',
    'Conflicting domains, DCN + HAMUR, k 16, seed 1',
    'Conflicting domains, DCN + HAMUR, k 16, seed 2, 27 Nov 2026, 21:44:03',
    'Conflicting domains, DCN + HAMUR, k 16, seed 2, 27 Nov 2026, 21:44:09',
  ]);
});

test('what came of a run stands with it, and what was noted', () => {
  expect(outcomeText(listedRun('a', {}, { auc: [0.7, 0.6], note: 'before the fix' }))).toBe('mean AUC .6500 · before the fix');
  const { scores: _, ...earlier } = listedRun('a', {}, { auc: [0.7, 0.6] });
  expect(outcomeText(earlier)).toBe('AUC .7000');
  expect(outcomeText(listedRun('a'))).toBe('');
});
