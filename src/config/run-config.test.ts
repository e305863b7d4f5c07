import { describe, expect, test } from 'vitest';
import { completeRunConfig, DEFAULT_MODEL, DEFAULT_TRAIN } from './complete';
import { PRESETS } from './presets';
import { parseRunConfig, type Roles, type RunConfigInput, runConfigProblems } from './run-config';

const ROLES: Roles = { label: { column: 'click' }, domain: { column: 'site' }, sparse: ['user', 'item'], dense: ['price'] };
const complete = (input: RunConfigInput) => completeRunConfig(parseRunConfig(input), ROLES);

test('nothing stated: proposed roles and defaults', () => {
  expect(complete({})).toEqual({
    version: 1,
    data: { source: { demo: 'conflict' }, ...ROLES, domainAsInput: true, fitOn: 'train' },
    split: { ratios: [0.8, 0.1, 0.1] },
    model: DEFAULT_MODEL,
    train: DEFAULT_TRAIN,
    engine: 'auto',
    seed: 1,
  });
});

test('the adapters follow the depth, and the rows that are fitted on the fidelity, unless stated', () => {
  expect(complete({ model: { layers: [8, 8, 8], fidelity: 'reference' } })).toMatchObject({ model: { adapters: [3] }, data: { fitOn: 'all' } });
  // Separate models have none.
  expect(complete({ model: { sharing: 'separate' } }).model.adapters).toEqual([]);
  expect(complete({ model: { sharing: 'pooled' } }).model.adapters).toEqual([2]);
  expect(complete({ model: { layers: [8, 8, 8], adapters: [], fidelity: 'reference' }, data: { fitOn: 'train' } })).toMatchObject({
    model: { adapters: [] },
    data: { fitOn: 'train' },
  });
});

test('a column that is named as label or domain is no longer proposed as a feature', () => {
  const { data } = complete({ data: { label: { column: 'price', positive: '> 3' }, domain: { column: 'item' } } });
  expect(data).toMatchObject({ sparse: ['user'], dense: [] });
});

test('a column that parts or weighs the rows is no feature, unless it is named as one', () => {
  const roles: Roles = { ...ROLES, sparse: ['user', 'part', 'item'], dense: ['price', 'when'] };
  const { data } = completeRunConfig({ split: { column: 'part' } }, roles);
  expect([data.sparse, data.dense]).toEqual([
    ['user', 'item'],
    ['price', 'when'],
  ]);
  expect(completeRunConfig({ split: { timeColumn: 'when' } }, roles).data.dense).toEqual(['price']);
  expect(completeRunConfig({ split: { lastOfUser: 'when' }, data: { group: 'user' } }, roles).data).toMatchObject({ sparse: roles.sparse, dense: ['price'] });
  expect(completeRunConfig({ data: { weight: 'price' } }, roles).data.dense).toEqual(['when']);
  expect(completeRunConfig({ split: { column: 'part' }, data: { sparse: ['part'] } }, roles).data.sparse).toEqual(['part']);
});

