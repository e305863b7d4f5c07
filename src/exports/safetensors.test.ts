import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { toSafetensors } from './safetensors';

const TENSORS = {
  'layer.weight': { shape: [2, 3], data: Float32Array.of(1, -2, 3.5, 0, 1e-30, 6) },
  gamma1: { shape: [2], data: Float32Array.of(0.25, -0.75) },
  rows: { shape: [2], data: Int32Array.of(16_777_217, -1) },
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
