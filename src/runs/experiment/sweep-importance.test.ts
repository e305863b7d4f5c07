import { expect, test } from 'vitest';
import { FULL } from '../../lib/full.test-helper';
import { type Random, randomStream } from '../../lib/random';
import { begun, type Planted, ran } from './sweep.test-helper';
import { importanceOf, isKnown } from './sweep-importance';
import { nextOf } from './sweep-next';

const SETTINGS = ['model.k', 'train.learningRate', 'model.bottleneck'];
const vary = { 'model.k': [10, 20, 30], 'train.learningRate': { from: 0.0001, to: 0.01 }, 'model.bottleneck': [8, 16] };

function importance(planted: Planted, runs: number, seed: number, draws?: number) {
  const state = begun({ sweep: { how: 'random', runs, seed, vary } });
  return importanceOf({ ...state, outcomes: nextOf(state).jobs.map((job) => ran(job, planted)) }, draws);
}

/** k explains `share` of the variance, the rest is noise. */
function byK(share: number, random: Random): Planted {
  // Of 10, 20, 30, each as likely.
  const size = Math.sqrt(share / (1 - share) / (200 / 3));
  return (value) => 0.7 + 0.001 * (size * ((value('model.k') as number) - 20) + random.normal());
}

test('what is planted is found, with an interval; what is not has one from 0 on', () => {
  const all = importance(byK(0.7, randomStream(1, 'planted')), 60, 1).filter(isKnown);
  expect(all.map(({ path }) => path)).toEqual(SETTINGS);
  const [k, rate, bottleneck] = all;
  expect(k?.low).toBeGreaterThan(0.3);
  expect(k?.high).toBeLessThan(0.95);
  expect(Math.abs((k?.share as number) - 0.7)).toBeLessThan(0.2);
  for (const each of [rate, bottleneck]) expect(each?.low).toBe(0);
});

test('a range counts by its parts, so that a best value in the middle is seen', () => {
  const random = randomStream(2, 'middle');
  const all = importance((value) => 0.7 - 0.01 * (Math.log10(value('train.learningRate') as number) + 3) ** 2 + 0.001 * random.normal(), 60, 2).filter(isKnown);
  expect(all[1]?.low).toBeGreaterThan(0.4);
  expect(all[0]?.low).toBe(0);
});

test('the interval holds what is planted about as often as it says', () => {
  const rounds = FULL ? 400 : 60;
  const random = randomStream(3, 'holds');
  for (const share of [0, 0.3, 0.6]) {
    let held = 0;
    for (let round = 0; round < rounds; round++) {
      const [k] = importance(byK(share, random), 36, round, 300);
      if (k && isKnown(k) && k.low <= share && share <= k.high) held++;
    }
    expect(held / rounds, `${share}`).toBeGreaterThan(FULL ? 0.88 : 0.82);
  }
});

test('where it cannot be said, it says why', () => {
  const noise: Planted = () => randomStream(4, 'few').normal();
  const why = (json: object, planted: Planted = noise) => {
    const state = begun({ sweep: json });
    return importanceOf({ ...state, outcomes: nextOf(state).jobs.map((job) => ran(job, planted)) }).map((each) => (isKnown(each) ? each.path : each.why));
  };
  expect(why({ vary: { 'model.k': [1, 2, 3], 'model.bottleneck': [1, 2, 3] } })).toEqual(Array(2).fill('9 configurations are fewer than 12'));
  expect(why({ vary: { 'model.k': Array.from({ length: 14 }, (_, i) => i + 1) } })).toEqual(['one of its values was measured fewer than 3 times']);
  expect(why({ vary: { 'model.k': [1], 'model.bottleneck': Array.from({ length: 12 }, (_, i) => i + 1) } })[0]).toBe('only one value of it was measured');
  expect(why({ vary: { 'model.k': [1, 2, 3], 'model.bottleneck': [1, 2, 3, 4] } }, () => 0.7)).toEqual(Array(2).fill('all scores are the same'));
});