test('who a row belongs to may be proposed; what is usually not there stands in no link and no file', () => {
  expect(completeRunConfig({}, { ...ROLES, group: 'user' }).data.group).toBe('user');
  expect(completeRunConfig({ data: { group: 'item' } }, { ...ROLES, group: 'user' }).data.group).toBe('item');
  // None may be wanted, and the label is nobody.
  expect(completeRunConfig({ data: { group: '' } }, { ...ROLES, group: 'user' }).data.group).toBe('');
  expect(completeRunConfig({ data: { label: { column: 'user' } } }, { ...ROLES, group: 'user' }).data.group).toBeUndefined();
  expect(JSON.stringify(complete({}))).not.toMatch(/group|weight"|missing/);
});

test('a column stays a proposed feature where groups of its values are the domains, or where it was proposed as both', () => {
  expect(complete({ data: { domain: { column: 'price', groups: ['< 3', '>= 3'] } } }).data).toMatchObject({ dense: ['price'] });
  const both: Roles = { ...ROLES, sparse: ['site', 'user'] };
  expect(completeRunConfig({ data: { domain: { column: 'site' } } }, both).data.sparse).toEqual(['site', 'user']);
});

test('every preset is valid and complete as it stands', () => {
  for (const { config } of PRESETS) expect(runConfigProblems(config)).toEqual([]);
  expect(complete(PRESETS[0]?.config as RunConfigInput).model).toMatchObject({
    backbone: 'mlp',
    layers: [256, 128],
    adapters: [2],
    hyper: [64],
    k: 35,
    bottleneck: 32,
    embedding: 16,
    fidelity: 'reference',
    adapterInit: 'authors',
    domainNormTraining: 'batch',
    domainNormEvaluation: 'batch',
    towerRows: 'all',
  });
});

test('what is left out follows what was stated: choices the fidelity, decays the others, unless they are stated', () => {
  const model = (input: RunConfigInput['model']) => complete({ model: input }).model;
  expect(model({})).toMatchObject({ fidelity: 'recommended', adapterInit: 'near-identity', domainNormEvaluation: 'running' });
  expect(model({ fidelity: 'reference', adapterInit: 'xavier' })).toMatchObject({ adapterInit: 'xavier', domainNormEvaluation: 'batch' });
  expect(complete({ train: { weightDecay: 0.5 } }).train.embeddingDecay).toBe(0.5);
  expect(complete({ train: { weightDecay: 0.5, embeddingDecay: 0 } }).train.embeddingDecay).toBe(0);
  expect(complete({ train: { weightDecay: 0.5 } }).train.adapterDecay).toBe(0);
  expect(complete({ model: { fidelity: 'reference' }, train: { weightDecay: 0.5 } }).train.adapterDecay).toBe(0.5);
  expect(complete({ model: { fidelity: 'reference' }, train: { weightDecay: 0.5, adapterDecay: 0.1 } }).train.adapterDecay).toBe(0.1);
});

describe('what is wrong is named by its path, with what is allowed', () => {
  const cases: [input: unknown, message: RegExp][] = [
    [[], /the configuration must be an object/],
    [{ modle: {} }, /^configuration: modle is not a setting/],
    [{ model: { kk: 3 } }, /model\.kk is not a setting/],
    [{ model: { k: 0 } }, /model\.k must be a whole number from 1 to 256, not 0/],
    [{ model: { k: '20' } }, /model\.k must be a whole number from 1 to 256, not "20"/],
    [{ model: { layers: [64, 2.5] } }, /model\.layers\[1\] must be a whole number from 1 to 8192, not 2\.5/],
    [{ model: { layers: [] } }, /model\.layers must name at least one layer/],
    [{ model: { extraction: [8] } }, /model\.extraction must name at least 2 layers/],
    [{ model: { extraction: [8, 8, 8] } }, /model\.extraction must name at most 2 layers/],
    [{ model: { idFields: ['user', 3] } }, /model\.idFields\[1\] must be the name of a sparse field, not 3/],
    [{ model: { fidelity: 'exact' } }, /model\.fidelity must be one of "recommended", "reference", not "exact"/],
    [{ model: { dropout: 1 } }, /model\.dropout must be a number from 0 to 0\.95/],
    [{ model: { dropout: [0.5, 2] } }, /model\.dropout\[1\] must be a number from 0 to 0\.95/],
    [{ train: { optimiser: 'lion' } }, /train\.optimiser must be one of "adam", "adamw", "adagrad", "sgd", not "lion"/],
    [{ train: { positiveWeight: 'equal' } }, /train\.positiveWeight must be "balanced" or a number/],
    [{ train: { domainWeights: 'equal' } }, /train\.domainWeights must be "none", "balanced" or a list/],
    [{ train: { learningRate: -1 } }, /train\.learningRate must be a number from 1e-8 to 10, not -1/],
    [{ train: { baseline: 1 } }, /train\.baseline must be true or false, not 1/],
    [{ data: { label: 'click' } }, /data\.label must be an object \{…\}, not "click"/],
    [
      { data: { label: { column: 'rating', positive: '>' } } },
      /data\.label\.positive compares with something that is not a number; it must be a comparison such as "> 3"/,
    ],
    [{ data: { domain: { column: 'age', groups: ['34..25'] } } }, /data\.domain\.groups\[0\] has its ends in the wrong order: 34 is greater than 25/],
    [{ data: { sparse: ['user', ''] } }, /data\.sparse\[1\] must be the name of a column, and not empty/],
    [{ data: { source: { demo: 'conflict', rows: 3 } } }, /data\.source\.rows must be a whole number from 100 to 1000000, not 3/],
    [{ split: { ratios: [0.8, 0.2] } }, /split.* must be /],
    [
      { split: 'random' },
      /split must be \{"ratios": \[0\.8, 0\.1, 0\.1\]\}, \{"timeColumn": name\}, \{"column": name\}, \{"userRatios": \[0\.8, 0\.1, 0\.1\]\}, \{"lastOfUser": name\} or \{"rowsFile": path\}/,
    ],
    [{ engine: 'gpu' }, /engine must be one of "auto", "webgpu", "wasm", "cpu", not "gpu"/],
    [{ seed: 2 ** 32 }, /seed must be a whole number from 0 to 4294967295/],
    [{ version: 2 }, /version must be 1, the only version there is/],
    [{ model: { k: 0 }, seed: -1 }, /model\.k .*; seed /],
  ];
  test.each(cases)('%j', (input, message) => {
    expect(() => parseRunConfig(input)).toThrow(message);
  });
});

describe('settings that contradict each other', () => {
  const cases: [input: RunConfigInput, message: RegExp][] = [
    [{ model: { adapters: [3] } }, /^model\.adapters\[0\]: there is no layer 3: the network has 2\. Name layers from 1 to 2/],
    [
      { model: { sharing: 'separate', adapters: [1] } },
      /^model\.adapters: with one model per domain nothing is shared, .* Name no layer, or set model\.sharing/,
    ],
    [{ model: { adapters: [1, 1] } }, /^model\.adapters\[1\]: layer 1 is named twice/],
    [{ model: { dropout: [0.1] } }, /^model\.dropout: it has 1 share, but there are 2 layers/],
    [
      { train: { embeddingUpdates: 'lazy', clip: 1 } },
      /^train\.clip: clipping needs the length of the whole gradient, .* Set it to 0, or train\.embeddingUpdates to "dense"/,
    ],
    [{ train: { epochs: 20, warmUp: 20 } }, /^train\.warmUp: the learning rate would still be rising after 20 epochs/],
    [{ data: { sparse: [{ column: 'user', take: 'mean' }] } }, /^data\.sparse\[0\]\.separator: the cells are to be split, but no separator is given/],
    [{ data: { sparse: [{ column: 'user', share: 'user' }] } }, /^data\.sparse\[0\]\.share: there is no other sparse field "user"/],
    [
      { data: { sparse: ['a', { column: 'b', share: 'a' }, { column: 'c', share: 'b' }] } },
      /^data\.sparse\[2\]\.share: "b" itself shares the table of "a"\. Name "a"/,
    ],
    [
      { data: { sparse: ['a', { column: 'b', share: 'a', embedding: 4 }] } },
      /^data\.sparse\[1\]\.embedding: the field uses the table of "a", and so its width/,
    ],
    [{ split: { ratios: [0.8, 0.1, 0.2] } }, /^split\.ratios: the shares add up to 1\.1, not 1/],
    [{ split: { ratios: [0.9, 0.1, 0] } }, /^split\.ratios: a share is 0/],
    [{ split: { userRatios: [0.9, 0.1, 0] }, data: { group: 'user' } }, /^split\.userRatios: a share is 0/],
    [{ split: { userRatios: [0.8, 0.1, 0.1] } }, /^data\.group: the rows are split by users, but no column tells whose row it is/],
    [{ split: { lastOfUser: 'when' } }, /^data\.group: the rows are split by users/],
    [{ split: { lastOfUser: 'when' }, data: { group: '' } }, /^data\.group: the rows are split by users/],
    [{ split: { column: 'site' } }, /^data\.domain: "site" says which rows train, so it cannot be the domain too/],
    [{ split: { column: 'click' } }, /^split\.column: "click" says which rows train, and it is the label/],
    [{ data: { weight: 'click' } }, /^data\.weight: "click" is the label/],
    [{ data: { group: 'click' } }, /^data\.group: "click" is the label/],
    [{ data: { dense: ['price', { column: 'price', scale: 'log1p' }] } }, /^data\.dense\[1\]: the column "price" is named twice/],
    [{ data: { sparse: [{ column: 'user', least: 5, hash: 100 }] } }, /^data\.sparse\[0\]\.least: with a hash there is no vocabulary/],
    [{ data: { sparse: ['user', { column: 'item', share: 'user', hash: 100 }] } }, /^data\.sparse\[1\]\.hash: the field uses the vocabulary of "user"/],
    [{ data: { sparse: [], dense: [] } }, /^data\.sparse: no feature is chosen/],
    [
      { model: { backbone: 'ppnet', idFields: ['user', 'nobody'] } },
      /^model\.idFields\[1\]: there is no sparse field "nobody"\. Name sparse fields, or none\.$/,
    ],
    [{ model: { backbone: 'pepnet', idFields: ['user', 'user'] } }, /^model\.idFields\[1\]: "user" is named twice/],
    [{ data: { sparse: [], domainAsInput: false } }, /^data\.sparse: there is no sparse field, and the domain is no input/],
    [{ data: { sparse: [] }, model: { sharing: 'pooled' } }, /^data\.sparse: there is no sparse field/],
    [{ data: { domain: { columns: [] } } }, /^data\.domain\.columns: it names no column/],
    [{ data: { dense: ['x'.repeat(1000), 'x'.repeat(1000)] } }, /^data\.dense\[1\]: the column "x{200,300}…\. Name it once\.$/],
    [{ data: { sparse: ['user', 'user'] } }, /^data\.sparse\[1\]: the field "user" is named twice/],
    [{ data: { sparse: ['click'] } }, /^data\.sparse\[0\]: "click" is the label; as a feature it would give the answer away/],
    [{ data: { dense: ['click'] } }, /^data\.dense\[0\]: "click" is the label/],
    [{ data: { domain: { column: 'click' } } }, /^data\.domain: "click" is the label/],
    [{ data: { sparse: [{ name: 'domain_indicator', column: 'user' }] } }, /^data\.sparse\[0\]: the field "domain_indicator" is made from data.domain/],
    [{ data: { domain: { column: 'age', groups: ['< 3', '< 3'] } } }, /^data\.domain\.groups\[1\]: two groups are called "< 3"/],
  ];
  test.each(cases)('%j', (input, message) => {
    expect(() => complete(input)).toThrow(message);
  });
});

test('texts are no longer than a person, a link or a file has reason to make them', () => {
  const long = (length: number) => 'x'.repeat(length);
  const problems = (json: unknown) => runConfigProblems(json).map(({ path, message }) => `${path}: ${message}`);
  expect(problems({ data: { label: { column: long(2000) } } })).toEqual([]);
  expect(problems({ data: { label: { column: long(2001) } } })).toEqual(['data.label.column: must have at most 2,000 characters']);
  expect(problems({ data: { source: { file: long(2001) } } })).toEqual(['data.source.file: must have at most 2,000 characters']);
  // A test may name many values.
  expect(problems({ data: { label: { column: 'a', positive: long(50_000) } } })).toEqual([]);
  expect(problems({ data: { label: { column: 'a', positive: long(50_001) } } })).toEqual(['data.label.positive: must have at most 50,000 characters']);
});

test('ids that a backbone does not read may be any', () => {
  expect(complete({ model: { backbone: 'dcn', idFields: ['nobody'] } }).model.idFields).toEqual(['nobody']);
});
