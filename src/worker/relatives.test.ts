import { beforeAll, describe, expect, test, vi } from 'vitest';
import { ADAPTER_KINDS, type AdapterKind, type RunConfigInput } from '../config/run-config';
import { startCpu } from '../engine/cpu/start';
import type { Engine } from '../engine/engine';
import { ablate } from '../insight/ablation/ablation';
import { editedRows } from '../insight/edited-rows';
import { Prober } from '../insight/probe/prober';
import type { Subject } from '../insight/subject';
import { standIn } from '../insight/walk/followed';
import { predicted, shaken } from '../insight/walk/subject.test-helper';
import { Walker } from '../insight/walk/walker';
import { whatIf } from '../insight/what-if';
import { passesOf } from '../measures/ablation-passes';
import { generatedBiases, generatedWeights } from '../measures/spectra/generated-weights';
import type { Walk } from '../protocol/walk';
import { look as lookShape } from '../runs/shape/looks';
import { ablation as ablationShape } from '../runs/shape/results';
import { demoRun, learnerOf, SMALL } from '../training/test-helpers';
import { Trainer } from '../training/trainer';

/** What can be seen inside of HAMUR and of each of its relatives. */

// Real training: a second on a quiet machine, many where it is busy.
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

let engine: Engine;
beforeAll(async () => {
  engine = await startCpu('a test');
});

const PACE = { breathe: async () => {} };
const NOBODY = { step: () => {}, between: async () => {}, epoch: () => {}, evaluating: () => {}, finished: () => {}, compared: () => {} };
const runOf = (model: RunConfigInput['model']) =>
  demoRun({
    ...SMALL,
    data: { source: { demo: 'conflict', rows: 600 } },
    model: { ...SMALL.model, backbone: 'dcn', ...model },
    train: { ...SMALL.train, epochs: 1, baseline: false },
  });

async function trained(adapterKind: AdapterKind) {
  const { config, data } = runOf({ adapterKind });
  const trainer = new Trainer(config, data, engine, { beforeStep: async () => true, breathe: async () => {} });
  await trainer.run(NOBODY);
  const table = { name: '', rows: 600, columns: [], hash: '', warnings: [] };
  const subject: Subject = { ...trainer.model.parts[0], batcherOf: (rows, other) => trainer.batcherOf(rows, other), data, table };
  const prober = new Prober(data, subject.batcher, (edits) => subject.batcherOf(editedRows(data, edits)), 1, config);
  prober.walker = new Walker(subject, new Map(), standIn(data, prober.sample));
  const look = await prober.look(subject.learner, 1);
  const dispose = () => {
    prober.dispose();
    trainer.dispose();
  };
  return { subject, prober, look, data, dispose };
}

const sigmoid = (x: number) => 1 / (1 + Math.exp(-x));
/** x W + b */
const affine = (x: ArrayLike<number>, w: Float32Array, ...biases: (Float32Array | undefined)[]) =>
  Array.from(
    { length: w.length / x.length },
    (_, j) =>
      Array.from(x).reduce((sum, value, i) => sum + value * (w[(i * w.length) / x.length + j] as number), 0) +
      biases.reduce((sum, b) => sum + (b?.[j] ?? 0), 0),
  );
const close = (got: ArrayLike<number>, wanted: ArrayLike<number>) => {
  expect(got.length).toBe(wanted.length);
  for (let i = 0; i < got.length; i++) expect(got[i]).toBeCloseTo(wanted[i] as number, 4);
};

const MADE: Record<AdapterKind, number> = { hamur: 9, 'per-domain': 3, bias: 9, 'domain-only': 9, 'low-rank': 0 };
const CHANGED: Record<AdapterKind, string[]> = {
  hamur: ['off', 'as another', 'own mean', 'within', 'across'],
  'per-domain': ['off', 'as another'],
  bias: ['off', 'as another', 'own mean', 'within', 'across'],
  'domain-only': ['off', 'as another', 'own mean', 'within', 'across'],
  'low-rank': ['off'],
};

