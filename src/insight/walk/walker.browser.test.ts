import { broadcastTo, keep, reshape, type Tensor3D } from '@tensorflow/tfjs-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startEngine } from '../../engine/choose';
import type { Engine } from '../../engine/engine';
import { FULL } from '../../lib/full.test-helper';
import type { Part } from '../../model/context';
import type { EngineName } from '../../protocol/engine';
import type { Walk } from '../../protocol/walk';
import { type Plant, planted } from '../ablation/planted.test-helper';
import { editedRows } from '../edited-rows';
import { predictTest } from '../predict-test';
import { expectConsistent } from './oracle.test-helper';
import { BATCH, predicted, shaken } from './subject.test-helper';
import { Walker } from './walker';

const BACKBONES = [
  { backbone: 'mlp' },
  { backbone: 'mlp', towerRows: 'own', domainNormTraining: 'per-domain' },
  { backbone: 'dcn' },
  { backbone: 'wide-deep' },
  { backbone: 'shared-bottom' },
  { backbone: 'mmoe' },
  { backbone: 'ple' },
  { backbone: 'ple', towerRows: 'own', domainNormTraining: 'per-domain' },
  { backbone: 'star' },
  { backbone: 'epnet' },
  { backbone: 'ppnet' },
  { backbone: 'ppnet', follows: 'public-code' },
  { backbone: 'pepnet', towerRows: 'own' },
  { backbone: 'm3oe' },
  { backbone: 'sar-net', ownExperts: 2 },
  { backbone: 'adasparse', prunerEpsilon: 0.9 },
  { backbone: 'adapt-dhm' },
  { backbone: 'm2m', bottom: [9, 12] as number[], towerRows: 'own' },
] as const;

/** Float32 against float64, as a share of the largest number of a part. */
const TOLERANCE = 2e-5;
function close(got: ArrayLike<number>, wanted: ArrayLike<number>, what: string): void {
  expect(got.length, what).toBe(wanted.length);
  const most = Math.max(1, ...Array.from(wanted, Math.abs));
  for (let j = 0; j < got.length; j++) expect(Math.abs((got[j] as number) - (wanted[j] as number)) / most, `${what} ${j}`).toBeLessThan(TOLERANCE);
}

const PACE = { breathe: async () => {} };

