import { sortsRows } from '../config/backbones';
import { completeRunConfig } from '../config/complete';
import type { RunConfig, RunConfigInput } from '../config/run-config';
import { encode, makeDemo } from '../data';
import type { EncodedData } from '../data/types';
import type { Engine } from '../engine/engine';
import { Model } from '../model/model';
import type { ModelState } from '../model/state-dict';
import type { EpochRecord, ModelResult } from '../protocol/result';
import type { VariantName } from '../protocol/run';
import { Batcher, modelShape } from './rows/batch';
import { lossWeights } from './rows/loss-weights';
import { Learner, startState } from './step';
import { Trainer } from './trainer';

/** Small enough for a software GPU, with short last batches everywhere. */
export const SMALL: RunConfigInput = {
  data: { source: { demo: 'conflict', rows: 1300 } },
  model: { backbone: 'mlp', layers: [12, 8], adapters: [2], hyper: [8], k: 3, bottleneck: 4, embedding: 4, dropout: 0, hyperDropout: 0 },
  train: { batch: 256, epochs: 2, learningRate: 0.01 },
};

/** The demo data that `input` names, encoded. */
export function demoRun(input: RunConfigInput): { config: RunConfig; data: EncodedData } {
  const source = input.data?.source as { demo: string; rows?: number };
  const { table, roles } = makeDemo(source.demo, source);
  const config = completeRunConfig(input, roles);
  return { config, data: encode(table, config) };
}

/** A model at its start, and batches of `size` rows for it. */
export function learnerOf(engine: Engine, { data, config }: { config: RunConfig; data: EncodedData }, size: number): { batcher: Batcher; learner: Learner } {
  const shape = modelShape(data, config.model);
  const model = new Model(shape, config.model);
  return {
    batcher: new Batcher(data, shape, {
      size,
      parallelSums: engine.parallelSums,
      sorted: sortsRows(config.model),
      weights: lossWeights(data, config.train),
    }),
    learner: new Learner(engine, model, startState(model, config.seed), config.train, config.seed),
  };
}

export interface Trained {
  /** Of the configured model, and of its backbone alone where that was trained too. */
  result: ModelResult & { baseline?: ModelResult };
  /** The weights at the end. */
  states: Map<VariantName, ModelState>;
  /** The weights after each epoch of the configured model. */
  afterEpoch: ModelState[];
  records: { variant: VariantName; record: EpochRecord }[];
}

/** Trains to the end without a pause or a stop. */
export async function trainToEnd(engine: Engine, { config, data }: { config: RunConfig; data: EncodedData }): Promise<Trained> {
  const trainer = new Trainer(config, data, engine, { beforeStep: async () => true, breathe: async () => {} });
  const records: Trained['records'] = [];
  const reads: Promise<ModelState>[] = [];
  const results = new Map<VariantName, ModelResult>();
  try {
    await trainer.run({
      step: () => {},
      between: async () => {},
      epoch: (variant, record) => {
        records.push({ variant, record });
        if (variant === 'model') reads.push(trainer.model.parts[0].learner.read());
      },
      evaluating: () => {},
      finished: (variant, result) => results.set(variant, result),
      compared: () => {},
    });
    const states = new Map<VariantName, ModelState>();
    for (const [name, run] of trainer.variants) states.set(name, await run.parts[0].learner.read());
    const baseline = results.get('baseline');
    const result = { ...(results.get('model') as ModelResult), ...(baseline && { baseline }) };
    return { result, states, afterEpoch: await Promise.all(reads), records };
  } finally {
    trainer.dispose();
  }
}
