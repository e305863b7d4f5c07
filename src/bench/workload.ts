import { completeRunConfig } from '../config/complete';
import type { Backbone, ModelConfig, RunConfigInput, TrainConfig } from '../config/run-config';
import { AS_MEASURED, SCENARIO_WISE, SCENARIO_WISE_HAMUR } from '../config/scenario-wise';
import type { EncodedData } from '../data/types';
import { randomStream } from '../lib/random';

/** A training job whose speed is measured: made-up rows of a given shape, since speed does not depend on what they say. */
export interface Workload {
  domains: number;
  /** Rows of each sparse field's table; the domain is added. */
  vocabulary: number[];
  model: Pick<ModelConfig, 'layers' | 'adapters' | 'hyper' | 'k' | 'bottleneck' | 'towerRows' | 'fidelity'> & Partial<ModelConfig>;
  batch: number;
  embeddingUpdates: TrainConfig['embeddingUpdates'];
}

/** MovieLens-100K's tables under the authors' recipe for MLP + HAMUR. */
export const MOVIELENS: Workload = {
  domains: 3,
  vocabulary: [943, 1682, 2, 21, 795, 18],
  model: { layers: [256, 128], adapters: [2], hyper: [64], k: 35, bottleneck: 32, towerRows: 'all', fidelity: 'reference' },
  batch: 2048,
  embeddingUpdates: 'dense',
};

/** Any model on the same rows, with the sizes of Scenario-Wise Rec, and HAMUR after its last layer. Fields have no names here: the largest are ids. */
export function movielensOf(backbone: Backbone, hamur: boolean): Workload {
  const { model } = SCENARIO_WISE[backbone];
  const adapters = hamur ? [model.layers.length] : [];
  return { ...MOVIELENS, model: { ...MOVIELENS.model, ...model, ...SCENARIO_WISE_HAMUR, ...AS_MEASURED[backbone], backbone, adapters, idFields: [] } };
}

/** Many fields, wide layers: what a person with a GPU may bring. */
export const LARGE: Workload = {
  ...MOVIELENS,
  vocabulary: Array.from({ length: 26 }, () => 10_000),
  model: { ...MOVIELENS.model, layers: [1024, 512, 256], adapters: [3] },
};

/** Each domain's tower on the domain's own rows. */
export const ownRows = (workload: Workload): Workload => ({ ...workload, model: { ...workload.model, towerRows: 'own' } });

/** The smallest step there is, to show what adds up over many steps. */
export const TINY: Workload = {
  domains: 2,
  vocabulary: [20, 5],
  model: { layers: [8], adapters: [1], hyper: [8], k: 2, bottleneck: 4, towerRows: 'all', fidelity: 'recommended' },
  batch: 16,
  embeddingUpdates: 'dense',
};

/** Batches of rows: enough that they differ, few enough to be made in a moment. */
const BATCHES = 4;

export function encodedRows({ domains, vocabulary, batch }: Workload): EncodedData {
  const rows = BATCHES * batch;
  const random = randomStream(1, 'bench');
  const domainIds = Int32Array.from({ length: rows }, () => random.below(domains));
  const texts = (count: number) => Array.from({ length: count }, (_, i) => `${i}`);
  const field = (name: string, ids: Int32Array, values: string[]) => ({ name, ids, slots: 1, vocabulary: values, hasUnknown: false });
  const labels = Uint8Array.from({ length: rows }, () => random.below(2));
  const all = Int32Array.from({ length: rows }, (_, i) => i);
  return {
    rows,
    sourceRows: all,
    sparse: [
      ...vocabulary.map((size, f) => {
        const ids = Int32Array.from({ length: rows }, () => random.below(size));
        return field(`field ${f}`, ids, texts(size));
      }),
      field('domain_indicator', domainIds, texts(domains)),
    ],
    dense: [
      {
        name: 'dense',
        values: Float32Array.from({ length: rows }, () => random.uniform()),
        min: 0,
        max: 1,
        mean: 0.5,
        scale: { of: (value) => value, back: (value) => value },
      },
    ],
    labels,
    domainIds,
    domains: texts(domains).map((name) => ({ name, rows: 0, positives: 0 })),
    split: { train: all, val: new Int32Array(), test: new Int32Array() },
    leftOut: [],
    warnings: [],
  };
}

const ROLES = { label: { column: 'label' }, domain: { column: 'domain' }, sparse: ['field'], dense: [] };

/** The settings of a workload, all others as the authors' recipe has them. */
export function settingsOf({ model, batch, embeddingUpdates }: Workload) {
  const train = { batch, learningRate: 0.001, weightDecay: 0.00001, embeddingUpdates, baseline: false };
  return completeRunConfig({ model, train } satisfies RunConfigInput, ROLES);
}
