import { expect, test } from 'vitest';
import { completeRunConfig } from '../../config/complete';
import type { RunConfigInput } from '../../config/run-config';
import { SETTING_PATHS } from '../../config/settings';
import { ROLES } from '../../runs/run.test-helper';
import { type Choice, type Entry, readChoice, seedsWords, USUAL_CHOICE } from './choice';
import { frozen, hyperNetworkWorth, otherBackbone, otherFidelity, type PageSettings, usualProposals } from './proposals';

const pageOf = (input: RunConfigInput = {}, domains = 3): PageSettings => ({ input, config: completeRunConfig(input, ROLES), roles: ROLES, domains });
const entry = (over: RunConfigInput, name?: string): Entry => ({ id: JSON.stringify([over, name]), over, ...(name !== undefined && { name }) });
const read = (change: Partial<Choice> = {}, page = pageOf()) => readChoice({ ...USUAL_CHOICE, ...change }, page);
const withBaselines = SETTING_PATHS.some((path) => (path as string) === 'model.sharing');

test('where nothing is chosen: the configured model and its backbone alone, with the reference baselines where there are such settings', () => {
  const { rows, reference, experiment, problems } = read();
  const baselines = withBaselines ? ['DCN, pooled', 'DCN, separate'] : [];
  expect(rows.map(({ name }) => name)).toEqual(['DCN + HAMUR', 'DCN', ...baselines]);
  expect(rows[0]?.differs).toBe('');
  expect(rows[1]?.differs).toBe('Adapters after layers: none');
  expect(problems).toEqual({});
  expect(experiment).toMatchObject({ reference: 'DCN', seeds: [1, 2, 3, 4, 5, 6] });
  expect(experiment?.contestants.map(({ config }) => config.model?.adapters)).toEqual([undefined, [], ...baselines.map(() => [])]);
  expect(reference).toBe('usual 1');
});

test('the page’s own settings are the base of all; its seed is the first', () => {
  const page = pageOf({ model: { backbone: 'mmoe', k: 8 }, seed: 20, train: { epochs: 3 } });
  const { experiment } = read({ seeds: '2' }, page);
  expect(experiment?.seeds).toEqual([20, 21]);
  expect(experiment?.contestants[1]?.config).toMatchObject({ model: { backbone: 'mmoe', k: 8, adapters: [] }, train: { epochs: 3, baseline: false } });
  expect(experiment?.contestants[0]?.name).toBe('MMoE + HAMUR');
});

test('a page without adapters is compared with one after the last layer, and is the reference itself', () => {
  const { rows, experiment } = read({}, pageOf({ model: { adapters: [], layers: [32, 16, 8] } }));
  expect(rows.slice(0, 2).map(({ name }) => name)).toEqual(['DCN + HAMUR', 'DCN']);
  expect(experiment?.contestants[0]?.config.model?.adapters).toEqual([3]);
  expect(experiment?.reference).toBe('DCN');
});

test('with one domain the baselines would be the backbone once more', () => {
  expect(usualProposals(pageOf({}, 1))).toHaveLength(2);
});

test('a model for each of very many domains is not proposed by itself', () => {
  expect(usualProposals(pageOf({}, 50)).map(({ over }) => over.model?.sharing)).toEqual([undefined, 'domains', 'pooled', 'separate']);
  expect(usualProposals(pageOf({}, 51)).map(({ over }) => over.model?.sharing)).toEqual([undefined, 'domains', 'pooled']);
});

test('what the hyper-network is worth: HAMUR and its relatives, each named for what fills its adapters', () => {
  const of = (page: PageSettings) => {
    const entries = hyperNetworkWorth(page).map(({ over }) => entry(over));
    return read({ entries, reference: entries[0]?.id as string }, page);
  };
  const { rows, experiment, problems } = of(pageOf());
  expect(rows.map(({ name }) => name)).toEqual([
    'DCN + HAMUR',
    'DCN + adapters, one per domain',
    'DCN + adapters, generated bias',
    'DCN + adapters, from the domain alone',
    'DCN + adapters, low-rank',
  ]);
  expect(problems).toEqual({});
  expect(experiment?.reference).toBe('DCN + HAMUR');
  expect(experiment?.contestants.map(({ config }) => config.model?.adapterKind)).toEqual([undefined, 'per-domain', 'bias', 'domain-only', 'low-rank']);
  // On a page that has one of them, or no adapters, it is the same contest.
  for (const model of [{ adapterKind: 'bias' as const }, { adapters: [] }, { sharing: 'separate' as const }]) {
    const other = of(pageOf({ model }));
    expect([other.rows.map(({ name }) => name), other.problems]).toEqual([rows.map(({ name }) => name), {}]);
  }
  // What is added “with HAMUR” has HAMUR, whatever the page has.
  expect(otherBackbone(pageOf({ model: { adapterKind: 'bias' } }), 'mlp', true).over.model?.adapterKind).toBe('hamur');
  const kinds = (input: RunConfigInput) => of(pageOf(input)).experiment?.contestants.map(({ config }) => config.model?.adapterKind ?? 'hamur');
  expect(kinds({ model: { sharing: 'pooled' } })).toEqual(['hamur', 'bias', 'low-rank']);
  expect(kinds({ data: { domainAsInput: false } })).toEqual(['hamur', 'per-domain', 'bias', 'low-rank']);
});

