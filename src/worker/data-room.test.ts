import { expect, test } from 'vitest';
import { completeRunConfig } from '../config/complete';
import type { RunConfigInput } from '../config/run-config';
import { DataRoom } from './data-room';

const CSV = `click,place,user,when\n${Array.from({ length: 60 }, (_, i) => `${i % 2},${i % 3 === 0 ? 'home' : 'search'},u${i % 7},${i}`).join('\n')}`;
const file = (text = CSV, name = 'rows.csv') => new File([text], name);

async function opened() {
  const room = new DataRoom();
  const { proposed } = await room.open({ files: [file()] }, () => {});
  const roles: RunConfigInput = { data: { label: { column: 'click' }, domain: { column: 'place' }, sparse: ['user'], dense: [] } };
  const config = (change: RunConfigInput = {}) => completeRunConfig({ ...roles, ...change }, proposed);
  return { room, config };
}

test('rows are encoded once for a table and the settings that matter to them', async () => {
  const { room, config } = await opened();
  const first = (await room.prepare(config(), undefined)).data;
  for (const same of [config(), config({ model: { k: 3 } }), config({ train: { epochs: 3 } }), config({ engine: 'wasm' })]) {
    expect((await room.prepare(same, undefined)).data).toBe(first);
  }
});

test('another split, seed, role, table or file of row numbers has them encoded anew', async () => {
  const { room, config } = await opened();
  const changes: [what: string, config: ReturnType<typeof config>, rows?: File][] = [
    ['split', config({ split: { ratios: [0.5, 0.25, 0.25] } })],
    ['seed', config({ seed: 2 })],
    ['role', config({ data: { ...config().data, sparse: ['user', 'place'] } })],
    ['rows file', config({ split: { rowsFile: 'a.json' } }), file('{"train":[0,1,2,3,4,5,6,7],"val":[8,9],"test":[10,11]}', 'a.json')],
    ['another rows file', config({ split: { rowsFile: 'a.json' } }), file('{"train":[0,1,2,3,4,5],"val":[8,9],"test":[10,11]}', 'a.json')],
  ];
  let before = (await room.prepare(config(), undefined)).data;
  for (const [what, changed, rows] of changes) {
    const { data } = await room.prepare(changed, rows);
    expect(data, what).not.toBe(before);
    before = data;
  }
  const { split } = (await room.prepare(config(), undefined)).data;
  expect((await room.prepare(config({ seed: 3 }), undefined)).data.split).not.toEqual(split);
  await room.prepare(config(), undefined);
  await room.open({ files: [file(CSV.replaceAll('home', 'shop'))] }, () => {});
  expect((await room.prepare(config(), undefined)).data.domains.map(({ name }) => name)).toContain('shop');
});

test('what a configuration makes of the table', async () => {
  const { room, config } = await opened();
  const { data, parameters } = await room.preview(config());
  expect(data).toMatchObject({ name: 'rows.csv', tableRows: 60, rows: 60, split: { train: 48, val: 6, test: 6 }, leftOut: [] });
  expect(data.warnings).toContain('split, train: 48 rows are few, so the metrics will be noisy.');
  expect(data.domains).toEqual([
    { name: 'home', rows: 20, positives: 10 },
    { name: 'search', rows: 40, positives: 20 },
  ]);
  expect(data).not.toHaveProperty('bestPossible');
  expect(parameters.total).toBeGreaterThan(parameters.backbone.parameters);
  expect(parameters.parts.reduce((sum, { parameters: count }) => sum + count, 0)).toBe(parameters.total);
});

test('how the domains compare, and which fields are asked for', async () => {
  const { room, config } = await opened();
  const all = config({ data: { ...config().data, sparse: ['user', 'when'] } });
  const got = await room.compareDomains(all);
  expect(got.domains.map(({ name, rows, rate }) => [name, rows, rate])).toEqual([
    ['home', 20, 0.5],
    ['search', 40, 0.5],
  ]);
  expect(got.overlaps.map(({ field }) => field)).toEqual(['user', 'when']);
  expect((await room.compareDomains(all, undefined, ['user'])).overlaps.map(({ field }) => field)).toEqual(['user']);
  expect((await room.compareDomains({ ...all, data: { ...all.data, group: undefined } })).overlaps.map(({ field }) => field)).toEqual(['when']);
  await expect(new DataRoom().compareDomains(all)).rejects.toThrow('no data is open');
});

test('without data there is nothing to prepare', async () => {
  const { config } = await opened();
  await expect(new DataRoom().preview(config())).rejects.toThrow('data: no data is open. Choose a demo or a file first.');
});

