import { sortsRows } from '../../config/backbones';
import type { RunConfigInput } from '../../config/run-config';
import type { EncodedData } from '../../data/types';
import type { Engine } from '../../engine/engine';
import { randomStream } from '../../lib/random';
import { Model } from '../../model/model';
import type { ModelState } from '../../model/state-dict';
import { Batcher, modelShape } from '../../training/rows/batch';
import { Learner, startState } from '../../training/step';
import { demoRun, SMALL } from '../../training/test-helpers';
import type { Subject } from '../subject';

export const BATCH = 64;

export interface Shaken {
  subject: Subject;
  model: Model;
  state: ModelState;
  data: EncodedData;
}

/** A model all of whose numbers, running statistics too, differ from row to row and from domain to domain. */
export function shaken(engine: Engine, change: RunConfigInput['model']): Shaken {
  const { data, config } = demoRun({ ...SMALL, model: { ...SMALL.model, adapterInit: 'xavier', hyper: [8, 7], bottom: [9, 6], ...change } });
  const shape = modelShape(data, config.model);
  const model = new Model(shape, config.model);
  const state = startState(model, 5);
  const random = randomStream(5, 'shaken');
  for (const i of state.parameters.keys()) state.parameters[i] = (state.parameters[i] as number) + 0.4 * random.normal();
  for (const { name } of model.buffers.entries) {
    const view = model.buffers.view(state.buffers, name);
    for (const i of view.keys()) view[i] = name.endsWith('variance') ? 0.5 + random.uniform() : 0.3 * random.normal();
  }
  const batcherOf: Subject['batcherOf'] = (rows, other) =>
    new Batcher(rows, shape, { size: BATCH, parallelSums: engine.parallelSums, sorted: sortsRows(config.model), ...other });
  const learner = new Learner(engine, model, state, config.train, config.seed);
  const subject: Subject = { learner, batcher: batcherOf(data), batcherOf, data, table: { name: '', rows: 0, columns: [], hash: '', warnings: [] } };
  return { subject, model, state, data };
}

/** The model's predictions for rows of a data set, as a batch of `size` makes them. */
export async function predicted(
  { learner, batcherOf }: Subject,
  rows: Parameters<Subject['batcherOf']>[0],
  positions: number[],
  size = BATCH,
): Promise<number[]> {
  const batcher = batcherOf(rows, { size });
  const batch = batcher.make(Int32Array.from(positions));
  const tensor = learner.predict(batch);
  const values = Array.from(await tensor.data()).slice(0, positions.length);
  for (const each of [batch, tensor, batcher]) each.dispose();
  return values;
}
