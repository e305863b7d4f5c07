import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { DOMAIN_FIELD } from '../../config/complete';
import type { RunConfigInput } from '../../config/run-config';
import { startEngine } from '../../engine/choose';
import type { Engine } from '../../engine/engine';
import { Model, withoutAdapters } from '../../model/model';
import type { ModelState } from '../../model/state-dict';
import type { Ablation, AblationName } from '../../protocol/insight';
import { passesOf } from '../../runs/ablation-passes';
import { auc } from '../../training/evaluation/metrics';
import { Batcher, modelShape } from '../../training/rows/batch';
import { Learner, startState } from '../../training/step';
import { demoRun, SMALL } from '../../training/test-helpers';
import { editedRows } from '../edited-rows';
import { predictTest } from '../predict-test';
import { Prober } from '../probe/prober';
import type { Subject } from '../subject';
import { ablate } from './ablation';

const PACE = { breathe: async () => {} };

let engine: Engine;
beforeAll(async () => {
  engine = await startEngine('wasm');
});
afterAll(() => engine.stop());

/** A model with adapters that do much, whose hyper-network sees what `sees` says. */
function subjectOf(change: RunConfigInput['model'], sees: 'all' | 'domain' | 'nothing', adapters = true) {
  const { data, config: whole } = demoRun({
    ...SMALL,
    data: { source: { demo: 'conflict', rows: 3000 } },
    model: { ...SMALL.model, adapters: [1], adapterInit: 'xavier', ...change },
  });
  const config = adapters ? whole : { ...whole, model: withoutAdapters(whole.model) };
  const shape = modelShape(data, config.model);
  const model = new Model(shape, config.model);
  const state = startState(model, 5);
  plant(model, state);
  if (sees !== 'all') blind(model, state, sees === 'domain' ? data.sparse.findIndex(({ name }) => name === DOMAIN_FIELD) : -1);
  const batcherOf: Subject['batcherOf'] = (rows) =>
    new Batcher(rows, shape, { size: 64, parallelSums: engine.parallelSums, sorted: config.model.towerRows === 'own' });
  const learner = new Learner(engine, model, state, config.train, config.seed);
  const batcher = batcherOf(data);
  const subject: Subject = { learner, batcher, batcherOf, data, table: { name: '', rows: 0, columns: [], hash: '', warnings: [] } };
  return { subject, data, config };
}

/** Numbers of order one everywhere, so that embeddings, H and adapters differ from row to row. */
function plant(model: Model, state: ModelState): void {
  for (const { name } of model.parameters.entries) {
    if (/^(tower|head|cross|deep)/.test(name)) continue;
    const view = model.parameters.view(state.parameters, name);
    for (const i of view.keys())
      view[i] = (view[i] as number) + (name.startsWith('embedding') ? 1 : name.startsWith('adapter') ? 2 : 0.5) * Math.sin(11 * i + name.length);
  }
}

/** The hyper-network's first map reads the embedding of one field, or nothing at all. */
function blind(model: Model, state: ModelState, field: number): void {
  const weight = model.parameters.view(state.parameters, 'hyper.0.weight');
  const [, , width] = model.parameters.shapeOf('hyper.0.weight') as [number, number, number];
  const e = model.config.embedding;
  for (const i of weight.keys()) {
    const input = Math.floor(i / width);
    if (field < 0 || input < field * e || input >= (field + 1) * e) weight[i] = 0;
  }
}

async function run(change: RunConfigInput['model'], sees: 'all' | 'domain' | 'nothing') {
  const { subject, data, config } = subjectOf(change, sees);
  const prober = new Prober(data, subject.batcher, (edits) => subject.batcherOf(editedRows(data, edits)), 1, config.model.k);
  const { domains } = await prober.look(subject.learner, 0);
  const before = engine.allocated().tensors;
  const passes: [number, number][] = [];
  const ablation = await ablate(subject, domains, 1, PACE, (done, total) => passes.push([done, total]));
  expect(engine.allocated().tensors).toBe(before);
  const of = (name: AblationName) =>
    (ablation.conditions.find((each) => each.name === name) as Ablation['conditions'][number]).byDomain.map((each) => each?.difference as number);
  return { ablation, of, passes, subject, data };
}

describe.each([{ towerRows: 'all' }, { towerRows: 'own', domainNormTraining: 'per-domain' }, { backbone: 'dcn' }] as const)('%o', (change) => {
  test('without adapters it predicts as the backbone alone does', async () => {
    const { ablation, of, data } = await run(change, 'all');
    const alone = subjectOf(change, 'all', false);
    const predictions = await predictTest(alone.subject, PACE);
    for (const [d, trained] of ablation.trained.entries()) {
      const own = Array.from(data.split.test.keys()).filter((i) => data.domainIds[data.split.test[i] as number] === d);
      const area = auc(
        own.map((i) => predictions[i] as number),
        own.map((i) => data.labels[data.split.test[i] as number] as number),
      ) as number;
      expect((trained as number) + (of('off')[d] as number)).toBeCloseTo(area, 4);
      expect(ablation.rows[d]).toBe(own.length);
    }
  });

  test('H of the row: another row’s changes the predictions, and so does every mean', async () => {
    const { of, passes, data } = await run(change, 'all');
    for (const name of ['own mean', 'other mean', 'within', 'across'] as const) expect(Math.max(...of(name).map(Math.abs))).toBeGreaterThan(1e-3);
    expect(passes.at(-1)).toEqual([15, 15]);
    // What the page says beforehand.
    expect(passesOf(data.domains.length)).toBe(15);
  });

  test('H of the domain: another row’s of the same domain changes nothing, another domain’s does', async () => {
    const { of, ablation } = await run(change, 'domain');
    for (const name of ['own mean', 'within'] as const) for (const value of of(name)) expect(Math.abs(value)).toBeLessThan(3e-4);
    for (const name of ['other mean', 'across'] as const) expect(Math.max(...of(name).map(Math.abs))).toBeGreaterThan(1e-3);
    // The diagonal is the domain's own mean.
    for (const [d, value] of of('own mean').entries()) expect(ablation.swapped[d * 3 + d]).toBe(value);
  });

  test('one H for all: nobody’s changes anything', async () => {
    const { of } = await run(change, 'nothing');
    for (const name of ['own mean', 'other mean', 'within', 'across'] as const) for (const value of of(name)) expect(Math.abs(value)).toBeLessThan(3e-4);
    expect(Math.max(...of('off').map(Math.abs))).toBeGreaterThan(1e-3);
  });
});

test('an adapter that adds nothing is not used', async () => {
  const { subject, data, config } = subjectOf({ adapterInit: 'near-identity' }, 'all');
  // Gamma and beta at 0: whatever the cell gives, the norm multiplies it by nothing.
  const prober = new Prober(data, subject.batcher, (edits) => subject.batcherOf(editedRows(data, edits)), 1, config.model.k);
  const state = startState(subject.learner.model, 5);
  const silent: Subject = { ...subject, learner: new Learner(engine, subject.learner.model, state, config.train, config.seed) };
  const { domains } = await prober.look(silent.learner, 0);
  const ablation = await ablate(silent, domains, 1, PACE, () => {});
  for (const { byDomain } of ablation.conditions) for (const change of byDomain) expect(change?.difference).toBe(0);
  expect(ablation.verdict).toBe('unused');
});
