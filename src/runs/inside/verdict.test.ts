import { expect, test } from 'vitest';
import type { Ablation, Change, Verdict } from '../../protocol/insight';
import { verdictWords } from './verdict';

const falls: Change = { difference: -0.05, low: -0.07, high: -0.03, standardError: 0.01 };
const stays: Change = { difference: -0.001, low: -0.01, high: 0.008, standardError: 0.004 };
const rises: Change = { difference: 0.05, low: 0.03, high: 0.07, standardError: 0.01 };

const words = (verdict: Partial<Verdict>, seen: Partial<Record<'off' | 'as another' | 'within', Change>> = {}) =>
  verdictWords({
    rows: [],
    trained: [],
    conditions: (['off', 'as another', 'within'] as const).flatMap((name) => (seen[name] ? [{ name, byDomain: [], mean: seen[name] }] : [])),
    swapped: [],
    alone: 0,
    ownMean: 0.5,
    verdict: { adapters: 'helps', domain: 'helps', instance: 'helps', deaf: false, ...verdict },
  } satisfies Ablation);

test.each<[Partial<Verdict>, string]>([
  [{}, 'The model relies on its adapter. The adapter uses both the domain and the instance.'],
  [{ instance: 'none seen' }, 'The model relies on its adapter. The adapter uses the domain. No use of the instance is seen.'],
  [{ domain: 'none seen' }, 'The model relies on its adapter. The adapter uses the instance. No use of the domain is seen.'],
  [
    { adapters: 'none seen', domain: 'none seen', instance: 'none seen' },
    'As far as these test rows can tell, the model is as good without its adapter. As far as these test rows can tell, the adapter uses neither the domain nor the instance.',
  ],
  [
    { adapters: 'none seen', domain: 'none seen' },
    'As far as these test rows can tell, the model is as good without its adapter; but with it, it relies on the right H. The adapter uses the instance. No use of the domain is seen.',
  ],
  [
    { adapters: 'harms', domain: 'harms' },
    'The adapter does harm on these test rows. The adapter uses both the domain and the instance. Using the domain does harm.',
  ],
  [
    { instance: 'unknown' },
    'The model relies on its adapter. The adapter uses the domain. Whether it uses the instance, these test rows cannot tell: too few share a batch with another row of their domain.',
  ],
  [
    { adapters: 'unknown', domain: 'unknown', instance: 'unknown' },
    'These test rows cannot tell whether the adapter matters: no domain has enough rows of both classes.',
  ],
])('%o', (verdict, said) => {
  expect(words(verdict).used).toBe(said);
});

test('that the adapter does not read its layer is told where it is so', () => {
  expect(words({ deaf: true }).reads).toBe('With one H for a whole domain it would add the same to every row of it: it does not read its layer.');
  expect(words({}).reads).toBe('');
});

test('of one domain nothing is said of the domain', () => {
  const { domain: _, ...rest } = { adapters: 'helps', domain: 'helps', instance: 'helps', deaf: false } as const;
  const of = (instance: Verdict['instance']) =>
    verdictWords({ rows: [], trained: [], conditions: [], swapped: [], alone: 0, ownMean: 0.5, verdict: { ...rest, instance } }).used;
  expect(of('helps')).toBe('The model relies on its adapter. The adapter uses the instance.');
  expect(of('none seen')).toBe('The model relies on its adapter. No use of the instance is seen.');
});

test('what was seen, with its interval in the direction of the words', () => {
  expect(words({}, { off: falls, 'as another': stays, within: rises }).seen).toBe(
    'Without the adapter, the AUC falls by 0.050 (0.030 to 0.070). With the H that the row would have as another domain, no change of the AUC is seen (−0.010 to +0.008). With the H of another row of its domain, the AUC rises by 0.050 (0.030 to 0.070).',
  );
  expect(words({}, {}).seen).toBe('');
});
