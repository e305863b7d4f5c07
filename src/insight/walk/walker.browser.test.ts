import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startEngine } from '../../engine/choose';
import type { Engine } from '../../engine/engine';
import type { EngineName } from '../../protocol/engine';
import { editedRows } from '../edited-rows';
import { expectConsistent } from './oracle.test-helper';
import { predicted, shaken } from './subject.test-helper';
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
] as const;

/** Float32 against float64, as a share of the largest number of a part. */
const TOLERANCE = 2e-5;

describe.each(['cpu', 'wasm', 'webgpu'] as EngineName[])('on %s', (name) => {
  let engine: Engine;
  beforeAll(async () => {
    engine = await startEngine(name);
    expect(engine.info.name).toBe(name);
  });
  afterAll(() => engine.stop());

  /** On WebGPU products of other shapes may add in another order. */
  const same = (got: number, wanted: number) => (name === 'webgpu' ? expect(Math.abs(got - wanted)).toBeLessThan(1e-6) : expect(got).toBe(wanted));

  test.each(BACKBONES)('%o', async (change) => {
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
      expectConsistent(model, state, walk, (got, wanted, what) => {
        expect(got.length, what).toBe(wanted.length);
        const most = Math.max(1, ...Array.from(wanted, Math.abs));
        for (let j = 0; j < got.length; j++) expect(Math.abs((got[j] as number) - (wanted[j] as number)) / most, `${what} ${j}`).toBeLessThan(TOLERANCE);
      });
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
});
