import { broadcastTo, reshape, type Tensor, type Tensor3D, tidy } from '@tensorflow/tfjs-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startEngine } from '../../engine/choose';
import type { Engine } from '../../engine/engine';
import { FULL } from '../../lib/full.test-helper';
import { auc } from '../../measures/classification/auc';
import type { Ablation, AblationName, Verdict } from '../../protocol/insight';
import { Learner, startState } from '../../training/step';
import { editedRows } from '../edited-rows';
import { predictTest } from '../predict-test';
import type { Subject } from '../subject';
import { ablate } from './ablation';
import { type Plant, type Planted, planted } from './planted.test-helper';

const PACE = { breathe: async () => {} };

const differences = ({ conditions }: Ablation, name: AblationName) => conditions.find((each) => each.name === name)?.byDomain.map((each) => each?.difference);

/** AUC of each domain's test rows. */
function aucs({ data }: Planted, predictions: ArrayLike<number>): number[] {
  const { test: rows } = data.split;
  return data.domains.map((_, d) => {
    const own = [...rows.keys()].filter((i) => data.domainIds[rows[i] as number] === d);
    return auc(
      own.map((i) => predictions[i] as number),
      own.map((i) => data.labels[rows[i] as number] as number),
    ) as number;
  });
}

describe.each(['wasm', 'webgpu'] as const)('planted truths on %s', (name) => {
  let engine: Engine;
  beforeAll(async () => {
    engine = await startEngine(name);
    expect(engine.info.name).toBe(name);
  });
  afterAll(() => engine.stop());

  const ALL: Verdict = { adapters: 'helps', domain: 'helps', instance: 'helps', deaf: false };
  const TRUTHS: [string, Plant, Partial<Verdict>][] = [
    ['a hyper-network that sees everything', { sees: 'all' }, ALL],
    ['one that sees only the domain', { sees: 'the domain' }, { ...ALL, instance: 'none seen' }],
    ['one that sees all but the domain', { sees: 'all but the domain' }, { ...ALL, domain: 'none seen' }],
    ['one that sees nothing', { sees: 'nothing' }, { ...ALL, domain: 'none seen', instance: 'none seen' }],
    ['a bottleneck that is dead by U1', { sees: 'all', dead: 'u1' }, { ...ALL, deaf: true }],
    ['a bottleneck that is dead by V1', { sees: 'all but the domain', dead: 'v1' }, { ...ALL, domain: 'none seen', deaf: true }],
    ['an adapter that does harm', { sees: 'all', truth: 'without adapters' }, { adapters: 'harms' }],
  ];

  // A software GPU is slow: what is most unlike, and all in `npm run verify`.
  const few = name === 'webgpu' && !FULL;
  describe.each(few ? [{ backbone: 'dcn' } as const] : ([{ backbone: 'mlp' }, { backbone: 'dcn' }] as const))('%o', (change) => {
    test.each(few ? TRUTHS.filter((_, i) => [0, 1, 4].includes(i)) : TRUTHS)('%s', async (_, plant, verdict) => {
      const { subject, means } = await planted(engine, change, plant);
      const before = engine.allocated().tensors;
      const ablation = await ablate(subject, means, 1, PACE, () => {});
      expect(engine.allocated().tensors).toBe(before);
      expect(ablation.verdict).toMatchObject(verdict);
      // Left out where it could only say again what `off` says.
      expect(ablation.conditions.some((each) => each.name === 'own mean')).toBe(plant.dead === undefined);
    });
  });
});

