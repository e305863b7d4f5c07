import { describe, expect, test } from 'vitest';
import { completeRunConfig } from '../../config/complete';
import { DEMOS } from '../../config/demos';
import { domainTitle } from '../../config/fields';
import { evaluate } from '../../training/evaluation/metrics';
import { encode } from '../encode/encode';
import type { Column } from '../table/table';
import { textsOf } from '../test-helpers';
import { makeDemo } from '.';

describe.each(DEMOS)('$name', ({ name, rows, roles }) => {
  const { table } = makeDemo(name);

  test('has the rows and the columns that it is listed with, and needs no further setting', () => {
    expect(table.rows).toBe(rows);
    const data = encode(table, completeRunConfig({}, roles));
    expect(data.leftOut).toEqual([]);
    expect(data.warnings).toEqual([]);
    expect(data.dense).toHaveLength(roles.dense.length);
  });

  test('the same for one seed, another for another', () => {
    const [again, other] = [makeDemo(name, { seed: 1 }).table, makeDemo(name, { seed: 2 }).table];
    expect(again).toEqual(table);
    expect(other.trueLogits).not.toEqual(table.trueLogits);
    expect(other.hash).not.toBe(table.hash);
  });

  test('labels are drawn from the true logits, which order rows far better than chance, but in a domain of noise', () => {
    const labels = Int32Array.from(textsOf(table).click as string[], Number);
    const logits = table.trueLogits as Float64Array;
    // Rows grouped by their true probability click that often: within four standard errors.
    const probabilities = Array.from(logits, (x) => 1 / (1 + Math.exp(-x)));
    for (let bin = 0; bin < 10; bin++) {
      const inside = probabilities.flatMap((p, i) => (Math.floor(p * 10) === bin ? [i] : []));
      const expected = inside.reduce((sum, i) => sum + (probabilities[i] as number), 0);
      const seen = inside.reduce((sum, i) => sum + (labels[i] as number), 0);
      const deviation = Math.sqrt(inside.reduce((sum, i) => sum + (probabilities[i] as number) * (1 - (probabilities[i] as number)), 0));
      expect(Math.abs(seen - expected)).toBeLessThan(4 * deviation);
    }
    const { codes, values } = table.columns.find((column) => column.name === domainTitle(roles.domain)) as Column;
    for (const { name: domain, auc } of evaluate(probabilities, labels, codes, [...values]).domains) {
      if (name === 'one-noisy' && domain === 'search') continue;
      expect(auc).toBeGreaterThan(0.75);
      expect(auc).toBeLessThan(0.95);
    }
  });
});

test('where another column than the click is learnt, nobody knows the best possible AUC', () => {
  const { table, roles } = makeDemo('conflict', { rows: 500 });
  expect(encode(table, completeRunConfig({}, roles)).trueLogits).toHaveLength(500);
  expect(encode(table, completeRunConfig({ data: { label: { column: 'category', positive: 'c1' } } }, roles)).trueLogits).toBeUndefined();
});

test.each<[name: string, shares: Record<string, number>]>([
  ['conflict', { home: 0.5, search: 0.3, video: 0.2 }],
  ['agreement', { home: 0.5, search: 0.3, video: 0.2 }],
  ['tiny', { home: 0.6, search: 0.38, video: 0.02 }],
  ['one-noisy', { home: 0.5, search: 0.3, video: 0.2 }],
])('%s: the domains have the shares that its text says', (name, shares) => {
  const { rows, count } = channelsOf(name);
  expect([...count.keys()].sort()).toEqual(Object.keys(shares));
  // Within four standard errors.
  for (const [domain, share] of Object.entries(shares)) {
    expect(Math.abs((count.get(domain) as number) / rows - share)).toBeLessThan(4 * Math.sqrt((share * (1 - share)) / rows));
  }
});

test('many: twelve domains, from a quarter of the rows down to one row in 64', () => {
  const { rows, count } = channelsOf('many');
  expect(count.size).toBe(12);
  const shares = [...count.values()].map((each) => each / rows);
  expect(Math.max(...shares)).toBeCloseTo(1 / 4, 2);
  // Within four standard errors.
  expect(Math.abs(Math.min(...shares) - 1 / 64)).toBeLessThan(4 * Math.sqrt(1 / 64 / rows));
});

function channelsOf(name: string): { rows: number; count: Map<string, number> } {
  const { table } = makeDemo(name);
  const count = new Map<string, number>();
  for (const channel of textsOf(table).channel as string[]) count.set(channel, (count.get(channel) ?? 0) + 1);
  return { rows: table.rows, count };
}

test('a demo that does not exist', () => {
  expect(() => makeDemo('konflikt')).toThrow(
    'data.source.demo: there is no demo set "konflikt". There are "conflict", "agreement", "many", "tiny", "one-noisy".',
  );
});
