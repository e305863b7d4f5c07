import { expect, test } from 'vitest';
import { kindOfJson, OWN_HEAD } from './own-files';

const CONFIGURATION = { version: 1, data: { source: { demo: 'tiny' }, label: { column: 'click' } }, model: { k: 5 }, seed: 3 };
const RUN = { version: 4, id: 'a-1', phase: 'done', config: CONFIGURATION };

test.each<[ReturnType<typeof kindOfJson>, unknown]>([
  ['run', RUN],
  ['experiment', { data: 'abc', contestants: [{ name: 'a', config: {} }] }],
  ['experiment', { sweep: { how: 'grid' }, seeds: [1] }],
  ['configuration', CONFIGURATION],
  // In whatever order a person writes it.
  ['configuration', { seed: 1, train: { epochs: 2 } }],
  ['split', { train: [0, 2], val: [1], test: [] }],
  ['split', { train: [], val: [1], test: [2] }],
  ['inside', { run: 'a-1', domains: ['x"]}', 'y'], looks: [] }],
  ['encoding', { shape: { fields: [], dense: 0, domains: 2 }, missing: [''] }],
  ['domains', [{ name: 'a', model: 'a.onnx', encoding: 'a.encoding.json' }]],
  ['notebook', { cells: [{ cell_type: 'code' }], nbformat: 4 }],
  [undefined, { model: 'a', data: {} }],
  [undefined, { model: { name: 'a' }, click: 1 }],
  [undefined, { train: '8:15', click: 1 }],
  [undefined, { train: [1], test: [2], stops: 3 }],
  [undefined, { row: { version: 1, id: 2, phase: 3, config: 4 } }],
  [undefined, { user: '"model":{', data: { x: 1 } }],
  [undefined, [{ version: 1, id: 2, phase: 3, config: 4 }]],
  [undefined, [{ name: 'a', model: 'b', encoding: 'c' }]],
  [undefined, { seed: 1 }],
  [undefined, {}],
  [undefined, 'model'],
])('%s', (kind, value) => {
  for (const space of [undefined, 2]) {
    const text = JSON.stringify(value, null, space);
    expect(kindOfJson(text)).toBe(kind);
    expect(kindOfJson(`\n ${text}\n`)).toBe(kind);
  }
});

test('rows of JSON, one a line, are data, whatever their keys are', () => {
  for (const row of [RUN, CONFIGURATION, { train: [0], test: [1] }, { shape: { fields: [] } }])
    expect(kindOfJson([row, row].map((each) => JSON.stringify(each)).join('\n'))).toBeUndefined();
});

test('a beginning is enough, wherever it ends', () => {
  const long = JSON.stringify({ ...CONFIGURATION, split: { rowsFile: 'x'.repeat(OWN_HEAD) } });
  expect(kindOfJson(long.slice(0, OWN_HEAD))).toBe('configuration');
  const split = JSON.stringify({ train: Array.from({ length: 3000 }, (_, i) => i), val: [], test: [] });
  for (const length of [11, 12, 100, OWN_HEAD]) expect(kindOfJson(split.slice(0, length))).toBe('split');
});
