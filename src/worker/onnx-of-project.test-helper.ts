import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as ort from 'onnxruntime-web';
import { expect } from 'vitest';
import { fromSafetensors } from '../exports/from-safetensors';
import type { Tensors } from '../exports/safetensors';
import { run } from './python-forks.test-helper';

ort.env.wasm.numThreads = 1;

/** Has a project export its model as ONNX. @returns how far its answers in ONNX Runtime are from what was predicted here, at most */
export async function onnxError(folder: string): Promise<number> {
  const { status, text } = await run(folder, ['export_onnx.py']);
  expect(status, text).toBe(0);
  const { tensors } = fromSafetensors(new Uint8Array(readFileSync(join(folder, 'tests/expected.safetensors'))));
  const predicted = [...(tensors.predictions as Tensors[string]).data];
  expect(predicted.length).toBeGreaterThan(40);
  const session = await ort.InferenceSession.create(new Uint8Array(readFileSync(join(folder, 'model.onnx'))));
  const errors: number[] = [];
  // Other numbers of rows than the four that it was written with.
  for (const rows of [1, predicted.length]) {
    const given = Object.fromEntries(session.inputNames.map((name) => [name, inputOf(name, tensors[name] as Tensors[string], rows)]));
    const { probability } = await session.run(given);
    const found = [...((probability as ort.Tensor).data as Float32Array)];
    expect(found).toHaveLength(rows);
    errors.push(...found.map((value, i) => Math.abs(value - (predicted[i] as number))));
  }
  return Math.max(...errors);
}

/** The first rows of a tensor, as ONNX Runtime takes them. */
function inputOf(name: string, { shape, data }: Tensors[string], rows: number): ort.Tensor {
  const [, ...sizes] = shape;
  const own = Array.from(data).slice(
    0,
    sizes.reduce((product, size) => product * size, rows),
  );
  const of = [rows, ...sizes];
  return name === 'ids' || name === 'domain'
    ? new ort.Tensor('int64', BigInt64Array.from(own, BigInt), of)
    : new ort.Tensor('float32', Float32Array.from(own), of);
}
