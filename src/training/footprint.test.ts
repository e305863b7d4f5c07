import { expect, test } from 'vitest';
import { DEFAULT_MODEL } from '../config/complete';
import { Model } from '../model/model';
import { checkFits, footprint } from './footprint';

const GIB = 2 ** 30;
const model = (rows: number, k = 16) => new Model({ fields: [{ name: 'id', rows, width: 16 }], dense: 0, domains: 3 }, { ...DEFAULT_MODEL, k, adapters: [1] });
const of = (rows: number, batch: number, k?: number) => footprint([model(rows, k)], { rows: 1000 }, [batch], 'adam');

test('what usual runs take fits', () => {
  checkFits(of(10_000, 2048), { tensor: GIB / 8, total: GIB }, 'webgpu');
});

test('a table that no tensor can hold is refused with the numbers and a way out', () => {
  // 10 million rows of 16 floats are 610 MiB in one piece.
  expect(() => checkFits(of(10_000_000, 512), { tensor: GIB / 8, total: 8 * GIB }, 'webgpu')).toThrow(
    /^model: all parameters together take 61\d MiB; the webgpu engine can hold 128 MiB in one piece.*leave out a column with many values/,
  );
});

test('a batch that no tensor can hold is refused, naming what is too large', () => {
  // 16,384 rows of 128 by 128 floats are 1 GiB.
  expect(() => checkFits(of(100, 16_384, 128), { tensor: GIB / 8, total: 64 * GIB }, 'webgpu')).toThrow(
    /^(model\.k|train\.batch): .* take 1\.0 GiB; the webgpu engine can hold 128 MiB.*smaller/,
  );
});

test('a run whose tensors fit one by one but not together is refused too', () => {
  const { total } = of(4_000_000, 512);
  // Parameters, gradient, two memories and the best epoch's copy, of 4 million rows each.
  expect(total / (4_000_000 * 16 * 4)).toBeGreaterThan(5);
  expect(() => checkFits(of(4_000_000, 512), { tensor: GIB, total: GIB }, 'wasm')).toThrow(/the run takes about 1\.\d GiB; the wasm engine has 1\.0 GiB/);
});
