import { expect, test, vi } from 'vitest';
import { completeRunConfig } from '../../config/complete';
import { DEMOS } from '../../config/demos';
import type { Fidelity, RunConfigInput } from '../../config/run-config';
import { keyOf } from './key';
import { SEEDS } from './pairs';
import { RUNS, TABLES } from './tables';

const changed = vi.hoisted(() => ({ bundle: {} }));
vi.mock('../../config/fidelity', async (original) => {
  const real = await original<typeof import('../../config/fidelity')>();
  return { ...real, fidelityBundle: (name: Fidelity) => ({ ...real.fidelityBundle(name), ...changed.bundle }) };
});

const roles = (DEMOS[0] as (typeof DEMOS)[number]).roles;
const INPUT: RunConfigInput = { model: { backbone: 'dcn' }, seed: 11 };

test('a key is a name and a short hash, the same each time', () => {
  expect(keyOf('demo/x/dcn/11', INPUT, roles)).toMatch(/^demo\/x\/dcn\/11\/[0-9a-f]{8}$/);
  expect(keyOf('a', INPUT, roles)).toBe(keyOf('a', structuredClone(INPUT), roles));
});

test('what is left out counts as its default: a changed default is another key', () => {
  const complete = completeRunConfig(INPUT, roles);
  expect(keyOf('a', complete, roles)).toBe(keyOf('a', INPUT, roles));
  // As if the default had been another one.
  const changed = { ...complete, train: { ...complete.train, weightDecay: complete.train.weightDecay / 2 } };
  expect(keyOf('a', changed, roles)).not.toBe(keyOf('a', INPUT, roles));
});

test.each<[string, RunConfigInput]>([
  ['a setting', { ...INPUT, model: { ...INPUT.model, k: 7 } }],
  ['the seed', { ...INPUT, seed: 12 }],
  ['the data', { ...INPUT, data: { source: { demo: 'conflict', seed: 2 } } }],
  ['what domains share', { ...INPUT, model: { ...INPUT.model, sharing: 'pooled' } }],
  ['the mode', { ...INPUT, model: { ...INPUT.model, fidelity: 'reference' } }],
])('another %s is another key', (_, input) => {
  expect(keyOf('a', input, roles)).not.toBe(keyOf('a', INPUT, roles));
});

test('a choice of the mode that no setting states is part of the recipe', () => {
  const before = keyOf('a', INPUT, roles);
  changed.bundle = { restoreBest: 'if-stopped-early' };
  expect(keyOf('a', INPUT, roles)).not.toBe(before);
  changed.bundle = {};
  expect(keyOf('a', INPUT, roles)).toBe(before);
});

test('other roles are another key, and so is whatever else the recipe depends on', () => {
  expect(keyOf('a', INPUT, { ...roles, dense: [] })).not.toBe(keyOf('a', INPUT, roles));
  expect(keyOf('a', INPUT, roles, 'a split')).not.toBe(keyOf('a', INPUT, roles, 'another split'));
});

test('the order in which settings stand is no part of a recipe', () => {
  const reversed = (value: unknown): unknown =>
    typeof value === 'object' && value !== null && !Array.isArray(value)
      ? Object.fromEntries(
          Object.entries(value)
            .toReversed()
            .map(([key, each]) => [key, reversed(each)]),
        )
      : value;
  const source = { demo: 'conflict', rows: 500, seed: 3 };
  const [plain, turned] = [{ ...INPUT, data: { source } }, reversed({ ...INPUT, data: { source } }) as RunConfigInput];
  expect(keyOf('a', turned, roles)).toBe(keyOf('a', plain, roles));
});

test('a setting that came later leaves the key of a recipe that does not use it', () => {
  // Whoever changes a default on purpose changes this key; whoever adds a setting says in key.ts what was before.
  expect(RUNS[0]?.key).toBe('demo/conflict/mlp/11/5ce8d3b3');
});

test('STAR had no choice between paper and public code: of its paper it keeps its keys, in either mode; its public code has others', () => {
  const keyed = (model: RunConfigInput['model']) => keyOf('a', { seed: 11, model: { ...model, backbone: 'star' } }, roles);
  expect(keyed({})).toBe('a/e45870c4');
  expect(keyed({ fidelity: 'reference', follows: 'paper' })).toBe('a/05bac05e');
  expect(keyed({ fidelity: 'reference' })).not.toBe(keyed({ fidelity: 'reference', follows: 'paper' }));
  expect(keyed({ follows: 'public-code' })).not.toBe(keyed({}));
});

test('every run of the tables has a key of its own, and none is missing from the list', () => {
  const keys = RUNS.map(({ key }) => key);
  expect(new Set(keys).size).toBe(keys.length);
  expect(new Set(TABLES.flatMap(({ runs }) => runs.map(({ key }) => key)))).toEqual(new Set(keys));
  expect(keys.filter((key) => key.startsWith('demo/')).length).toBe(DEMOS.length * 7 * SEEDS.length);
  expect([SEEDS[0], SEEDS.at(-1), SEEDS.length]).toEqual([11, 30, 20]);
});
