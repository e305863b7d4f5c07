import { describe, expect, test } from 'vitest';
import { completeRunConfig } from '../../config/complete';
import { DEMOS } from '../../config/demos';
import { evaluate } from '../../training/evaluation/metrics';
import { encode } from '../encode/encode';
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

  test('labels are drawn from the true logits, which order rows far better than chance', () => {
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
    const { auc } = evaluate(probabilities, labels, new Int32Array(labels.length), ['all']);
    expect(auc).toBeGreaterThan(0.8);
    expect(auc).toBeLessThan(0.95);
  });
});

test('conflict: three domains of 60, 30 and 10 %', () => {
  const channels = textsOf(makeDemo('conflict').table).channel as string[];
  const share = (name: string) => channels.filter((each) => each === name).length / channels.length;
  expect(share('home')).toBeCloseTo(0.6, 1);
  expect(share('search')).toBeCloseTo(0.3, 1);
  expect(share('video')).toBeCloseTo(0.1, 1);
});

test('a demo that does not exist', () => {
  expect(() => makeDemo('konflikt')).toThrow('data.source.demo: there is no demo set "konflikt". There are "conflict", "agreement", "many".');
});
