import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ConfigError } from '../config/problems';
import { UserError } from '../lib/user-error';
import { authorsConfig, authorsModel, tablesDiffer } from './authors-model';

/** What the shapes of the authors' checkpoints tell; what such a model predicts is tested where it is opened. */

type Shapes = Record<string, { shape: number[] }>;
const shapesOf = (name: string): Shapes => JSON.parse(readFileSync(`src/model/goldens/${name}.json`, 'utf8')).state;
const FIELDS = [
  { name: 'user_id', rows: 7, width: 4 },
  { name: 'movie_id', rows: 6, width: 4 },
  { name: 'domain_indicator', rows: 3, width: 4 },
];

test.each([
  ['Mlp_2_Layer.random', { backbone: 'mlp', layers: [12, 8], adapters: [] }],
  ['MLP_adap_7_layer_2_adp.random', { backbone: 'mlp', layers: [8, 8, 8, 8, 8, 8, 6], adapters: [6, 7], hyper: [6], k: 3, bottleneck: 32 }],
  ['DCN_MD.random', { backbone: 'dcn', cross: 2, layers: [12, 8], adapters: [] }],
  ['DCN_MD_adp.random', { backbone: 'dcn', cross: 2, layers: [12, 8], adapters: [2], hyper: [6], k: 3, bottleneck: 32 }],
  ['WideDeep_MD.random', { backbone: 'wide-deep', layers: [12, 8], adapters: [] }],
  ['WideDeep_MD_adp.random', { backbone: 'wide-deep', layers: [12, 8], adapters: [2], hyper: [6], k: 3, bottleneck: 32 }],
])('%s is known by its shapes', (name, model) => {
  expect(authorsModel(shapesOf(name), {}, 'f')).toEqual({ model, fields: FIELDS, ordered: false, dense: 1, domains: 3 });
});

test('weights of other models, and those trained here in another mode, are not taken for the authors’', () => {
  const { 'layer_list.0.0.weight': _, ...others } = shapesOf('Mlp_2_Layer.random');
  expect(authorsModel(others, {}, 'f')).toBeUndefined();
  expect(authorsModel({ ...shapesOf('DCN_MD_adp.random'), 'domain_norm.0.0.running_mean': { shape: [8] } }, {}, 'f')).toBeUndefined();
  expect(authorsModel({}, {}, 'f')).toBeUndefined();
});

describe('what does not fit is named', () => {
  const DCN = shapesOf('DCN_MD_adp.random');
  const MLP = shapesOf('MLP_adap_2_layer_1_adp.random');
  test.each<[string, Shapes, RegExp]>([
    [
      'a layer',
      { ...DCN, 'mlp.mlp.4.weight': { shape: [8, 11] } },
      /"mlp.mlp.4.weight" reads 11 inputs, but the layer before it, "mlp.mlp.0.weight", gives 12/,
    ],
    ['k', { ...DCN, 'u.0': { shape: [8, 4] } }, /"hyper_net" makes 9 numbers a row, but "u.0" is for an H of 4 by 4, which has 16/],
    ['an adapter', { ...DCN, 'u.0': { shape: [5, 3] } }, /"u.0" is for a layer of 5, but layer 2, which it would follow, is 8 wide/],
    ['too many adapters', { ...DCN, gamma2: { shape: [8] }, gamma3: { shape: [8] } }, /there are 3 adapters \("gamma3"\), but 2 layers/],
    ['no gamma', Object.fromEntries(Object.entries(DCN).filter(([name]) => name !== 'gamma1')), /there is no "gamma1"/],
    ['no V', Object.fromEntries(Object.entries(DCN).filter(([name]) => name !== 'v.0')), /there is no "v.0"/],
    ['what is no matrix', { ...DCN, 'u.0': { shape: [8] } }, /"u.0" is \[8\], and no matrix/],
    ['the hyper-network', { ...DCN, 'hyper_net.0.weight': { shape: [6, 12] } }, /"hyper_net.0.weight" reads 12 inputs, but a row has 13/],
    [
      'wide embeddings',
      { ...DCN, 'embedding.embed_dict.user_id.weight': { shape: [7, 9] } },
      /"mlp.mlp.0.weight" reads 13 inputs, but the fields \(user_id, movie_id, domain_indicator\) have 17/,
    ],
    [
      'towers',
      { ...MLP, 'embedding.embed_dict.domain_indicator.weight': { shape: [2, 4] } },
      /there are 3 towers \("layer_list"\), but "embedding.embed_dict.domain_indicator.weight" has 2 rows/,
    ],
    ['a tower without a logit', { ...MLP, 'layer_list.0.6.weight': { shape: [2, 8] } }, /the last map of "layer_list.0" is 2 wide, and gives no logit/],
  ])('%s', (_, shapes, said) => expect(() => authorsModel(shapes, {}, 'f.safetensors')).toThrow(said));

  test.each([
    ['no list', 'user_id'],
    ['other fields', '["user_id", "item_id", "domain_indicator"]'],
    ['too few', '["user_id", "movie_id"]'],
  ])('an order that is %s', (_, text) =>
    expect(() => authorsModel(DCN, { 'hamur.fields': text }, 'f')).toThrow(/must list the fields that there are: \["user_id","movie_id","domain_indicator"\]/),
  );
  test('the domain must be last', () =>
    expect(() => authorsModel(DCN, { 'hamur.fields': '["domain_indicator", "user_id", "movie_id"]' }, 'f')).toThrow(/must be the last of the fields/));
});