test('every figure of the table follows the words that mean missing', async () => {
  const cell = (i: number, salt: number) => Math.imul(i + 1 + 7919 * salt, 2654435761) >>> 20;
  const gone = (i: number, salt: number) => cell(i, salt) % 7 === 0;
  const csvOf = (word: string) =>
    `click,site,user,price,when\n${Array.from({ length: 400 }, (_, i) => {
      const cells = [cell(i, 1) % 2, 'abc'[cell(i, 2) % 3], `u${cell(i, 3) % 30}`, cell(i, 4) % 300, `2024-0${1 + (cell(i, 5) % 6)}-11`];
      return cells.map((each, c) => (gone(i, 6 + c) ? word : each)).join(',');
    }).join('\n')}`;
  const figures = async (word: string, missing?: string[], numbers: 'dense' | 'sparse' = 'dense') => {
    const room = new DataRoom();
    const { proposed } = await room.open({ files: [file(csvOf(word))] }, () => {});
    const data = {
      label: { column: 'click', positive: '1' },
      domain: { column: 'site' },
      sparse: numbers === 'sparse' ? ['user', 'price'] : ['user'],
      dense: numbers === 'dense' ? ['price'] : [],
      group: '',
      ...(missing && { missing }),
    };
    const config = completeRunConfig({ data }, proposed);
    const profiles = await room.profiles(missing);
    const { facts, data: made } = await room.preview(config);
    return {
      profiles: profiles.map(({ missingAs: _, ...rest }) => rest),
      rates: await Promise.all(['site', 'user', 'price', 'when'].map((column) => room.rates(column, config.data.label, missing))),
      alarms: await room.alarms(config.data, config.split, missing),
      ofRun: await room.alarmsOf(config),
      values: await Promise.all(['site', 'price'].map((column) => room.columnValues(column, missing))),
      facts,
      domains: made.domains,
      compared: await room.compareDomains(config),
    };
  };
  const [empty, word] = [await figures(''), await figures('?', ['?'])];
  expect(word).toEqual(empty);
  expect(empty.profiles.map(({ type, missing }) => [type, missing > 30])).toEqual(['yes/no', 'text', 'text', 'integer', 'time'].map((type) => [type, true]));
  // By the usual words each of them is another one.
  const [ofEmpty, usual] = [await figures('', undefined, 'sparse'), await figures('?', undefined, 'sparse')];
  for (const key of ['profiles', 'rates', 'values', 'facts', 'domains', 'compared'] as const) expect(usual[key], key).not.toEqual(ofEmpty[key]);
});

test('looking at the columns can be given up, and is told of', async () => {
  const { room, config } = await opened();
  const told: string[] = [];
  const reading = room.open({ files: [file(CSV, 'late.csv')] }, ({ phase }) => {
    told.push(phase);
    if (phase === 'columns') void room.cancel();
  });
  await expect(reading).rejects.toThrow('late.csv: reading was cancelled.');
  expect(told.filter((phase) => phase === 'columns')).toHaveLength(1);
  expect((await room.preview(config())).data.name).toBe('rows.csv');
});

test('a reading that fails or is given up leaves the table', async () => {
  const { room, config } = await opened();
  await expect(room.open({ files: [file('', 'empty.csv')] }, () => {})).rejects.toThrow('empty.csv');
  const reading = room.open({ files: [file()] }, () => {});
  await room.cancel();
  await expect(reading).rejects.toThrow('reading was cancelled');
  expect((await room.preview(config())).data.name).toBe('rows.csv');
});

test('a reading that is given up at its very end leaves the table too', async () => {
  const { room, config } = await opened();
  const reading = room.open({ files: [file(CSV, 'late.csv')] }, ({ done, total }) => {
    if (done === total) void room.cancel();
  });
  await expect(reading).rejects.toThrow('late.csv: reading was cancelled.');
  expect((await room.preview(config())).data.name).toBe('rows.csv');
});

test('a later reading takes the place of one under way', async () => {
  const { room, config } = await opened();
  const first = room.open({ files: [file(CSV, 'first.csv')] }, () => {});
  const second = room.open({ files: [file(CSV, 'second.csv')] }, () => {});
  await expect(first).rejects.toThrow('first.csv: reading was cancelled.');
  expect((await second).name).toBe('second.csv');
  expect((await room.preview(config())).data.name).toBe('second.csv');
});

test('a file that is there no more is said to be, and the table that was open stays', async () => {
  const room = new DataRoom();
  const { rows } = await room.open({ demo: 'conflict', rows: 500 }, () => {});
  const gone = Object.assign(new File(['a,b'], 'gone.csv'), {
    slice: () => ({
      arrayBuffer: async () => {
        throw new DOMException('It could not be found.', 'NotFoundError');
      },
    }),
    stream: () => {
      throw new DOMException('It could not be found.', 'NotFoundError');
    },
  });
  await expect(room.open({ files: [gone as File] }, () => {})).rejects.toThrow('a file cannot be read any more');
  expect(rows).toBe(500);
  expect(await room.profiles()).not.toEqual([]);
});