describe.each(['cpu', 'wasm', 'webgpu'] as EngineName[])('on %s', (name) => {
  let engine: Engine;
  beforeAll(async () => {
    engine = await startEngine(name);
    expect(engine.info.name).toBe(name);
  });
  afterAll(() => engine.stop());

  /** To the bit; on a GPU products of other shapes take other tiles, which its compiler may add up in another way. */
  const same = (got: number, wanted: number) => (name === 'webgpu' ? expect(Math.abs(got - wanted)).toBeLessThan(1e-6) : expect(got).toBe(wanted));

  // A software GPU is slow: what is most unlike, and all in `npm run verify`.
  const few = name === 'webgpu' && !FULL;
  const some = name === 'cpu' && !FULL ? BACKBONES.filter((_, i) => i % 3 === 0) : BACKBONES;
  test.each(few ? BACKBONES.filter((_, i) => [1, 2].includes(i)) : some)('%o', async (change) => {
    const { subject, model, state, data } = shaken(engine, { ...change, adapters: [1, 2] });
    const [one, two] = [data.split.val[0] as number, data.split.test[5] as number];
    const walker = new Walker(subject, new Map(), undefined);
    walker.follow([one, two].map((position) => data.sourceRows[position] as number));
    await walker.walk();
    const before = engine.allocated().tensors;
    const walks = await walker.walk();
    expect(engine.allocated().tensors).toBe(before);
    expect(walks.map(({ row, domain }) => [row, domain])).toEqual([one, two].flatMap((position) => data.domains.map((_, d) => [data.sourceRows[position], d])));
    for (const [i, walk] of walks.entries()) {
      const position = i < data.domains.length ? one : two;
      expect(walk).toMatchObject({ ownDomain: data.domainIds[position], label: data.labels[position] });
      expectConsistent(model, state, walk, close);
      // What the model predicts for the row as a row of that domain, alone in a batch and among others.
      const [alone] = await predicted(subject, editedRows(data, [{ position, domain: walk.domain }]), [0]);
      same(walk.prediction, alone as number);
      if (walk.domain !== walk.ownDomain) continue;
      const among = Array.from({ length: 64 }, (_, j) => j);
      for (const [place, size] of [
        [0, 64],
        [41, 64],
        [63, 64],
        [30, 500],
      ] as const) {
        const rows = among.with(place, position);
        same(walk.prediction, (await predicted(subject, data, rows, size))[place] as number);
      }
      same(walk.withThisH.prediction, walk.prediction);
      same(walk.withThisH.logit, walk.logit);
    }
    expect(new Set(walks.map(({ prediction }) => prediction)).size).toBe(walks.length);
    walker.dispose();
  });

  test('at the sizes of a real model a walk is what batches of 512 rows predict', async () => {
    const sizes = { layers: [256, 77], hyper: [64], k: 16, bottleneck: 32, embedding: 16 };
    for (const backbone of few ? (['dcn'] as const) : (['mlp', 'dcn'] as const)) {
      const { subject, data } = shaken(engine, { backbone, ...sizes, adapters: [1, 2] });
      const position = data.split.test[9] as number;
      const walker = new Walker(subject, new Map(), position);
      const rows = Array.from({ length: 512 }, (_, i) => i).with(300, position);
      const own = (await walker.walk()).find(({ domain, ownDomain }) => domain === ownDomain);
      same(own?.prediction as number, (await predicted(subject, data, rows, 512))[300] as number);
      walker.dispose();
    }
  });

  test('where the domain norm takes its statistics from the batch, rows are walked beside the batch that evaluation predicts them in', async () => {
    const { subject, model, state, data } = shaken(engine, { fidelity: 'reference', adapterInit: 'xavier', adapters: [1, 2] });
    const [one, two] = [data.split.test[70] as number, data.split.val[0] as number];
    const walker = new Walker(subject, new Map(), undefined);
    walker.follow([one, two].map((position) => data.sourceRows[position] as number));
    const before = engine.allocated().tensors;
    const walks = await walker.walk();
    walker.dispose();
    expect(engine.allocated().tensors).toBe(before);
    const inTest = await predictTest(subject, PACE);
    const inVal = await predicted(subject, data, Array.from(data.split.val.slice(0, BATCH)));
    const own = walks.filter(({ domain, ownDomain }) => domain === ownDomain);
    expect(own).toHaveLength(2);
    same(own[0]?.prediction as number, inTest[70] as number);
    same(own[1]?.prediction as number, inVal[0] as number);
    for (const walk of own) same(walk.withThisH.prediction, walk.prediction);

    // The statistics of the batch, in float64, from what its rows' adapters give.
    const batch = subject.batcher.make(data.split.test.slice(BATCH, 2 * BATCH));
    const ups: Promise<Float32Array>[] = [];
    subject.learner
      .predict(batch, {
        tell: (part, values) => {
          if (part.of === 'up') ups.push(keep(values.clone()).data() as Promise<Float32Array>);
        },
      })
      .dispose();
    const all = await Promise.all(ups);
    for (const walk of walks.slice(0, data.domains.length)) {
      expectConsistent(model, state, walk, close);
      for (const { z, adapter } of walk.layers) {
        const { place, up, added } = adapter as NonNullable<Walk['layers'][number]['adapter']>;
        const of = (id: string) => model.parameters.view(state.parameters, `adapter.${place}.${id}`);
        const wanted = Array.from(up, (value, j) => {
          const { count } = batch;
          const column = Array.from({ length: count }, (_, b) => (all[place] as Float32Array)[(walk.domain * BATCH + b) * z.length + j] as number);
          const mean = column.reduce((a, b) => a + b, 0) / count;
          const variance = column.reduce((sum, each) => sum + (each - mean) ** 2, 0) / (count - 1);
          return ((of('gamma')[j] as number) * (value - mean)) / Math.sqrt(variance + 1e-5) + (of('beta')[j] as number);
        });
        close(added, wanted, 'added');
      }
    }
    batch.dispose();
  });

  test('where the input is normalised by the batch, rows are walked beside the batch that evaluation predicts them in', async () => {
    const { subject, model, state, data } = shaken(engine, { backbone: 'star', follows: 'public-code', adapters: [2] });
    const position = data.split.test[70] as number;
    const walker = new Walker(subject, new Map(), position);
    const walks = await walker.walk();
    walker.dispose();
    const inTest = await predictTest(subject, PACE);
    const own = walks.find(({ domain, ownDomain }) => domain === ownDomain);
    same(own?.prediction as number, inTest[70] as number);

    // The statistics of the batch, in float64.
    const batch = subject.batcher.make(data.split.test.slice(BATCH, 2 * BATCH));
    const inputs: Promise<Float32Array>[] = [];
    const tell = (part: Part, values: Tensor3D) => {
      if (part.of === 'input') inputs.push(keep(values.clone()).data() as Promise<Float32Array>);
    };
    subject.learner.predict(batch, { tell }).dispose();
    const [x0] = (await Promise.all(inputs)) as [Float32Array];
    for (const walk of walks) {
      expectConsistent(model, state, walk, close);
      const numbers = walk.fields.flatMap((field) => [...field.numbers]);
      const width = numbers.length;
      const of = (id: string) => model.parameters.view(state.parameters, `input-norm.${id}`);
      const ofDomain = (id: string, j: number) => of(`own.${id}`)[walk.domain * width + j] as number;
      const wanted = numbers.map((value, j) => {
        const column = Array.from({ length: batch.count }, (_, b) => x0[b * width + j] as number);
        const mean = column.reduce((a, b) => a + b, 0) / batch.count;
        const variance = column.reduce((sum, each) => sum + (each - mean) ** 2, 0) / batch.count;
        const normal = (value - mean) / Math.sqrt(variance + 1e-6);
        return (of('shared.gamma')[j] as number) * ofDomain('gamma', j) * normal + (of('shared.beta')[j] as number) + ofDomain('beta', j);
      });
      close(walk.below.at(-1)?.values as Float32Array, wanted, 'normalised input');
    }
    batch.dispose();
  });

  test('rows that the data do not hold are not followed; where there are no others, those of before stay', async () => {
    const { subject, data } = shaken(engine, { backbone: 'mlp', adapters: [1] });
    const [one, two, standIn] = [3, 8, 5].map((position) => data.sourceRows[position] as number) as [number, number, number];
    const walker = new Walker(subject, new Map(), 5);
    const missing = data.sourceRows.length + 1e6;
    const followed = async (...rows: number[]) => [walker.follow(rows), [...new Set((await walker.walk()).map(({ row }) => row))]];
    expect(await followed(missing)).toEqual([false, [standIn]]);
    expect(await followed(one, missing)).toEqual([true, [one]]);
    expect(await followed(missing, two)).toEqual([true, [two]]);
    expect(await followed(missing)).toEqual([false, [two]]);
    expect(await followed()).toEqual([true, [standIn]]);
    walker.dispose();
  });

  describe.each([{ backbone: 'mlp' }, { backbone: 'dcn' }] as const)('planted truths: %o', (change) => {
    /** Walks of the first test row of each of two domains, by row. */
    async function walksOf(plant: Plant): Promise<[Walk[], Walk[]]> {
      const { subject, data } = await planted(engine, change, plant, { rows: 600 });
      const rows = [0, 2].map((d) => data.sourceRows[data.split.test.find((p) => data.domainIds[p] === d) as number] as number);
      const walker = new Walker(subject, new Map(), undefined);
      walker.follow(rows);
      const walks = await walker.walk();
      walker.dispose();
      return [walks.slice(0, 3), walks.slice(3)];
    }

    test('a hyper-network that sees only the domain makes one H for each', async () => {
      const [one, two] = await walksOf({ sees: 'the domain' });
      for (const [d, walk] of one.entries()) expect(walk.h).toEqual(two[d]?.h);
      expect(new Set(one.map(({ h }) => h.join())).size).toBe(3);
      // What is made of it differs: the adapter reads the row.
      for (const [d, walk] of one.entries()) expect(walk.layers[1]?.adapter?.added).not.toEqual(two[d]?.layers[1]?.adapter?.added);
      for (const walk of [...one, ...two]) if (walk.domain !== walk.ownDomain) expect(walk.withThisH.prediction).not.toBe(walk.prediction);
    });

    test('one that sees all but the domain makes one H for a row', async () => {
      const [one, two] = await walksOf({ sees: 'all but the domain' });
      for (const walks of [one, two]) {
        const own = walks.find(({ domain, ownDomain }) => domain === ownDomain) as Walk;
        for (const walk of walks) {
          expect(walk.h).toEqual(own.h);
          expect(walk.withThisH).toEqual({ logit: own.logit, prediction: own.prediction });
        }
        expect(new Set(walks.map(({ prediction }) => prediction)).size).toBe(3);
      }
      expect(one[0]?.h).not.toEqual(two[0]?.h);
    });

    test('with this H: the row as it is, with the H that the row alone has as a row of the domain', async () => {
      const { subject, data } = await planted(engine, change, { sees: 'all' }, { rows: 600 });
      const position = data.split.test[3] as number;
      const walker = new Walker(subject, new Map(), position);
      for (const walk of await walker.walk()) {
        const alone = subject.batcherOf(editedRows(data, [{ position, domain: walk.domain }]), { size: 1 });
        const [asOther, asItself] = [alone.make(Int32Array.of(0)), subject.batcher.make(Int32Array.of(position))];
        const h = subject.learner.hyperOutput(asOther, 1);
        const tensor = subject.learner.predict(asItself, { replace: ({ shape }) => broadcastTo(reshape(h, [1, 1, h.size]), shape) });
        same(walk.withThisH.prediction, (await tensor.data())[0] as number);
        for (const each of [alone, asOther, asItself, h, tensor]) each.dispose();
        if (walk.domain !== walk.ownDomain) expect(Math.abs(walk.withThisH.prediction - walk.prediction)).toBeGreaterThan(1e-4);
      }
      walker.dispose();
    });
  });
});