describe('on wasm', () => {
  let engine: Engine;
  beforeAll(async () => {
    engine = await startEngine('wasm');
  });
  afterAll(() => engine.stop());

  describe.each([{ towerRows: 'all' }, { towerRows: 'own', domainNormTraining: 'per-domain' }, { backbone: 'dcn' }, { backbone: 'wide-deep' }] as const)(
    '%o',
    (change) => {
      test('without adapters it predicts as the backbone alone does', async () => {
        const { subject, means, data } = await planted(engine, change, { sees: 'all' });
        const ablation = await ablate(subject, means, 1, PACE, () => {});
        const alone = await planted(engine, change, { sees: 'all' }, { adapters: false });
        alone.data.labels.set(data.labels);
        const areas = aucs(alone, await predictTest(alone.subject, PACE));
        for (const [d, trained] of ablation.trained.entries()) {
          expect((trained as number) + (differences(ablation, 'off')?.[d] as number)).toBeCloseTo(areas[d] as number, 4);
          expect(ablation.rows[d]).toBe(Array.from(data.split.test).filter((row) => data.domainIds[row] === d).length);
        }
      });

      test('as another domain: row by row, with the H of the row alone made to be of that domain', async () => {
        const made = await planted(engine, change, { sees: 'all' }, { rows: 1200 });
        const { subject, means, data } = made;
        const before = engine.allocated().tensors;
        const ablation = await ablate(subject, means, 1, PACE, () => {});
        // Batches that are sorted hold more than what their step gives back.
        expect(engine.allocated().tensors).toBe(before);
        const trained = aucs(made, await predictTest(subject, PACE));
        for (const d of data.domains.keys()) {
          const predictions: number[] = [];
          for (const row of data.split.test) predictions.push(await predictAs(subject, row, d));
          for (const [own, area] of aucs(made, predictions).entries()) {
            const got = ablation.swapped[own * 3 + d]?.difference as number;
            expect(got).toBeCloseTo(own === d ? 0 : area - (trained[own] as number), 4);
            if (own !== d) expect(got).toBeLessThan(-0.003);
          }
        }
      });
    },
  );

  test('an adapter that adds nothing: no change is seen, and no mean H could make one', async () => {
    const { subject, means, config } = await planted(engine, { adapterInit: 'near-identity' }, { sees: 'all' });
    // Gamma and beta at 0: whatever the cell gives, the norm multiplies it by nothing.
    const state = startState(subject.learner.model, 5);
    const silent: Subject = { ...subject, learner: new Learner(engine, subject.learner.model, state, config.train, config.seed) };
    const ablation = await ablate(silent, means, 1, PACE, () => {});
    for (const { byDomain } of ablation.conditions) for (const change of byDomain) expect(change?.difference).toBe(0);
    expect(ablation.verdict).toEqual({ adapters: 'none seen', domain: 'none seen', instance: 'none seen', deaf: false });
    expect(ablation.ownMean).toBeNull();
    expect(ablation.conditions.map(({ name }) => name)).toEqual(['off', 'as another', 'within', 'across']);
  });

  test('below further layers a dead bottleneck’s shift may change the order of rows, so the means stay', async () => {
    const { subject, means } = await planted(engine, { adapters: [1] }, { sees: 'all', dead: 'u1' });
    const ablation = await ablate(subject, means, 1, PACE, () => {});
    expect(differences(ablation, 'own mean')).not.toEqual(differences(ablation, 'off'));
    expect(ablation.verdict.deaf).toBe(false);
  });
});

const everywhere = (h: Tensor, { shape }: Tensor3D) => tidy(() => broadcastTo(reshape(h, [1, 1, h.size]), shape) as Tensor3D);

/** A row's prediction by its own tower, with the H of a data set that holds it alone, as a row of another domain. */
async function predictAs({ learner, batcher, batcherOf, data }: Subject, row: number, domain: number): Promise<number> {
  const alone = batcherOf(editedRows(data, [{ position: row, domain }]));
  const [asOther, asItself] = [alone.make(Int32Array.of(0)), batcher.make(Int32Array.of(row))];
  const h = learner.hyperOutput(asOther, 1);
  const predicted = learner.predict(asItself, { replace: (output) => everywhere(h, output) });
  const [value] = await predicted.data();
  for (const each of [alone, asOther, asItself, h, predicted]) each.dispose();
  return value as number;
}
