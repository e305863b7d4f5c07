import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startEngine } from '../../engine/choose';
import type { Engine } from '../../engine/engine';
import { evaluateModel } from '../../training/evaluation/evaluate-model';
import { ablate } from '../ablation/ablation';
import { planted } from '../ablation/planted.test-helper';
import { predictTest } from '../predict-test';
import { measureStrengths } from './strengths';
import { Walker } from './walker';

const PACE = { breathe: async () => {} };

describe.each([{ backbone: 'mlp' }, { backbone: 'dcn' }, { fidelity: 'reference' }] as const)('on wasm: %o', (change) => {
  let engine: Engine;
  beforeAll(async () => {
    engine = await startEngine('wasm');
  });
  afterAll(() => engine.stop());

  test('at 0 as without adapters, at 1 as trained, both to the bit; between them logits lie on a line where a linear map follows', async () => {
    const { subject, means, data } = await planted(engine, change, { sees: 'all' });
    data.userIds = data.domainIds.map((_, i) => i % 20);
    const { test: rows } = data.split;
    const walker = new Walker(subject, new Map(), undefined);
    // The first two test rows: their predictions are known.
    walker.follow([0, 1].map((i) => data.sourceRows[rows[i] as number] as number));
    await walker.walk();
    const before = engine.allocated().tensors;
    const told: [number, number][] = [];
    const { strengths, auc, byDomain, perUser, rows: followed } = await measureStrengths(subject, walker, PACE, (done, total) => told.push([done, total]));
    expect(engine.allocated().tensors).toBe(before);
    expect(told).toEqual(Array.from({ length: 11 }, (_, i) => [i + 1, 11]));
    expect(strengths).toEqual([0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1]);

    const own = await evaluateModel(subject.learner, subject.batcher, data, rows, PACE.breathe);
    expect(auc[10]).toBe(own.auc);
    expect(byDomain[10]).toEqual(own.domains.map((each) => each.auc));
    expect([perUser?.length, perUser?.[10]]).toEqual([11, own.perUser?.auc]);
    const [trained, off] = [await predictTest(subject, PACE), await predictTest(subject, PACE, () => ({ adaptersOff: true }))];
    const { trained: areas, conditions } = await ablate(subject, means, 1, PACE, () => {});
    for (const [d, area] of areas.entries()) {
      expect(byDomain[0]?.[d]).toBeCloseTo((area as number) + (conditions[0]?.byDomain[d]?.difference as number), 12);
      expect(byDomain[0]?.[d]).not.toBe(byDomain[10]?.[d]);
    }
    const walks = await walker.walk();
    for (const [i, { row, predictions }] of followed.entries()) {
      expect(row).toBe(data.sourceRows[rows[i] as number]);
      expect(predictions).toHaveLength(11);
      expect([predictions[0], predictions[10]]).toEqual([off[i], trained[i]]);
      expect(walks.find((walk) => walk.row === row && walk.domain === walk.ownDomain)?.prediction).toBe(predictions[10]);
      // The adapter stands behind the last layer, and the head is linear.
      const logits = predictions.map((p) => Math.log(p / (1 - p)));
      for (const [s, logit] of logits.entries()) {
        const wanted = (logits[0] as number) + (s / 10) * ((logits[10] as number) - (logits[0] as number));
        expect(Math.abs(logit - wanted)).toBeLessThan(1e-4);
      }
      expect(Math.abs((logits[10] as number) - (logits[0] as number))).toBeGreaterThan(1e-2);
    }
    walker.dispose();
  });

  test('rows that are followed meanwhile do not mix with those of the start', async () => {
    const { subject, data } = await planted(engine, change, { sees: 'all' });
    const [first, second, third] = Array.from(data.split.test.slice(0, 3), (position) => data.sourceRows[position] as number) as [number, number, number];
    const walker = new Walker(subject, new Map(), undefined);
    const measured = (rows: number[], onPass: (done: number) => void = () => {}) => {
      walker.follow(rows);
      return measureStrengths(subject, walker, PACE, onPass);
    };
    const alone = await measured([first]);
    const mixed = await measured([first], (done) => {
      if (done === 4) walker.follow([third, second]);
    });
    expect(mixed.rows).toEqual(alone.rows);
    expect(alone).not.toHaveProperty('perUser');
    // What is followed by then is untouched.
    expect([...new Set((await walker.walk()).map(({ row }) => row))]).toEqual([third, second]);
    walker.dispose();
  });

  test('it ends where it is no longer wanted', async () => {
    const { subject } = await planted(engine, change, { sees: 'all' });
    const walker = new Walker(subject, new Map(), 0);
    const before = engine.allocated().tensors;
    let left = 3;
    const pace = {
      breathe: async () => {
        if (--left === 0) throw new Error('given up');
      },
    };
    await expect(measureStrengths(subject, walker, pace, () => {})).rejects.toThrow('given up');
    expect(engine.allocated().tensors).toBe(before);
    walker.dispose();
  });
});
