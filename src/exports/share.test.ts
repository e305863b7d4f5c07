import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { decodeStoredRun, encodeStoredRun } from '../runs/stored-run';
import { toSafetensors } from './safetensors';

const TENSORS = {
  'layer.weight': { shape: [2, 3], data: Float32Array.of(1, -2, 3.5, 0, 1e-30, 6) },
  gamma1: { shape: [2], data: Float32Array.of(0.25, -0.75) },
  'bn.num_batches_tracked': { shape: [], data: Float32Array.of(70_000) },
};

test('safetensors: an aligned header, tensors end to end, counters as whole numbers', () => {
  const bytes = toSafetensors(TENSORS, { format: 'pt' });
  const view = new DataView(bytes.buffer);
  const length = Number(view.getBigUint64(0, true));
  expect(length % 8).toBe(0);
  const header = JSON.parse(new TextDecoder().decode(bytes.subarray(8, 8 + length)));
  expect(header.__metadata__).toEqual({ format: 'pt' });
  expect(header['layer.weight']).toMatchObject({ dtype: 'F32', shape: [2, 3] });
  expect(header['bn.num_batches_tracked']).toMatchObject({ dtype: 'I64', shape: [] });
  const spans = Object.entries(header).flatMap(([name, entry]) =>
    name === '__metadata__' ? [] : [(entry as { data_offsets: [number, number] }).data_offsets],
  );
  expect(spans.sort((a, b) => a[0] - b[0]).reduce((end, [from, to]) => (from === end ? to : Number.NaN), 0)).toBe(bytes.length - 8 - length);
  const [from] = header['layer.weight'].data_offsets;
  expect(view.getFloat32(8 + length + from + 8, true)).toBe(3.5);
});

const python = [process.env.PYTHON, 'python3', '/usr/bin/python3'].find((path) => path && spawnSync(path, ['-c', 'import torch']).status === 0);

describe.skipIf(!python)('PyTorch (skipped where no interpreter imports torch)', () => {
  test('reads the file by the format’s own rules, bit for bit', () => {
    const folder = mkdtempSync(join(tmpdir(), 'hamur-safetensors-'));
    try {
      const file = join(folder, 'weights.safetensors');
      writeFileSync(file, toSafetensors(TENSORS));
      const script = `
import json, struct, sys, torch
raw = open(sys.argv[1], 'rb').read()
length = struct.unpack('<Q', raw[:8])[0]
header = json.loads(raw[8:8 + length])
out = {}
for name, entry in header.items():
    if name == '__metadata__': continue
    a, b = entry['data_offsets']
    kind = {'F32': torch.float32, 'I64': torch.int64}[entry['dtype']]
    tensor = torch.frombuffer(bytearray(raw[8 + length + a:8 + length + b]), dtype=kind).reshape(entry['shape'])
    out[name] = {'shape': list(tensor.shape), 'data': tensor.flatten().tolist()}
print(json.dumps(out))`;
      const { stdout, stderr } = spawnSync(python as string, ['-c', script, file], { encoding: 'utf8' });
      expect(stderr).not.toMatch(/Error/);
      expect(JSON.parse(stdout)).toEqual(Object.fromEntries(Object.entries(TENSORS).map(([name, { shape, data }]) => [name, { shape, data: [...data] }])));
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});

describe('the stored run of the demo', () => {
  const text = readFileSync('public/demo-run.json', 'utf8');

  test('goes through its own form unharmed', () => {
    const run = decodeStoredRun(text);
    const again = decodeStoredRun(encodeStoredRun(run));
    expect({ ...again, looks: [] }).toEqual({ ...run, looks: [] });
    // Packed a second time a weight may move by half a step of the 65,535.
    const [a, b] = [run, again].map(({ looks }) => looks[0]?.domains[0]?.h as Float32Array) as [Float32Array, Float32Array];
    const largest = Math.max(...a.map(Math.abs));
    expect(Math.max(...a.map((value, i) => Math.abs(value - (b[i] as number))))).toBeLessThan(largest / 30_000);
  });

  test('holds a whole run: both models, looks from the start to the weights that were kept, and what was asked of these', () => {
    const { result, looks, probes, losses, ablation, calibration, authorsStart } = decodeStoredRun(text);
    expect(result.baseline?.epochs.length).toBeGreaterThan(3);
    expect(losses.model.length).toBeGreaterThan(result.epochs.length);
    expect(looks[0]?.epoch).toBe(0);
    expect(looks.filter(({ final, epoch }) => !final && Number.isInteger(epoch)).length).toBeGreaterThan(result.epochs.length / 2);
    const last = looks.at(-1) as (typeof looks)[number];
    expect(last).toMatchObject({ final: true, epoch: result.bestEpoch });
    expect(last.domains.map(({ rows }) => rows)).toEqual([80, 80, 80]);
    expect(last.instances?.h).toHaveLength(240 * last.k ** 2);
    expect(probes.rows).toHaveLength(240);
    expect(ablation.conditions.map(({ name }) => name)).toEqual(['off', 'own mean', 'other mean', 'within', 'across']);
    expect(calibration.map(({ rows }) => rows)).toEqual([2000, ...result.test.domains.map(({ rows }) => rows)]);
    expect(authorsStart.down.every((rank) => rank < 1.01)).toBe(true);
  });

  test('anything else is no stored run', () => {
    expect(() => decodeStoredRun('{}')).toThrow('This is no stored run.');
  });
});
