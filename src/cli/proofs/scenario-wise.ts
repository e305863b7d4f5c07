import { scenarioWise } from '../../config/presets';
import { BACKBONES, type Backbone, type RunConfigInput } from '../../config/run-config';
import { AS_MEASURED, SCENARIO_WISE, SCENARIO_WISE_HAMUR } from '../../config/scenario-wise';
import { keyOf } from './key';
import { FILE_1M } from './movielens-1m';
import { FILE_100K, SEEDS_100K } from './movielens-100k';
import type { Proof, ProofOf, Run } from './proof';
import { SPLIT_1M, SPLIT_1M_SHA256 } from './split-1m';
import { SPLIT_100K, SPLIT_100K_SHA256 } from './split-100k';

/**
 * Every backbone, alone and with HAMUR after its last layer, with the settings of Scenario-Wise Rec. No engine is stated: the proof says
 * which it was.
 */
export interface Collection {
  name: 'ml-1m' | 'ml-100k';
  file: string;
  split: string;
  sha256: string;
  batch: number;
}

/** As that collection trains. */
export const COLLECTION_1M: Collection = { name: 'ml-1m', file: FILE_1M, split: SPLIT_1M, sha256: SPLIT_1M_SHA256, batch: 4096 };
/** A tenth of the rows; the batch is that of the other runs on them. */
export const COLLECTION_100K: Collection = { name: 'ml-100k', file: FILE_100K, split: SPLIT_100K, sha256: SPLIT_100K_SHA256, batch: 2048 };

/** Those of the other proofs on MovieLens. */
export const COLLECTION_SEEDS = SEEDS_100K;

export function collectionRun({ name, file, split, sha256, batch }: Collection, backbone: Backbone, hamur: boolean, seed: number): Run {
  const base = scenarioWise(backbone);
  const { layers } = SCENARIO_WISE[backbone].model;
  const model = { ...base.model, ...SCENARIO_WISE_HAMUR, ...AS_MEASURED[backbone], adapters: hamur ? [layers.length] : [] };
  const config: RunConfigInput = {
    data: { ...base.data, source: { file } },
    split: { rowsFile: split },
    model,
    train: { ...base.train, batch, baseline: false },
    seed,
  };
  return {
    key: keyOf(`scenario-wise/${name}/${backbone}-${hamur ? 'hamur' : 'alone'}/${seed}`, config, undefined, sha256),
    part: 'scenario-wise',
    backbone,
    seed,
    file,
    split: sha256,
    config,
    asked: { look: false, ablation: false },
  };
}

// All models of one seed before the next, so that the table fills evenly.
export const collectionRuns = (collection: Collection): readonly Run[] =>
  COLLECTION_SEEDS.flatMap((seed) => BACKBONES.flatMap((backbone) => [false, true].map((hamur) => collectionRun(collection, backbone, hamur, seed))));

/** A backbone's proofs by seed, alone and with HAMUR. */
export interface CollectionPair {
  seed: number;
  alone: Proof | undefined;
  hamur: Proof | undefined;
}

export function collectionPairs(proofOf: ProofOf, collection: Collection, backbone: Backbone): CollectionPair[] {
  const proof = (hamur: boolean, seed: number) => proofOf(collectionRun(collection, backbone, hamur, seed));
  return COLLECTION_SEEDS.map((seed) => ({ seed, alone: proof(false, seed), hamur: proof(true, seed) }));
}