test.each([
  ['none', '0', { seeds: 'Must be one or more.' }],
  ['too many', '41', { seeds: 'Must be at most 40.' }],
  ['very many', '99999999999', { seeds: 'Must be at most 40.' }],
  ['no number', 'six', { seeds: 'Must be a whole number from 1 to 40.' }],
  ['a fraction', '2.5', { seeds: 'Must be a whole number from 1 to 40.' }],
])('seeds: %s', (_, seeds, problems) => {
  expect(read({ seeds })).toMatchObject({ problems });
  expect(read({ seeds }).experiment).toBeUndefined();
});

test('a first seed that cannot be is said at its field', () => {
  expect(read({ from: '-1' }).problems).toEqual({ from: 'Must be a whole number from 0.' });
  expect(read({ from: '4294967295', seeds: '2' }).problems).toEqual({ from: 'Must be below 2^32.' });
  expect(read({ from: '7', seeds: '2' }).experiment?.seeds).toEqual([7, 8]);
});

test('names: two of one name, none, too long, and what is data only', () => {
  const twice = read({ entries: [entry({}, 'A'), entry({ model: { k: 3 } }, ' A ')] });
  expect(twice.rows.map(({ problems }) => problems.name)).toEqual([undefined, '"A" stands there twice.']);
  expect(read({ entries: [entry({}, ' '), entry({}, 'B')] }).rows[0]?.problems.name).toBe('Must not be empty.');
  expect(read({ entries: [entry({}, 'x'.repeat(101)), entry({}, 'B')] }).rows[0]?.problems.name).toBe('Must be at most 100 characters.');
  const odd = read({ entries: [entry({}, '__proto__'), entry({ model: { k: 3 } }, 'constructor')], reference: entry({}, '__proto__').id });
  expect(odd.experiment).toMatchObject({ reference: '__proto__' });
});

test('what a contestant’s settings contradict is said beside it', () => {
  const { rows, experiment } = read({ entries: [entry({ model: { adapters: [5] } }, 'A'), entry({ model: { adapters: [] } })] });
  expect(rows[0]?.problems.config).toMatch(/there is no layer 5: the network has 2/i);
  expect(rows[1]?.problems).toEqual({});
  expect(experiment).toBeUndefined();
});

test('one contestant is no comparison', () => {
  expect(read({ entries: [entry({})] }).problems).toEqual({ whole: 'Contestants must be two or more.' });
});

test('additions are named for what they are', () => {
  const page = pageOf();
  const additions = [
    otherBackbone(page, 'mlp', true),
    otherBackbone(page, 'star', false),
    otherFidelity(page, 'reference'),
    { over: { model: { k: 35 } } },
    { over: { model: { adapters: [1, 2] } } },
  ].map(({ over }) => entry(over));
  const { rows, experiment } = read({ entries: [entry({}), ...additions] }, page);
  expect(rows.map(({ name }) => name)).toEqual([
    'DCN + HAMUR',
    'MLP + HAMUR',
    'STAR',
    'DCN + HAMUR, reference',
    'DCN + HAMUR, k 35',
    'DCN + HAMUR, adapters after 1 and 2',
  ]);
  expect(rows[1]?.differs).toBe('Backbone: MLP');
  expect(rows[4]?.differs).toBe('Side k of H: 35');
  expect(experiment?.contestants).toHaveLength(6);
});

test('the other fidelity brings what it bundles, though the page states its own', () => {
  const page = pageOf({ model: { dropout: 0.5 } });
  const { over } = otherFidelity(page, 'reference');
  const whole = completeRunConfig({ model: { fidelity: 'reference' } }, ROLES);
  expect(over.model).toMatchObject({ fidelity: 'reference', dropout: whole.model.dropout });
});

test('the settings on the page now stay as they are, whatever the page says later', () => {
  const now = entry(frozen(pageOf({ model: { k: 5 }, train: { epochs: 2 } })).over, 'then');
  const later = pageOf({ model: { k: 9, layers: [8] }, train: { learningRate: 0.1 } });
  const { rows, experiment } = read({ entries: [now, entry({ model: { adapters: [] } })] }, later);
  expect(rows[0]?.problems).toEqual({});
  expect(experiment?.contestants[0]?.config).toMatchObject({ model: { k: 5, layers: [64, 32] }, train: { epochs: 2, learningRate: 0.002 } });
  expect(experiment?.contestants[0]?.config.seed).toBeUndefined();
});

test('what so many seeds can say', () => {
  expect(seedsWords(5, 4)).toBe('With fewer than 6 seeds no sign test can reach .05: with five, 2 of 32 patterns are already .0625.');
  expect(seedsWords(6, 10)).toContain('The table shows 10 differences: after correction for so many, a single one can stand out from 9 seeds on.');
  expect(seedsWords(9, 10)).toBe('9 seeds can answer the one question, whether the mean over the domains differs.');
});
