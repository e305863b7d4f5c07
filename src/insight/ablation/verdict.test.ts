import { expect, test } from 'vitest';
import type { Change } from '../../protocol/insight';
import { verdictOf } from './verdict';

const [falls, stays, rises]: Change[] = [
  { difference: -0.05, low: -0.07, high: -0.03, standardError: 0.01 },
  { difference: -0.001, low: -0.01, high: 0.008, standardError: 0.004 },
  { difference: 0.05, low: 0.03, high: 0.07, standardError: 0.01 },
];
const verdict = (off: Change | undefined, other: Change | undefined, within: Change | undefined, across: Change | undefined, alone = 0) =>
  verdictOf(
    (['off', 'other mean', 'within', 'across'] as const).flatMap((name, i) => {
      const mean = [off, other, within, across][i];
      return mean ? [{ name, byDomain: [], mean }] : [];
    }),
    alone,
  );

test('by which intervals leave 0 out', () => {
  expect(verdict(stays, stays, stays, stays)).toBe('unused');
  expect(verdict(stays, falls, falls, falls)).toBe('leaned on');
  expect(verdict(stays, stays, falls, undefined)).toBe('leaned on');
  expect(verdict(rises, falls, falls, falls)).toBe('harmful');
  expect(verdict(falls, stays, stays, stays)).toBe('ordinary');
  expect(verdict(falls, falls, stays, stays)).toBe('domain');
  expect(verdict(falls, stays, stays, falls)).toBe('domain');
  expect(verdict(falls, falls, falls, falls)).toBe('instance');
  expect(verdict(falls, undefined, falls, undefined)).toBe('instance');
  expect(verdict(undefined, undefined, undefined, undefined)).toBe('unknown');
});

test('where many rows had no other of their domain, that nothing falls says nothing', () => {
  expect(verdict(falls, falls, stays, stays, 0.5)).toBe('unknown');
  expect(verdict(falls, falls, falls, stays, 0.5)).toBe('instance');
});

test('an interval that holds 0 says nothing, whichever way the change points', () => {
  const [slightlyUp, slightlyDown]: Change[] = [
    { difference: 0.02, low: -0.001, high: 0.041, standardError: 0.01 },
    { difference: -0.02, low: -0.041, high: 0.001, standardError: 0.01 },
  ];
  expect(verdict(slightlyUp, stays, stays, stays)).toBe('unused');
  expect(verdict(slightlyDown, stays, stays, stays)).toBe('unused');
  expect(verdict(slightlyUp, falls, stays, stays)).toBe('leaned on');
  expect(verdict(falls, slightlyDown, slightlyDown, slightlyDown)).toBe('ordinary');
});

test('without an interval for any domain nothing is said', () => {
  const none = (['off', 'other mean', 'within'] as const).map((name) => ({ name, byDomain: [null, null], mean: null }));
  expect(verdictOf(none, 0)).toBe('unknown');
});
