import { beforeAll, describe, expect, test } from 'vitest';
import type { RunConfigInput } from '../config/run-config';
import { onnxFiles } from '../exports/onnx/files';
import { MemoryFolder } from '../storage/memory-folder.test-helper';
import { predicted, textsOf } from './onnx-runtime.test-helper';
import { asBrowser, keepEveryEpoch, SETTINGS, tableFile, trained, worker } from './worker-in-node.test-helper';

/** A model that was trained is saved as ONNX, and another program predicts with it, knowing only the file and the encoding beside it. */

beforeAll(() => {
  keepEveryEpoch();
  const root = new MemoryFolder();
  asBrowser(() => root);
});

const CHANGES: [string, RunConfigInput['model']][] = [
  ['the mode of the authors', { fidelity: 'reference' }],
  ['the recommended mode', { fidelity: 'recommended' }],
];

describe.each(CHANGES)('%s', (_, change) => {
  test('another program predicts what is predicted here', async () => {
    const rooms = worker();
    await rooms.library.read();
    await trained(rooms, 'run', { ...SETTINGS, model: { ...SETTINGS.model, ...change } });
    const { rows, values } = await rooms.run.predictions('test');
    const { models, untrained } = await rooms.run.onnx('model');
    expect([models.length, untrained]).toEqual([1, []]);
    const [{ model, encoding }] = models;
    expect(Object.keys(onnxFiles({ models, untrained }))).toEqual(['model.onnx', 'model.encoding.json']);

    const got = await predicted(model, encoding, await textsOf(tableFile(), [...rows]));
    expect(got.length).toBe(values.length);
    expect(Math.max(...got.map((value, i) => Math.abs(value - (values[i] as number))))).toBeLessThan(1e-5);
  });
});

test('it may be the backbone beside it, and says which it is', async () => {
  const rooms = worker();
  await rooms.library.read();
  await trained(rooms, 'run', { ...SETTINGS, train: { ...SETTINGS.train, baseline: true } });
  const [
    {
      models: [whole],
    },
    {
      models: [alone],
    },
  ] = [await rooms.run.onnx('model'), await rooms.run.onnx('baseline')];
  const said = (file: Uint8Array) => new TextDecoder('latin1').decode(file);
  expect(said(whole.model)).toContain('"adapters":[1]');
  expect(said(alone.model)).toContain('"adapters":[]');
  expect(alone.model.length).toBeLessThan(whole.model.length);
});

test('one model per domain is a file for each, and each predicts its rows; a domain that could not be trained is named', async () => {
  const rooms = worker();
  await rooms.library.read();
  const table = tableFile('rows.csv', '1,lone,u1\n');
  // So that every row's values have ids.
  const data = { ...SETTINGS.data, fitOn: 'all' as const };
  await trained(rooms, 'run', { ...SETTINGS, data, model: { layers: [3], embedding: 2, sharing: 'separate' } }, {}, table);
  const { models, untrained } = await rooms.run.onnx('model');
  expect(models.map(({ domain }) => domain)).toEqual(['home', 'shop']);
  expect(untrained).toEqual(['lone']);
  for (const part of ['train', 'test'] as const) {
    const known = await rooms.run.predictions(part);
    for (const { domain = '', model, encoding } of models) {
      expect(encoding.domain).toMatchObject({ names: [domain], alone: true });
      const all = await textsOf(table, [...known.rows]);
      const places = [...all.keys()].filter((i) => all[i]?.place === domain);
      expect(places.length).toBeGreaterThan(0);
      const got = await predicted(
        model,
        encoding,
        places.map((i) => all[i] as Record<string, string>),
      );
      for (const [i, value] of got.entries()) expect(Math.abs(value - (known.values[places[i] as number] as number))).toBeLessThan(1e-5);
      const said = new TextDecoder('latin1').decode(model);
      expect(said).toContain('"sharing":"domains"');
      // As a protocol buffer has two texts: the second field, its length, its letters.
      expect(said).toContain(`hamur.domain\x12${String.fromCharCode(domain.length)}${domain}`);
    }
  }
  const files = onnxFiles({ models, untrained });
  expect(Object.keys(files)).toEqual(['home.onnx', 'home.encoding.json', 'shop.onnx', 'shop.encoding.json', 'domains.json']);
  expect(files['shop.onnx']).toBe(models[1]?.model);
  expect(JSON.parse(files['domains.json'] as string)).toEqual([
    { name: 'home', model: 'home.onnx', encoding: 'home.encoding.json' },
    { name: 'shop', model: 'shop.onnx', encoding: 'shop.encoding.json' },
    { name: 'lone', model: null, encoding: null },
  ]);
});
