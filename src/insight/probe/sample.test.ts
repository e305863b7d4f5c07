import { expect, test } from 'vitest';
import { Texts } from '../../data/table/texts';
import { demoRun, SMALL } from '../../training/test-helpers';
import { describeSample, sampleRows } from './sample';

const { data } = demoRun({ ...SMALL, data: { source: { demo: 'conflict' } } });

test('as many validation rows of each domain, where it has as many; the same for the same seed', () => {
  const { own, paired } = sampleRows(data, 256, 1);
  expect(own).toHaveLength(240);
  for (const d of [0, 1, 2]) expect(own.filter(({ domain }) => domain === d)).toHaveLength(80);
  const val = new Set(data.split.val);
  for (const { position, domain } of own) expect([val.has(position), data.domainIds[position]]).toEqual([true, domain]);
  expect(new Set(own.map(({ position }) => position)).size).toBe(240);
  expect(sampleRows(data, 256, 1)).toEqual({ own, paired });
  expect(sampleRows(data, 256, 2).own).not.toEqual(own);
  // The paired rows are of all domains.
  expect(paired).toHaveLength(64);
  for (const d of [0, 1, 2]) expect(paired.filter((position) => data.domainIds[position] === d).length).toBeGreaterThan(20);
});

test('fewer where H is large, at least twenty of each of many domains, and all that a small domain has', () => {
  expect(sampleRows(data, 65 * 65, 1).own.length * 65 * 65).toBeLessThanOrEqual(1_500_000);
  const domains = Array.from({ length: 30 }, (_, d) => ({ name: `${d}`, rows: 0, positives: 0 }));
  const domainIds = Int32Array.from({ length: 3000 }, (_, i) => (i < 5 ? 29 : i % 29));
  const { own } = sampleRows({ domains, domainIds, split: { ...data.split, val: Int32Array.from({ length: 3000 }, (_, i) => i) } }, 256, 1);
  const of = (d: number) => own.filter(({ domain }) => domain === d).length;
  expect(of(0)).toBe(20);
  expect(of(29)).toBe(5);
});

test('what the page is told of the rows is what the table holds', () => {
  const sample = sampleRows(data, 256, 1);
  const columns = [{ name: 'odd', codes: Int32Array.from({ length: 30_000 }, (_, row) => row % 7), values: Texts.of([...'abcdefg']) }];
  const told = describeSample(sample, data, { columns });
  for (const [i, { position }] of sample.own.entries()) {
    const row = data.sourceRows[position] as number;
    expect([told.rows[i], told.labels[i], told.domains[i]]).toEqual([row, data.labels[position], data.domainIds[position]]);
    expect(told.columns[0]?.values[told.columns[0].codes[i] as number]).toBe('abcdefg'[row % 7]);
  }
  expect(told.columns[0]?.values).toHaveLength(7);
});
