import * as ort from 'onnxruntime-web';
import { beforeAll, describe, expect, test } from 'vitest';
import type { RunConfigInput } from '../config/run-config';
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
    const { model, encoding } = await rooms.run.onnx('model');

    const [head, ...lines] = (await tableFile().text())
      .trim()
      .split('\n')
      .map((line) => line.split(',')) as [string[], ...string[][]];
    const texts = Array.from(rows, (row) => Object.fromEntries(head.map((name, c) => [name, (lines[row] as string[])[c] as string])));
    const session = await ort.InferenceSession.create(model);
    const given = encoded(encoding, texts);
    const { probability } = await session.run(Object.fromEntries(session.inputNames.map((name) => [name, given[name] as ort.Tensor])));
    const got = Array.from(probability?.data as Float32Array);
    expect(got.length).toBe(values.length);
    expect(Math.max(...got.map((value, i) => Math.abs(value - (values[i] as number))))).toBeLessThan(1e-5);
  });
});

test('it may be the backbone beside it, and says which it is', async () => {
  const rooms = worker();
  await rooms.library.read();
  await trained(rooms, 'run', { ...SETTINGS, train: { ...SETTINGS.train, baseline: true } });
  const [whole, alone] = [await rooms.run.onnx('model'), await rooms.run.onnx('baseline')];
  const said = (file: Uint8Array) => new TextDecoder('latin1').decode(file);
  expect(said(whole.model)).toContain('"adapters":[1]');
  expect(said(alone.model)).toContain('"adapters":[]');
  expect(alone.model.length).toBeLessThan(whole.model.length);
});

test('one model per domain is refused in words', async () => {
  const rooms = worker();
  await rooms.library.read();
  await trained(rooms, 'run', { ...SETTINGS, model: { layers: [3], embedding: 2, sharing: 'separate' } });
  await expect(rooms.run.onnx('model')).rejects.toThrow('one model per domain is no ONNX file');
});
