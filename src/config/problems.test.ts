import { describe, expect, test } from 'vitest';
import { completeRunConfig } from './complete';
import { fromLink, toLink } from './link';
import { ConfigError, isOf, type SettingProblem } from './problems';
import { parseRunConfig, type Roles, type RunConfigInput, runConfigProblems } from './run-config';

const ROLES: Roles = { label: { column: 'click' }, domain: { column: 'site' }, sparse: ['user', 'item'], dense: ['price'] };

function problemsOf(act: () => unknown): readonly SettingProblem[] {
  try {
    act();
  } catch (error) {
    if (error instanceof ConfigError) return error.problems;
    throw error;
  }
  return [];
}

test('each setting that is wrong is a problem of its own, with its path', () => {
  const problems = [
    { path: 'model.k', message: 'must be a whole number from 1 to 256, not 0' },
    { path: 'model.layers[1]', message: 'must be a whole number from 1 to 8192, not 2.5' },
    { path: 'seed', message: 'must be a whole number from 0 to 4294967295, not -1' },
  ];
  const input = { model: { k: 0, layers: [64, 2.5] }, seed: -1 };
  expect(runConfigProblems(input)).toEqual([problems[1], problems[0], problems[2]]);
  expect(problemsOf(() => parseRunConfig(input))).toEqual(runConfigProblems(input));
  expect(() => parseRunConfig({ model: { k: 0 }, seed: -1 })).toThrow(
    /^configuration: model\.k must be a whole number from 1 to 256, not 0; seed must be a whole number from 0 to 4294967295, not -1\.$/,
  );
});

test('adapters that are made of the domain need one', () => {
  const of = (model: RunConfigInput['model'], data: RunConfigInput['data'] = {}) =>
    problemsOf(() => completeRunConfig({ model, data }, ROLES)).map(({ path, message }) => `${path}: ${message}`);
  const unread = 'model.adapterKind: the hyper-network would read the embedding of the domain, and the domain is no input';
  expect(of({ adapterKind: 'domain-only', sharing: 'pooled' })).toEqual([unread]);
  expect(of({ adapterKind: 'domain-only' }, { domainAsInput: false })).toEqual([unread]);
  expect(of({ adapterKind: 'per-domain', sharing: 'pooled' })).toEqual(['model.adapterKind: a pooled model does not know whose adapter a row takes']);
  expect(of({ adapterKind: 'per-domain' }, { domainAsInput: false })).toEqual([]);
  expect(of({ adapterKind: 'per-domain', sharing: 'pooled', adapters: [] })).toEqual([]);
  for (const adapterKind of ['hamur', 'bias', 'low-rank'] as const) expect(of({ adapterKind, sharing: 'pooled' })).toEqual([]);
  expect(of({ adapterKind: 'low-rank', sharing: 'separate', adapters: [1] })).toEqual([
    'model.adapters: with one model per domain nothing is shared, and adapters stand in what several domains share',
  ]);
});

test('all contradictions are found at once, each at its own setting', () => {
  const input: RunConfigInput = { model: { adapters: [3] }, train: { epochs: 20, warmUp: 20 }, split: { ratios: [0.8, 0.1, 0.2] } };
  const problems = problemsOf(() => completeRunConfig(input, ROLES));
  expect(problems.map(({ path }) => path)).toEqual(['model.adapters[0]', 'train.warmUp', 'split.ratios']);
  expect(problems.every(({ fix }) => fix?.endsWith('.'))).toBe(true);
  expect(() => completeRunConfig(input, ROLES)).toThrow(
    /^configuration: model\.adapters\[0\]: there is no layer 3: the network has 2\. Name layers from 1 to 2, or none; train\.warmUp: .* Give fewer epochs than train\.epochs; split\.ratios: .* \[0\.8, 0\.1, 0\.1\]\.$/,
  );
});

test('a problem belongs to the setting at its path, and to no other that begins alike', () => {
  expect(['model.layers[1]', 'model.layers', 'data.label.positive'].map((path) => isOf({ path }, 'model.layers'))).toEqual([true, true, false]);
  expect(isOf({ path: 'data.label.positive' }, 'data.label')).toBe(true);
  expect(isOf({ path: 'train.batches' }, 'train.batch')).toBe(false);
  expect(isOf({ path: 'train.batch' }, 'train.batches')).toBe(false);
});

test('a form that is plainly meant says what is wrong inside it', () => {
  const found = (json: unknown) => runConfigProblems(json).map(({ path, message }) => `${path} ${message}`);
  expect(found({ split: { ratios: [0.8, 0.2] } })).toEqual(['split.ratios must be three shares [train, val, test] such as [0.8, 0.1, 0.1], not Array']);
  expect(found({ split: { timeColumn: 't', ratios: [2, 0, 0] } })).toEqual(['split.ratios[0] must be a number from 0 to 1, not 2']);
  expect(found({ split: { timeColumn: 't', seed: 3 } })).toEqual(['split.seed is not a setting']);
  expect(found({ split: { column: 't', ratios: [0.8, 0.1, 0.1] } })).toEqual([
    'split must be {"ratios": [0.8, 0.1, 0.1]}, {"timeColumn": name}, {"column": name}, {"userRatios": [0.8, 0.1, 0.1]}, {"lastOfUser": name} or {"rowsFile": path}, not Object',
  ]);
  expect(found({ data: { label: {} } })).toEqual(['data.label.column is missing']);
  expect(found({ data: { sparse: [{ name: 'x' }] } })).toEqual(['data.sparse[0].column is missing']);
  expect(found({ data: { source: { demo: 'conflict', rows: 3 } } })).toEqual(['data.source.rows must be a whole number from 100 to 1000000, not 3']);
});

test('a message repeats no more of a wrong value than a line can hold', () => {
  const [problem] = runConfigProblems({ model: { backbone: 'x'.repeat(40_000) } });
  expect(problem?.message.length).toBeLessThan(250);
});

describe('names that JavaScript knows are names like any other', () => {
  const names = ['__proto__', 'constructor', 'toString', 'hasOwnProperty'];

  test.each(names)('%s is no setting', (name) => {
    const said = JSON.parse(`{ "model": { "${name}": 3 }, "${name}": {}, "data": { "label": { "column": "a", "${name}": "> 3" } } }`);
    expect(runConfigProblems(said).map(({ path }) => path)).toContain(name);
    expect(runConfigProblems({ model: said.model }).map(({ path, message }) => `${path} ${message}`)).toEqual([`model.${name} is not a setting`]);
    expect(runConfigProblems({ data: said.data }).map(({ path }) => path)).toEqual([`data.label.${name}`]);
    expect(fromLink(`${name}=3`)).toEqual({ input: {}, notes: [`“${name}” in the link is not a setting, so it was ignored.`] });
  });

  test.each(names)('%s is a column', (name) => {
    const base = completeRunConfig({}, ROLES);
    const full = completeRunConfig({ data: { label: { column: name }, sparse: ['user', { column: 'item', share: 'user' }] } }, ROLES);
    expect(completeRunConfig(fromLink(toLink(full, base)).input, ROLES)).toEqual(full);
    const field = completeRunConfig(
      { data: { sparse: [name, { name: 'own', column: name }], dense: [name], domain: { column: name, groups: [name] } } },
      ROLES,
    );
    expect(completeRunConfig(fromLink(toLink(field, base)).input, ROLES)).toEqual(field);
    expect(problemsOf(() => completeRunConfig({ data: { sparse: [{ column: 'user', share: name }] } }, ROLES))).toMatchObject([
      { path: 'data.sparse[0].share', message: `there is no other sparse field "${name}"` },
    ]);
  });
});
