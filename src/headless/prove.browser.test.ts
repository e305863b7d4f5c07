import { beforeAll, expect, test } from 'vitest';
import { completeRunConfig } from '../config/complete';
import type { RunConfigInput } from '../config/run-config';
import type { Session } from '../protocol/session';
import { connect } from '../wire/connect';
import { followRun } from './follow-run';
import { prove } from './prove';

const TINY: RunConfigInput = {
  engine: 'wasm',
  seed: 11,
  model: { backbone: 'dcn', layers: [8], adapters: [1], hyper: [8], k: 2, bottleneck: 4, embedding: 4 },
  train: { batch: 128, epochs: 1, baseline: true },
};

let session: Session;
beforeAll(() => {
  session = connect();
});

const completed = async (input: RunConfigInput) => {
  const { proposed } = await session.data.open({ demo: 'conflict', rows: 1300, seed: 11 }, () => {});
  return completeRunConfig({ ...TINY, ...input }, proposed);
};

test('a pair is trained, and its kept weights are asked', async () => {
  const config = await completed({});
  const proof = await prove(session, config, {}, { look: true, ablation: true });
  // The same pair, trained as the page trains it.
  const run = await followRun(session, config, { inside: false });
  expect(proof.engine).toBe('wasm');
  expect(proof.domains).toEqual(run.data.domains.map(({ name }) => name));
  expect(proof.testRows.reduce((a, b) => a + b)).toBe(130);
  for (const [shown, trained] of [
    [proof.model, run],
    [proof.alone, run.baseline],
    [proof.bestPossible, { test: run.data.bestPossible }],
  ] as const) {
    expect(shown?.auc).toBeCloseTo(trained?.test?.auc as number, 8);
    expect(shown?.logLoss).toBeCloseTo(trained?.test?.logLoss as number, 8);
    trained?.test?.domains.forEach(({ auc }, d) => {
      expect(shown?.byDomain[d]).toBeCloseTo(auc as number, 8);
    });
  }
  expect(proof.model).toMatchObject({ parameters: run.parameters, epochs: 1, bestEpoch: 1 });
  expect(proof.alone?.parameters).toBeLessThan(proof.model.parameters);

  const look = await session.inside.look();
  const [a, b, c] = [1, 2, 5].map((at) => look?.similarity?.moved[at] as number) as [number, number, number];
  expect(proof.inside?.moved).toBeCloseTo((a + b + c) / 3, 7);
  expect(proof.inside?.still).toBeCloseTo(look?.use[0]?.still as number, 7);
  const ablation = await session.inside.ablate(() => {});
  expect(Object.keys(proof.ablation ?? {})).toEqual(ablation?.conditions.map(({ name }) => name));
  for (const { name, mean } of ablation?.conditions ?? []) {
    if (mean) expect(proof.ablation?.[name]).toBeCloseTo(mean.difference, 7);
    else expect(proof.ablation?.[name]).toBeNull();
  }
});

test('means are over the pairs of domains that are known, and over the adapters', async () => {
  const config = await completed({});
  // A domain without rows has no spectrum.
  const spectra = { adapters: [{ down: [[3, 3], [2], []] }, { down: [[1, 1], [5, 0], []] }] };
  const planted = (moved: (number | null)[]) => ({ domains: [{}, {}, {}], similarity: { moved }, use: [{ still: 0.2 }, { still: 0.5 }], spectra });
  const change = { name: 'off', byDomain: [{ difference: -0.123456789, low: 0, high: 0, standardError: 0 }, null], mean: null };
  const seen = async (moved: (number | null)[]) => {
    const inside = { look: async () => planted(moved), ablate: async () => ({ conditions: [change, { name: 'within', byDomain: [], mean: null }] }) };
    const { inside: look, ablation } = await prove({ run: session.run, inside } as unknown as Session, config, {}, { look: true, ablation: true });
    return { look, ablation };
  };
  expect(await seen([0, 0.1, null, 0.1, 0, 0.4, null, 0.4, 0])).toEqual({
    look: { moved: 0.25, still: 0.35, rank: 1.5 },
    ablation: { off: -0.12345679, within: null },
  });
  expect((await seen(Array(9).fill(null))).look).toEqual({ moved: null, still: 0.35, rank: 1.5 });
});

test('only what is asked is answered, and a run knows nothing of the one before it', async () => {
  const first = await prove(session, await completed({}), {}, { look: true, ablation: false });
  expect(first.inside).toBeDefined();
  expect(first.ablation).toBeUndefined();
  const alone = await prove(session, await completed({ model: { ...TINY.model, adapters: [] } }), {}, { look: true, ablation: false });
  expect(alone.inside).toBeUndefined();
  expect(alone.alone).toBeUndefined();
  // The backbone alone is the one of the pair: same data, split, start and order of rows.
  expect(alone.model).toEqual(first.alone);
  const again = await prove(session, await completed({}), {}, { look: true, ablation: false });
  expect({ ...again, seconds: 0, rowsPerSecond: 0 }).toEqual({ ...first, seconds: 0, rowsPerSecond: 0 });
});
