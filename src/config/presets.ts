import { modelTitle } from './backbones';
import { BACKBONES, type Backbone, type RunConfigInput } from './run-config';
import { SCENARIO_WISE } from './scenario-wise';

/** A ready-made configuration, from the recipes of the paper or of a public collection of models. */
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
    group: 'user_id',
    fitOn: 'all',
  },
  split: { rowsFile: 'ml-100k-split.json.gz' },
  model: { backbone: 'mlp', layers: [256, 128], adapters: [2], hyper: [64], k: 35, bottleneck: 32, fidelity: 'reference' },
  train: { batch: 2048, learningRate: 0.001, weightDecay: 0.00001, epochs: 20, patience: 10 },
};

const MOVIELENS_RANDOM: RunConfigInput = { ...MOVIELENS_100K, split: { ratios: [0.8, 0.1, 0.1] } };

/** The authors' Ali-CCP files: the domain is column 301, the columns that begin with D are numbers. */
const ALI_CCP: RunConfigInput = {
  data: {
    label: { column: 'click' },
    domain: { column: '301' },
    sparse: [
      ...['101', '121', '122', '124', '125', '126', '127', '128', '129', '205', '206', '207', '210', '216', '508', '509', '702', '853'],
      ...['109_14', '110_14', '127_14', '150_14'],
    ],
    dense: ['D109_14', 'D110_14', 'D127_14', 'D150_14', 'D508', 'D509', 'D702', 'D853'],
    group: '101',
    fitOn: 'all',
  },
  split: { ratios: [0.8, 0.1, 0.1] },
  train: { batch: 2048, learningRate: 0.001, weightDecay: 0.00001, epochs: 20, patience: 10 },
};

/** The authors' dropout of Wide & Deep, after each layer. */
const WIDE_DEEP_DROPOUT = 0.2;

const reference = (base: RunConfigInput, model: RunConfigInput['model']): RunConfigInput => ({
  ...base,
  model: { bottleneck: 32, fidelity: 'reference', ...model },
});

/**
 * As Scenario-Wise Rec trains a model on MovieLens-1M, with the split left to chance; without adapters, but for the model that is HAMUR there.
 */
export function scenarioWise(backbone: Backbone): RunConfigInput {
  const { model, domainAsInput, dense } = SCENARIO_WISE[backbone];
  return {
    ...MOVIELENS_RANDOM,
    data: { ...MOVIELENS_100K.data, domainAsInput, ...(dense && { dense }) },
    model: { backbone, embedding: 16, adapters: [], fidelity: 'reference', ...model },
    train: { batch: 4096, learningRate: 0.001, weightDecay: 0.00001, patience: 4 },
  };
}

const SCENARIO_WISE_PRESETS = BACKBONES.flatMap((backbone): Preset[] => {
  const { about } = SCENARIO_WISE[backbone];
  if (about === undefined) return [];
  const config = scenarioWise(backbone);
  const title = modelTitle({ backbone, adapters: config.model?.adapters ?? [] });
  return [
    { id: `scenario-wise-${backbone}`, title: `MovieLens-1M: ${title}, as Scenario-Wise Rec trains`, about: `${about} A random 80/10/10 split.`, config },
  ];
});

export const PRESETS: readonly Preset[] = [
  {
    id: 'movielens-100k',
    title: 'MovieLens-100K: MLP + HAMUR, as the authors train',
    about: 'MLP with HAMUR after its second layer, the authors’ recipe. Needs the joined ratings file and a file of row numbers.',
    config: MOVIELENS_100K,
  },
  {
    id: 'movielens-100k-recommended',
    title: 'MovieLens: MLP + HAMUR, recommended mode',
    about: 'The same model in recommended mode, on a random 80/10/10 split.',
    config: {
      ...MOVIELENS_RANDOM,
      data: { ...MOVIELENS_100K.data, fitOn: 'train' },
      model: { ...MOVIELENS_100K.model, fidelity: 'recommended' },
    },
  },
  {
    id: 'movielens-dcn',
    title: 'MovieLens: DCN + HAMUR, as the authors train',
    about: 'Two cross layers beside a deep network, HAMUR after its last layer; a random 80/10/10 split.',
    config: reference(MOVIELENS_RANDOM, { backbone: 'dcn', layers: [256, 128], adapters: [2], hyper: [128], k: 30, cross: 2 }),
  },
  {
    id: 'movielens-wide-deep',
    title: 'MovieLens: Wide & Deep + HAMUR, as the authors train',
    about: 'A deep network over the embeddings with dropout, HAMUR after its last layer; a random 80/10/10 split.',
    config: reference(MOVIELENS_RANDOM, { backbone: 'wide-deep', layers: [256, 128], adapters: [2], hyper: [128], k: 45, dropout: WIDE_DEEP_DROPOUT }),
  },
  {
    id: 'ali-ccp-mlp',
    title: 'Ali-CCP: MLP + HAMUR, as the authors train',
    about: 'Seven layers, HAMUR after the last two. Needs the authors’ Ali-CCP columns.',
    config: reference(ALI_CCP, { backbone: 'mlp', layers: [1024, 512, 512, 256, 256, 64, 64], adapters: [6, 7], hyper: [64], k: 65 }),
  },
  {
    id: 'ali-ccp-dcn',
    title: 'Ali-CCP: DCN + HAMUR, as the authors train',
    about: 'Seven cross layers beside six deep ones. Needs the authors’ Ali-CCP columns.',
    config: reference(ALI_CCP, { backbone: 'dcn', layers: [512, 512, 256, 256, 64, 64], adapters: [6], hyper: [64], k: 25, cross: 7 }),
  },
  {
    id: 'ali-ccp-wide-deep',
    title: 'Ali-CCP: Wide & Deep + HAMUR, as the authors train',
    about: 'Six deep layers with dropout. Needs the authors’ Ali-CCP columns.',
    config: reference(ALI_CCP, { backbone: 'wide-deep', layers: [512, 512, 256, 256, 64, 64], adapters: [6], hyper: [64], k: 25, dropout: WIDE_DEEP_DROPOUT }),
  },
  ...SCENARIO_WISE_PRESETS,
];
