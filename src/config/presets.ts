import type { RunConfigInput } from './run-config';

/** A ready-made configuration, from the paper's recipes or for a demo set. */
export interface Preset {
  id: string;
  title: string;
  /** One sentence: what it is and what the person needs for it. */
  about: string;
  config: RunConfigInput;
}

const MOVIELENS_100K: RunConfigInput = {
  data: {
    label: { column: 'rating', positive: '> 3' },
    domain: { column: 'age', groups: ['< 25', '25..34', '>= 35'] },
    sparse: ['user_id', 'movie_id', 'gender', 'occupation', 'zip', { name: 'cate_id', column: 'genres', take: 'first', separator: '|' }],
    dense: ['age'],
    fitOn: 'all',
  },
  split: { rowsFile: 'ml-100k-split.json.gz' },
  model: { backbone: 'mlp', layers: [256, 128], adapters: [2], hyper: [64], k: 35, bottleneck: 32, fidelity: 'reference' },
  train: { batch: 2048, learningRate: 0.001, weightDecay: 0.00001, epochs: 20, patience: 10 },
};

export const PRESETS: readonly Preset[] = [
  {
    id: 'movielens-100k',
    title: 'MovieLens-100K, as the authors train',
    about: 'MLP with HAMUR after its second layer, the authors’ recipe. Needs the joined ratings file and a file of row numbers.',
    config: MOVIELENS_100K,
  },
  {
    id: 'movielens-100k-recommended',
    title: 'MovieLens-100K, recommended mode',
    about: 'The same model with our recommended start and norm, on a random 80/10/10 split.',
    config: {
      ...MOVIELENS_100K,
      data: { ...MOVIELENS_100K.data, fitOn: 'train' },
      split: { ratios: [0.8, 0.1, 0.1] },
      model: { ...MOVIELENS_100K.model, fidelity: 'recommended' },
    },
  },
];
