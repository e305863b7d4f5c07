import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { fileOf, textsOf } from '../../test-helpers';
import { readTable } from '../read-table';

/** One table of `scripts/oracles/parquet_files.py`, as other writers write it: each column by what the script makes of a row's number. */
const FOLDER = join(import.meta.dirname, 'samples');
const NOON = Date.UTC(2024, 1, 29, 12);
const moment = (i: number, fraction: string) => new Date(NOON + i * 3_600_000).toISOString().replace('.000Z', `${fraction}Z`);
const cents = (i: number) => String((i * 5 - 300) / 100);

const WANTED: Record<string, (i: number) => string> = {
  click: (i) => String(i % 2),
  id: (i) => String(9007199254740993n + BigInt(i)),
  yes: (i) => String(i % 3 === 0),
  single: (i) => String(i / 8),
  double: (i) => String(i / 7),
  text: (i) => `é漢🙂 ${'x'.repeat(i)}`,
  few: (i) => `v${i % 3}`,
  seconds: (i) => moment(i, ''),
  micros: (i) => moment(i, '.123456'),
  none: () => '',
  day: (i) => new Date(NOON + i * 86_400_000).toISOString().slice(0, 10),
  price: cents,
  exact: (i) => `-${12345678901234567890n - BigInt(i)}.12345678`,
  list: (i) => Array.from({ length: i % 4 }, (_, k) => k).join('|'),
  'part.a': (i) => String(i),
  'part.b': (i) => `b${i}`,
  unsigned: (i) => String(18446744073709551615n - BigInt(i)),
  nanos: (i) => moment(i, '.123456'),
  large: (i) => `large ${i}`,
};

const SAMPLES = readdirSync(FOLDER).filter((name) => name.endsWith('.parquet'));

test('there are files of several writers', () => {
  expect(new Set(SAMPLES.map((name) => name.split('-')[0]))).toEqual(new Set(['duckdb', 'fastparquet', 'polars', 'pyarrow']));
});

test.each(SAMPLES)('%s is read as it was meant', async (name) => {
  const texts = textsOf(await readTable(fileOf(new Uint8Array(readFileSync(join(FOLDER, name))), { name })));
  for (const [column, cells] of Object.entries(texts)) {
    const wanted = WANTED[column] as (i: number) => string;
    const all = Array.from({ length: 12 }, (_, i) => (i % 5 === 0 && column !== 'click' ? '' : wanted(i)));
    expect({ [column]: cells }).toEqual({ [column]: all });
  }
  expect(Object.keys(texts).length).toBeGreaterThanOrEqual(7);
});
