import { sortsRows } from '../../config/backbones';
import { DOMAIN_FIELD } from '../../config/complete';
import type { RunConfig, RunConfigInput } from '../../config/run-config';
import type { EncodedData } from '../../data/types';
import type { Engine } from '../../engine/engine';
import { randomStream } from '../../lib/random';
import { Model, withoutAdapters } from '../../model/model';
import type { ModelState } from '../../model/state-dict';
import type { DomainMean } from '../../protocol/insight';
import { Batcher, modelShape } from '../../training/rows/batch';
import { Learner, startState } from '../../training/step';
import { demoRun, SMALL } from '../../training/test-helpers';
import { editedRows } from '../edited-rows';
import { placesByDomain, predictTest } from '../predict-test';
import { Prober } from '../probe/prober';
import type { Subject } from '../subject';

const PACE = { breathe: async () => {} };

/** A model whose ways are known. */
export interface Plant {
  /** What the hyper-network hears of a row. */
  sees: 'all' | 'the domain' | 'all but the domain' | 'nothing';
  /** A matrix before the bottleneck that is zero, so that the bottleneck is a constant whatever the row. */
  dead?: 'u1' | 'v1';
  /** Whose predictions the labels follow: the model's, or those of the model without its adapters. */
  truth?: 'model' | 'without adapters';
}

export interface Planted {
  subject: Subject;
  data: EncodedData;
  config: RunConfig;
  /** [D] of the domains' probe rows. */
  means: DomainMean[];
}

/**
 * A model with adapters that do much, whose hyper-network hears what it is given. A test row is positive where the model's prediction is
 * above the median of its domain, so that the model is the truth, and whatever changes its order must cost AUC.
 *
 * @param options.adapters whether the model has them at all
 * @param options.rows of the demo data, of which a tenth are test rows
 */
export async function planted(
  engine: Engine,
  change: RunConfigInput['model'],
  { sees, dead, truth = 'model' }: Plant,
  { adapters = true, rows = 1500 }: { adapters?: boolean; rows?: number } = {},
): Promise<Planted> {
  const { data, config: whole } = demoRun({
    ...SMALL,
    data: { source: { demo: 'conflict', rows } },
    model: { ...SMALL.model, adapterInit: 'xavier', ...change },
  });
  const config = adapters ? whole : { ...whole, model: withoutAdapters(whole.model) };
  const shape = modelShape(data, config.model);
  const model = new Model(shape, config.model);
  const state = startState(model, 5);
  shake(model, state);
  if (adapters) deafen(model, state, sees, fieldColumns(data, config));
  if (dead) for (const { name } of model.adapters) model.parameters.view(state.parameters, `${name}.${dead}`).fill(0);
  const batcherOf: Subject['batcherOf'] = (rows, other) =>
    new Batcher(rows, shape, { size: 64, parallelSums: engine.parallelSums, sorted: sortsRows(config.model), ...other });
  const learner = new Learner(engine, model, state, config.train, config.seed);
  const batcher = batcherOf(data);
  const subject: Subject = { learner, batcher, batcherOf, data, table: { name: '', rows: 0, columns: [], hash: '', warnings: [] } };
  data.labels.set(await labelsOf(subject, truth));
  if (!adapters) return { subject, data, config, means: [] };
  const prober = new Prober(data, batcher, (edits) => batcherOf(editedRows(data, edits)), 1, config);
  const { domains } = await prober.look(learner, 0);
  prober.dispose();
  return { subject, data, config, means: domains };
}

/** Width of the last layer. */
const LAYER = SMALL.model?.layers?.at(-1) as number;

/** Numbers of order one everywhere but in the backbone, so that embeddings, H and adapters differ from row to row. */
function shake(model: Model, state: ModelState): void {
  for (const { name } of model.parameters.entries) {
    const view = model.parameters.view(state.parameters, name);
    // DCN's head reads the cross network beside the layer that the adapter follows: that layer is heard.
    if (name === 'head.weight' && model.config.backbone === 'dcn') for (let i = view.length - LAYER; i < view.length; i++) view[i] = 5 * (view[i] as number);
    if (/^(tower|head|cross|deep)/.test(name)) continue;
    // Before the bottleneck more, so that it reads its layer; behind it less, so that predictions stay away from 0 and 1.
    const size = /^embedding/.test(name) ? 1 : /[uv]1$/.test(name) ? 1.5 : 0.6;
    const random = randomStream(5, `planted/${name}`);
    for (const i of view.keys()) view[i] = (view[i] as number) + size * random.normal();
  }
}

/** The columns of the hyper-network's input that say the domain. */
function fieldColumns(data: EncodedData, { model }: RunConfig): [from: number, to: number] {
  const field = data.sparse.findIndex(({ name }) => name === DOMAIN_FIELD);
  return [field * model.embedding, (field + 1) * model.embedding];
}

/** The hyper-network's first map reads what it is to see, and nothing else. */
function deafen(model: Model, state: ModelState, sees: Plant['sees'], [from, to]: [number, number]): void {
  if (sees === 'all') return;
  const weight = model.parameters.view(state.parameters, 'hyper.0.weight');
  const [, , width] = model.parameters.shapeOf('hyper.0.weight') as [number, number, number];
  for (const i of weight.keys()) {
    const input = Math.floor(i / width);
    const saysDomain = input >= from && input < to;
    if (sees === 'nothing' || saysDomain !== (sees === 'the domain')) weight[i] = 0;
  }
}

/** [rows] the test rows' labels by the predictions; all others as they are. */
async function labelsOf(subject: Subject, truth: Plant['truth']): Promise<Uint8Array> {
  const { data } = subject;
  const { test } = data.split;
  const predictions = await predictTest(subject, PACE, () => ({ adaptersOff: truth === 'without adapters' }));
  const labels = data.labels.slice();
  for (const own of placesByDomain(data, test)) {
    const median = own.map((i) => predictions[i] as number).sort((a, b) => a - b)[Math.floor(own.length / 2)] as number;
    for (const i of own) labels[test[i] as number] = Number((predictions[i] as number) > median);
  }
  return labels;
}
