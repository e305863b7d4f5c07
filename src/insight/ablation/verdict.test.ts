import { expect, test } from 'vitest';
import type { Change, Effect } from '../../protocol/insight';
import { verdictOf } from './verdict';

const [falls, stays, rises]: Change[] = [
  { difference: -0.05, low: -0.07, high: -0.03, standardError: 0.01 },
  { difference: -0.001, low: -0.01, high: 0.008, standardError: 0.004 },
  { difference: 0.05, low: 0.03, high: 0.07, standardError: 0.01 },
];
const conditions = (off: Change | null, another: Change | null | undefined, within: Change | null) =>
  (['off', 'as another', 'within'] as const).flatMap((name, i) => {
    const mean = [off, another, within][i];
    return mean === undefined ? [] : [{ name, byDomain: [], mean }];
  });
const verdict = (off: Change | null, another: Change | null | undefined, within: Change | null, alone = 0, ownMean: number | null = 0.5) =>
  verdictOf(conditions(off, another, within), alone, ownMean);

test.each<[Change | null, Effect]>([
  [falls ?? null, 'helps'],
  [stays ?? null, 'none seen'],
  [rises ?? null, 'harms'],
  [null, 'unknown'],
])('each effect by whether its own interval leaves 0 out, and on which side: %o', (change, effect) => {
  const [s, f] = [stays as Change, falls as Change];
  expect(verdict(change, s, s)).toEqual({ adapters: effect, domain: 'none seen', instance: 'none seen', deaf: false });
  expect(verdict(f, change, s)).toEqual({ adapters: 'helps', domain: effect, instance: 'none seen', deaf: false });
  expect(verdict(s, f, change)).toEqual({ adapters: 'none seen', domain: 'helps', instance: effect, deaf: false });
});

test('of one domain nothing is said of the domain', () => {
  expect(verdict(falls as Change, undefined, falls as Change)).toEqual({ adapters: 'helps', instance: 'helps', deaf: false });
});

test('where many rows had no other of their domain, that nothing falls says nothing', () => {
  const [s, f] = [stays as Change, falls as Change];
  expect(verdict(f, s, s, 0.11).instance).toBe('unknown');
  expect(verdict(f, s, s, 0.09).instance).toBe('none seen');
  expect(verdict(f, s, f, 0.5).instance).toBe('helps');
  // Nobody is needed to be made as another domain.
  expect(verdict(f, s, f, 0.5).domain).toBe('none seen');
});

test('an interval that holds 0 says nothing, whichever way the change points', () => {
  for (const difference of [0.02, -0.02]) {
    const change = { difference, low: difference - 0.021, high: difference + 0.021, standardError: 0.01 };
    expect(verdict(change, change, change)).toEqual({ adapters: 'none seen', domain: 'none seen', instance: 'none seen', deaf: false });
  }
});

test('deaf where one H for a domain leaves less than a hundredth of what the adapters do to its rows', () => {
  const s = stays as Change;
  expect([0, 0.0099, 0.01, 1, null].map((share) => verdict(s, s, s, 0, share).deaf)).toEqual([true, true, false, false, false]);
});
