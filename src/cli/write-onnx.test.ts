import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { onnxTexts } from '../exports/onnx/files';
import { MemoryFolder } from '../storage/memory-folder.test-helper';
import { predicted, textsOf } from '../worker/onnx-runtime.test-helper';
import { asBrowser, SETTINGS, tableFile, trained, worker } from '../worker/worker-in-node.test-helper';
import { writeOnnx } from './write-onnx';

/** What `--onnx` writes is read from the disk by ONNX Runtime, which predicts what was predicted here. */

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'hamur-onnx-folder-'));
  const root = new MemoryFolder();
  asBrowser(() => root);
});
afterEach(() => rmSync(folder, { recursive: true }));

const json = (...path: string[]) => JSON.parse(readFileSync(join(folder, ...path), 'utf8'));

async function run(model: object) {
  const rooms = worker();
  // “Lone” has too few rows for a model; every value has an id.
  const table = tableFile('rows.csv', '1,lone,u1\n');
  await trained(rooms, 'run', { ...SETTINGS, data: { ...SETTINGS.data, fitOn: 'all' }, model: { layers: [3], embedding: 2, ...model } }, {}, table);
  const { rows, values } = await rooms.run.predictions('test');
  return { said: writeOnnx(onnxTexts(await rooms.run.onnx('model')), join(folder, 'shop.onnx')), rows: await textsOf(table, [...rows]), values };
}

test('of one model per domain, in a folder: each domain’s file predicts its rows', async () => {
  const { said, rows, values } = await run({ sharing: 'separate' });
  expect(readdirSync(folder)).toEqual(['shop']);
  const domains: { name: string; model: string | null; encoding: string | null }[] = json('shop', 'domains.json');
  expect(readdirSync(join(folder, 'shop')).sort()).toEqual(
    [...domains.flatMap(({ model, encoding }) => [model, encoding]), 'domains.json'].filter(Boolean).sort(),
  );
  let compared = 0;
  for (const { name, model, encoding } of domains) {
    const places = [...rows.keys()].filter((i) => rows[i]?.place === name);
    if (model === null || encoding === null) {
      expect([name, encoding]).toEqual(['lone', null]);
      continue;
    }
    const own = places.map((i) => rows[i] as Record<string, string>);
    const got = await predicted(readFileSync(join(folder, 'shop', model)), json('shop', encoding), own);
    for (const [i, value] of got.entries()) expect(Math.abs(value - (values[places[i] as number] as number))).toBeLessThan(1e-5);
    compared += got.length;
  }
  expect(compared).toBe(rows.filter(({ place }) => place !== 'lone').length);
  expect(domains.map(({ name }) => name)).toEqual(['home', 'shop', 'lone']);
  expect(said.slice(-2)).toEqual([
    `One model per domain: their ONNX files are in ${join(folder, 'shop')}, and domains.json says which is whose.`,
    'Too few rows to train a model on, so there is no ONNX file: lone.',
  ]);
});

test('of one model, beside each other; of a domain whose folder is a file, it is said', async () => {
  const { said, rows, values } = await run({});
  expect(readdirSync(folder).sort()).toEqual(['shop.encoding.json', 'shop.onnx']);
  const got = await predicted(readFileSync(join(folder, 'shop.onnx')), json('shop.encoding.json'), rows);
  expect(Math.max(...got.map((value, i) => Math.abs(value - (values[i] as number))))).toBeLessThan(1e-5);
  expect(said.map((line) => line.replace(folder, ''))).toEqual([
    expect.stringMatching(/^Wrote .shop\.onnx: [\d,]+ bytes\.$/),
    expect.stringMatching(/^Wrote .shop\.encoding\.json: /),
  ]);
  writeFileSync(join(folder, 'shop'), '');
  expect(() => writeOnnx({ apart: true, files: {}, untrained: [] }, join(folder, 'shop.onnx'))).toThrow(/^--onnx: .*shop is a file, and a folder is needed/);
});