describe.each(ADAPTER_KINDS)('%s', (kind) => {
  test('what is told is what the adapter computes, and a stored run may hold it', async () => {
    const { subject, prober, look, data, dispose } = await trained(kind);
    expect(look.adapterKind ?? 'hamur').toBe(kind);
    lookShape(data.domains.length, prober.sample.own.length)(look, '');
    const generates = MADE[kind] === 9;
    expect([look.map !== undefined, look.similarity !== undefined]).toEqual([generates, generates]);

    const [b1, b2] = (await subject.learner.readParameters(['adapter.0.b1', 'adapter.0.b2'])) as [Float32Array, Float32Array];
    const walks = look.walks as Walk[];
    expect(walks.map(({ h }) => h.length)).toEqual(walks.map(() => MADE[kind]));
    for (const { h, layers } of walks) {
      const { z, adapter } = layers.at(-1) as Walk['layers'][number];
      const { bottleneck, up } = adapter as NonNullable<typeof adapter>;
      const factors = look.factors[0] as (typeof look.factors)[number];
      const [weights, plus] = [generatedWeights(h, factors), generatedBiases(h, factors)];
      expect(plus !== undefined).toBe(kind === 'bias');
      close(bottleneck, affine(z, weights.down, b1, plus?.down).map(sigmoid));
      close(up, affine(bottleneck, weights.up, b2, plus?.up));
    }
    const passes: number[] = [];
    const ablation = await ablate(subject, look.domains, 1, PACE, (_, total) => passes.push(total));
    ablationShape(data.domains.length)(ablation, '');
    expect(ablation.conditions.map(({ name }) => name)).toEqual(CHANGED[kind].filter((name) => name !== 'own mean' || ablation.ownMean !== null));
    expect(passes.at(-1)).toBe(passes.length);
    expect(passes).toHaveLength(passesOf(data.domains.length, kind === 'low-rank' ? 0 : undefined, generates));
    expect('instance' in ablation.verdict).toBe(generates);

    const row = data.sourceRows[0] as number;
    const own = data.domainIds[0] as number;
    const asked = await whatIf(subject, { row, domain: (own + 1) % 3 }, look.instances.h, []);
    expect(asked.before.h).toHaveLength(MADE[kind]);
    expect(asked.nearest.length > 0).toBe(generates);
    if (kind === 'per-domain') expect(Array.from(asked.before.h)).toEqual([0, 1, 2].map((d) => Number(d === own)));
    dispose();
  });

  test('a row with nothing but what another row’s weights are made from is what its walk says', async () => {
    const { look, dispose } = await trained(kind);
    for (const walk of look.walks as Walk[]) {
      if (walk.domain === walk.ownDomain) expect(walk.withThisH.logit).toBeCloseTo(walk.logit, 5);
    }
    const own = (look.walks as Walk[]).find(({ domain, ownDomain }) => domain === ownDomain) as Walk;
    const moved = (look.walks as Walk[]).filter(({ domain, ownDomain }) => domain !== ownDomain).map(({ withThisH }) => Math.abs(withThisH.logit - own.logit));
    if (kind === 'low-rank') expect(Math.max(...moved)).toBe(0);
    else expect(Math.min(...moved)).toBeGreaterThan(1e-6);
    dispose();
  });

  test.each(['dcn', 'mlp'] as const)('%s starts as “no change”', async (backbone) => {
    const { batcher, learner } = learnerOf(engine, runOf({ adapterKind: kind, backbone }), 64);
    const batch = batcher.make(Int32Array.from({ length: 64 }, (_, i) => i));
    const [asIs, off] = [learner.predict(batch), learner.predict(batch, { adaptersOff: true })];
    expect(await asIs.data()).toEqual(await off.data());
    for (const each of [batch, batcher, asIs, off, learner]) each.dispose();
  });

  test.each([{ backbone: 'dcn' }, { backbone: 'mlp' }, { backbone: 'mlp', towerRows: 'own' }] as const)(
    '%o predicts a row the same in any batch',
    async (model) => {
      const { subject, data } = shaken(engine, { ...model, adapterKind: kind });
      const among = Array.from({ length: 64 }, (_, i) => i + 1);
      const alone = await predicted(subject, data, [0]);
      for (const place of [0, 37, 63]) expect((await predicted(subject, data, among.with(place, 0)))[place]).toBe(alone[0]);
      expect((await predicted(subject, data, among.with(5, 0), 200))[5]).toBe(alone[0]);
      subject.learner.dispose();
    },
  );
});
