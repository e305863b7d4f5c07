import { expect, test } from 'vitest';
import type { BenchResult } from '../protocol/bench';
import { benchMachine, benchTables, tablesAsMarkdown } from './bench-tables';

const RESULT: BenchResult = {
  version: 1,
  date: '2030-01-02T03:04:05Z',
  browser: 'A browser',
  cores: 2,
  isolated: true,
  speeds: [
    {
      engine: { name: 'wasm', adapter: 'WebAssembly SIMD, 2 threads', reason: '' },
      what: 'all rows',
      batch: 2048,
      rowsPerSecond: 23456.7,
      composedRowsPerSecond: 4000,
      ratio: 5.864,
      rounds: 5,
    },
  ],
  laws: [{ engine: 'webgpu', what: 'k', values: [8, 65], ms: [1.234, 150], ratio: 121.6 }],
  counts: [{ engine: 'webgpu', what: 'all rows', batch: 64, dispatches: 48, submits: 1, bytesWritten: 2560, bytesRead: 0 }],
  shares: [],
  memory: [{ engine: 'wasm', steps: 10_000, bytesBefore: 16_777_216, bytesAfter: 16_777_216, tensorsBefore: 60, tensorsAfter: 60 }],
};

test('each measurement has its row, with numbers that a person reads', () => {
  const [speeds, laws, counts] = benchTables(RESULT);
  expect(speeds?.rows).toEqual([['WebAssembly SIMD, 2 threads', 'all rows', '2,048', '23,457', '4,000', '5.86']]);
  expect(laws?.rows).toEqual([['WebGPU', 'k', '8 · 65', '1.23 · 150', '122']]);
  expect(counts?.rows).toEqual([['WebGPU', 'all rows', '64', '48.0', '1.00', '2.5 KiB', '0 B']]);
  // Nothing was measured of shares.
  expect(benchTables(RESULT)).toHaveLength(4);
  expect(benchTables(RESULT).at(-1)?.rows).toEqual([['WebAssembly', '10,000', '16,777,216', '16,777,216', '60', '60']]);
});

test('as Markdown, and what it was measured on', () => {
  expect(tablesAsMarkdown(benchTables(RESULT).slice(1, 2))).toBe(
    'What a step costs, by what it depends on: median ms a step:\n\n| engine | by | at | ms a step | last / first |\n| --- | --- | --- | --- | --- |\n| WebGPU | k | 8 · 65 | 1.23 · 150 | 122 |',
  );
  expect(benchMachine(RESULT)).toBe('2030-01-02, 2 cores, cross-origin isolated, A browser');
});
