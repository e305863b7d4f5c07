import { describe, expect, test } from 'vitest';
import type { Card } from '../../../runs/gallery/card';
import { CARDS } from '../../../runs/gallery/cards';
import type { Condition } from '../../../runs/gallery/claim';
import type { Proof } from '../proof';
import { judge } from './judge';
import { GALLERY_RUNS, galleryRun, seedsOf } from './runs';

const CARD: Card = { ...(CARDS.find(({ seeds }) => seeds === 'five') as Card), runs: { a: 'demo=tiny', b: 'demo=tiny&k=3' } };
const SEEDS = seedsOf(CARD);

/** Proofs whose AUC on the first domain are these, by run and seed. */
const planted = (byRun: Record<string, number[]>) => (run: { key: string }) => {
  for (const [name, values] of Object.entries(byRun))
    for (const [i, value] of values.entries())
      if (galleryRun(CARD.runs[name] as string, SEEDS[i] as number).key === run.key)
        return {
          model: { auc: 0.5, parameters: 7, byDomain: [value, 0.9, 0.123] },
          domains: ['x', 'y', 'noise'],
          bestPossible: { byDomain: [0.9, 0.9, 0.5] },
        } as unknown as Proof;
  return undefined;
};
const A = [0.71, 0.72, 0.73, 0.74, 0.75];
const difference = (change: Partial<Condition>): Condition => ({
  says: '',
  of: { run: 'a', what: 'auc', domain: 'x' },
  minus: { run: 'b', what: 'auc', domain: 'x' },
  by: 'interval',
  ...change,
});

describe('a claim is judged by what was measured', () => {
  const proofOf = planted({ a: A, b: [0.7, 0.7, 0.7, 0.7, 0.71] });

  test.each<[what: string, condition: Partial<Condition>, holds: boolean]>([
    ['the interval lies above', { above: 0 }, true],
    // Mean .028, interval .0118 to .0442.
    ['its end crosses a bound', { above: 0.015 }, false],
    ['the same of its other end', { below: 0.04 }, false],
    ['it lies between', { above: 0, below: 0.05 }, true],
    ['each seed lies above', { by: 'every seed', above: 0.009 }, true],
    ['one seed does not', { by: 'every seed', above: 0.011 }, false],
    ['the wrong sign', { below: 0 }, false],
  ])('%s', (_, condition, holds) => {
    expect(judge(CARD, difference(condition), proofOf)?.holds).toBe(holds);
  });

  test('seeds are paired, and their numbers kept', () => {
    expect(judge(CARD, difference({ above: 0 }), proofOf)?.values).toEqual([0.01, 0.02, 0.03, 0.04, 0.04]);
  });

  test('without a domain it is the mean over those in which there is something to learn', () => {
    expect(judge(CARD, { says: '', of: { run: 'a', what: 'auc' }, above: 0, by: 'interval' }, proofOf)?.mean).toBeCloseTo((0.73 + 0.9) / 2, 9);
  });

  test('a missing seed, or a number that a proof lacks, is no measurement', () => {
    expect(judge(CARD, difference({ above: 0 }), planted({ a: A, b: [0.7] }))).toBeUndefined();
    expect(judge(CARD, { says: '', of: { run: 'a', what: 'rank' }, above: 0, by: 'interval' }, proofOf)).toBeUndefined();
  });
});

test('a run of another table is not trained again', () => {
  expect(galleryRun('demo=conflict', 11).key).toMatch(/^demo\/conflict\/dcn\/11\//);
  expect(galleryRun('demo=conflict&backbone=shared-bottom', 30).key).toMatch(/^demo\/conflict\/shared-bottom\/30\//);
  expect(galleryRun('ml-100k/mlp-alone-recommended', 2023).key).toMatch(/^ml-100k\/mlp-alone-recommended\/2023\//);
  expect(GALLERY_RUNS.filter(({ part }) => part === 'gallery').length).toBeLessThan(60);
});

test('seed and settings of a link are those of its run', () => {
  const { config, part, seed } = galleryRun('demo=tiny&k=3', 12);
  expect([part, seed, config.seed, config.data?.source, config.model?.k]).toEqual(['gallery', 12, 12, { demo: 'tiny', seed: 12 }, 3]);
  expect(() => galleryRun('file=a.csv', 1)).toThrow('file=a.csv names no demo.');
});
