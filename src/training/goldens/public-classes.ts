import type { Backbone, ModelConfig } from '../../config/run-config';

/** Of a class's constructor: the names of features, numbers, and the widths of networks. */
// biome-ignore lint/suspicious/noExplicitAny: each class has arguments of its own, which its row knows
export type Arguments = Record<string, any>;

/** How a class stands here. */
export interface PublicClass {
  backbone: Backbone;
  /** Of the settings that the class's arguments say, what computes the same. */
  config(of: Arguments): Partial<ModelConfig>;
  /** What makes our backbone compute what it computes, beside `model.follows`, as a link says it. */
  choices?: readonly string[];
  /** Its name for a tensor of ours; left out: the same. */
  nameOf?(ours: string, config: ModelConfig): string;
  /** Our name of what it keeps outside its state, by its name. What is not named has no effect. */
  extra?: Record<string, string>;
}

/** In our `nn.Sequential` of Linear, BatchNorm and ReLU three make a layer, in its MLP four: Dropout follows. */
const asMlp = (ours: string) =>
  ours.replace(/^(.*?)\.(\d+)\.([a-z_]+)$/, (_, network, at, tensor) => `${network}.mlp.${4 * Math.floor(Number(at) / 3) + (Number(at) % 3)}.${tensor}`);
const asEmbedding = (ours: string) => (ours.startsWith('embedding.') ? ours : undefined);

/** The classes that a backbone here computes. */
export const PUBLIC_CLASSES: Record<string, PublicClass> = {
  SharedBottom: {
    backbone: 'shared-bottom',
    config: ({ bottom_params, tower_params }) => ({ bottom: bottom_params.dims, layers: tower_params.dims }),
    nameOf: (ours) => asEmbedding(ours) ?? asMlp(ours).replace(/^bottom\./, 'bottom_mlp.'),
  },
  MMOE: {
    backbone: 'mmoe',
    choices: ['gateNorm=true'],
    config: ({ n_expert, expert_params, tower_params }) => ({
      experts: n_expert,
      bottom: expert_params.dims,
      layers: tower_params.dims,
      gateNorm: true,
    }),
    nameOf: (ours) => asEmbedding(ours) ?? asMlp(ours),
  },
  PLE: {
    backbone: 'ple',
    choices: ['gateNorm=true'],
    config: ({ n_level, n_expert_specific, n_expert_shared, expert_params, tower_params }) => ({
      levels: n_level,
      ownExperts: n_expert_specific,
      experts: n_expert_shared,
      bottom: expert_params.dims,
      layers: tower_params.dims,
      gateNorm: true,
    }),
    nameOf: (ours, { ownExperts }) =>
      asEmbedding(ours) ??
      asMlp(ours)
        .replace(/^levels\.(\d+)\.own\.(\d+)\.(\d+)\./, (_, i, domain, n) => `levels.${i}.experts_specific.${Number(domain) * ownExperts + Number(n)}.`)
        .replace(/^levels\./, 'cgc_layers.')
        .replace('.shared.', '.experts_shared.')
        .replace('.gates.', '.gates_specific.')
        .replace('.shared_gate.', '.gate_shared.'),
  },
  Star: { backbone: 'star', config: ({ fcn_dims, aux_dims }) => ({ layers: fcn_dims, bottom: aux_dims }) },
  'EPNet, modified': { backbone: 'epnet', config: ({ fcn_dims }) => ({ layers: fcn_dims }) },
  PPNet: { backbone: 'ppnet', config: ({ id_features, fcn_dims }) => ({ idFields: id_features, layers: fcn_dims }) },
  M3oE: {
    backbone: 'm3oe',
    config: ({ fcn_dims: [star, block, , ...expert], expert_num }) => ({
      extraction: [star, block],
      experts: expert_num,
      bottom: expert,
      layers: expert.slice(-1),
    }),
  },
  Sarnet: {
    backbone: 'sar-net',
    // The widths are fixed there.
    choices: ['bottom=16', 'layers=32,32'],
    config: ({ domain_shared_expert_num, domain_specific_expert_num }) => ({
      experts: domain_shared_expert_num,
      ownExperts: domain_specific_expert_num,
      bottom: [16],
      layers: [32, 32],
    }),
  },
  AdaSparse: {
    backbone: 'adasparse',
    config: ({ mlp_params, form, epsilon, beta, alpha, delta_alpha }) => ({
      layers: mlp_params.dims,
      pruner: form.toLowerCase(),
      prunerEpsilon: epsilon,
      prunerBeta: beta,
      prunerAlpha: alpha,
      prunerAlphaStep: delta_alpha,
    }),
    extra: { alpha: 'alpha' },
  },
  AdaptDHM: {
    backbone: 'adapt-dhm',
    config: ({ fcn_dims, cluster_num, beta }) => ({ layers: fcn_dims, clusters: cluster_num, clusterMomentum: beta }),
    extra: { center: 'center' },
  },
};

/** Classes that no backbone here computes, and why. */
export const CLASSES_ELSEWHERE: Record<string, string> = {
  EPNet: 'The widths that it is given are not used: the network above its gate is one linear map. What is meant is compared with "EPNet, modified".',
};
