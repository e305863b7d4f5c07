import * as ort from 'onnxruntime-web';
import { beforeAll, describe, expect, test } from 'vitest';
import type { RunConfigInput } from '../config/run-config';
import { onnxFiles } from '../exports/onnx/files';
import type { EncodingFile } from '../protocol/take-away';
import { MemoryFolder } from '../storage/memory-folder.test-helper';
import { asBrowser, keepEveryEpoch, SETTINGS, tableFile, trained, worker } from './worker-in-node.test-helper';

/** A model that was trained is saved as ONNX, and another program predicts with it, knowing only the file and the encoding beside it. */

beforeAll(() => {
  ort.env.wasm.numThreads = 1;
  keepEveryEpoch();
  const root = new MemoryFolder();
  asBrowser(() => root);
});

/** Rows of texts as the graph takes them, by what the encoding says. */
function encoded({ sparse, domain, shape }: EncodingFile, rows: Record<string, string>[]): Record<string, ort.Tensor> {
  const idOf = (column: string, text: string, vocabulary: string[]) => {
    const id = vocabulary.indexOf(text);
    if (id < 0) throw new Error(`${column} has no "${text}".`);
    return BigInt(id);
  };
  const domains = rows.map((row) => BigInt(domain.names.indexOf(row[domain.columns[0] as string] as string)));
  const ids = rows.flatMap((row, r) =>
    shape.fields.map(({ name }) => {
      const field = sparse.find((each) => each.name === name);
      return field ? idOf(name, row[field.column] as string, field.vocabulary as string[]) : (domains[r] as bigint);
    }),
  );
  return {
    ids: new ort.Tensor('int64', BigInt64Array.from(ids), [rows.length, shape.fields.length]),
    domain: new ort.Tensor('int64', BigInt64Array.from(domains), [rows.length]),
  };
}

async function textsOf(table: File, rows: number[]): Promise<Record<string, string>[]> {
  const [head, ...lines] = (await table.text())
    .trim()
    .split('\n')
    .map((line) => line.split(',')) as [string[], ...string[][]];
  return rows.map((row) => Object.fromEntries(head.map((name, c) => [name, (lines[row] as string[])[c] as string])));
}

/** By another program, which knows only the file and the encoding beside it. */
async function predicted(model: Uint8Array, encoding: EncodingFile, texts: Record<string, string>[]): Promise<number[]> {
  const session = await ort.InferenceSession.create(model);
  const given = encoded(encoding, texts);
  const { probability } = await session.run(Object.fromEntries(session.inputNames.map((name) => [name, given[name] as ort.Tensor])));
  return Array.from(probability?.data as Float32Array);
}

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