test('whatever is changed of a checkpoint, it is a model, none of the authors, or refused in words', () => {
  const goldens = ['Mlp_2_Layer.random', 'MLP_adap_7_layer_2_adp.random', 'DCN_MD_adp.random', 'WideDeep_MD.random', 'WideDeep_MD_adp.random'].map(shapesOf);
  const shape = fc.array(fc.constantFrom(0, 1, 3, 4, 8, 9, 12, 13, 2 ** 31), { maxLength: 3 });
  const table = {
    columns: [{ name: 'user_id' }, { name: 'movie_id' }],
    proposed: { label: { column: 'y' }, domain: { column: 'd' }, sparse: [], dense: ['age'] },
  };
  fc.assert(
    fc.property(fc.constantFrom(...goldens), fc.array(fc.tuple(fc.nat(), fc.option(shape))), (golden, changes) => {
      const shapes = { ...golden };
      const names = Object.keys(golden);
      for (const [at, change] of changes) {
        const name = names[at % names.length] as string;
        if (change) shapes[name] = { shape: change };
        else delete shapes[name];
      }
      try {
        const model = authorsModel(shapes, {}, 'f');
        if (model) authorsConfig(model, {}, table, 'f');
      } catch (error) {
        expect(
          [UserError, ConfigError].some((kind) => error instanceof kind),
          String(error),
        ).toBe(true);
      }
    }),
    { numRuns: 500 },
  );
});

describe('on a table', () => {
  const model = authorsModel(shapesOf('DCN_MD_adp.random'), {}, 'f');
  if (!model) throw new Error('The golden is no model of the authors.');
  const columns = ['click', 'age', 'movie_id', 'user_id', 'place'].map((name) => ({ name }));
  const proposed = { label: { column: 'click' }, domain: { column: 'place' }, sparse: ['movie_id'], dense: ['age'] };

  test('its fields are those that the model has, its settings the model’s', () => {
    const { config, order } = authorsConfig(
      model,
      { model: { k: 9, backbone: 'star', towerRows: 'own' }, data: { label: { column: 'click' } } },
      { columns, proposed },
      'f',
    );
    expect(config.data).toEqual({ label: { column: 'click' }, sparse: ['movie_id', 'user_id'], dense: ['age'], domainAsInput: true, fitOn: 'all' });
    expect(config.model).toEqual({ ...model.model, towerRows: 'own', fidelity: 'reference', sharing: 'domains', embedding: 4 });
    expect(order).toEqual(['movie_id', 'user_id']);
  });

  test('a field keeps its role, and has the width of its table', () => {
    const sparse = [
      { name: 'user_id', column: 'who', embedding: 9 },
      { column: 'movie_id', separator: '|' },
    ];
    const wide = { ...model, fields: [{ name: 'user_id', rows: 7, width: 6 }, ...model.fields.slice(1)], ordered: true };
    expect(authorsConfig(wide, { data: { sparse } }, { columns, proposed }, 'f').config.data?.sparse).toEqual([
      { name: 'user_id', column: 'who', embedding: 6 },
      { column: 'movie_id', separator: '|' },
    ]);
  });

  test('a size beyond all settings is refused by the name of the setting', () => {
    expect(() => authorsConfig({ ...model, model: { ...model.model, k: 300 } }, {}, { columns, proposed }, 'f')).toThrow(/model\.k/);
  });

  test('its rows are batched as the authors batch them, unless it is said otherwise', () => {
    expect(authorsConfig(model, {}, { columns, proposed }, 'f').config.train).toEqual({ batch: 2048, baseline: false });
    expect(authorsConfig(model, { train: { batch: 64 } }, { columns, proposed }, 'f').config.train).toEqual({ batch: 64, baseline: false });
  });

  test('a column that is missing, and another number of dense fields, are said', () => {
    const open = (names: string[], dense: string[]) =>
      authorsConfig(model, {}, { columns: columns.filter(({ name }) => names.includes(name)), proposed: { ...proposed, sparse: [], dense } }, 'f');
    expect(() => open(['click', 'movie_id'], ['age'])).toThrow(/the model has the field “user_id”, and no column is named so \(there are click, movie_id\)/);
    expect(() => open(['movie_id', 'user_id'], [])).toThrow(/reads 1 dense field, and the data have 0/);
    expect(() => open(['movie_id', 'user_id'], ['age', 'year'])).toThrow(/reads 1 dense field, and the data have 2 \(age, year\)/);
  });
});

test('a table of another size is named with both sizes', () => {
  const shapes = { 'embedding.embed_dict.user.weight': { shape: [6040, 16] } };
  expect(tablesDiffer(shapes, [{ name: 'user', rows: 6041 }])).toEqual(['“user” has 6,040 values in the file, 6,041 here']);
  expect(
    tablesDiffer(shapes, [
      { name: 'user', rows: 6040 },
      { name: 'other', rows: 1 },
    ]),
  ).toEqual([]);
});
