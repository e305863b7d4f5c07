import type { ModelConfig } from '../../config/run-config';
import type { ExtraState, Names } from './compare.test-helper';
import type { Golden } from './golden.test-helper';

/** A file of numbers printed by the public code of Scenario-Wise Rec. */
export interface PublicGolden extends Golden {
  model: { class: string; modified: string | null; arguments: Arguments; extra_state: Record<string, ExtraState> };
  unused_params: string[];
}

/** Of a class's constructor: the names of features, numbers, and the widths of networks. */
// biome-ignore lint/suspicious/noExplicitAny: each class has arguments of its own, which its row knows
type Arguments = Record<string, any>;

/** How a class stands here. */
interface PublicClass {
  /** The configuration that computes what it computes, without what all have. */
  config(of: Arguments): Partial<ModelConfig> & Pick<ModelConfig, 'backbone'>;
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
    config: ({ bottom_params, tower_params }) => ({ backbone: 'shared-bottom', bottom: bottom_params.dims, layers: tower_params.dims }),
    nameOf: (ours) => asEmbedding(ours) ?? asMlp(ours).replace(/^bottom\./, 'bottom_mlp.'),
  },
  MMOE: {
    config: ({ n_expert, expert_params, tower_params }) => ({
      backbone: 'mmoe',
      experts: n_expert,
      bottom: expert_params.dims,
      layers: tower_params.dims,
      gateNorm: true,
    }),
    nameOf: (ours) => asEmbedding(ours) ?? asMlp(ours),
  },
  PLE: {
    config: ({ n_level, n_expert_specific, n_expert_shared, expert_params, tower_params }) => ({
      backbone: 'ple',
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
        .replace(/^levels\./, 'cgc_layers.')
        .replace(/\.own\.(\d+)\.(\d+)\./, (_, domain, n) => `.experts_specific.${Number(domain) * ownExperts + Number(n)}.`)
        .replace('.shared.', '.experts_shared.')
        .replace('.gates.', '.gates_specific.')
        .replace('.shared_gate.', '.gate_shared.'),
  },
  'EPNet, modified': { config: ({ fcn_dims }) => ({ backbone: 'epnet', layers: fcn_dims }) },
  PPNet: { config: ({ id_features, fcn_dims }) => ({ backbone: 'ppnet', idFields: id_features, layers: fcn_dims }) },
  M3oE: {
    config: ({ fcn_dims: [star, block, , ...expert], expert_num }) => ({
      backbone: 'm3oe',
      extraction: [star, block],
      experts: expert_num,
      bottom: expert,
      layers: expert.slice(-1),
    }),
  },
  Sarnet: {
    // The widths that it fixes.
    config: ({ domain_shared_expert_num, domain_specific_expert_num }) => ({
      backbone: 'sar-net',
      experts: domain_shared_expert_num,
      ownExperts: domain_specific_expert_num,
      bottom: [16],
      layers: [32, 32],
    }),
  },
  AdaSparse: {
    config: ({ mlp_params, form, epsilon, beta, alpha, delta_alpha }) => ({
      backbone: 'adasparse',
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
    config: ({ fcn_dims, cluster_num, beta }) => ({ backbone: 'adapt-dhm', layers: fcn_dims, clusters: cluster_num, clusterMomentum: beta }),
    extra: { center: 'center' },
  },
};

/** Classes that no backbone here computes, and why. */
export const CLASSES_ELSEWHERE: Record<string, string> = {
  EPNet: 'The widths that it is given are not used: the network above its gate is one linear map. What is meant is compared with "EPNet, modified".',
  Star: 'It normalises by all rows of the batch, at evaluation too, and its towers have norms and end in a ReLU.',
};

/** What stands in the tables for a file. */
export function classOf({ model }: PublicGolden): string {
  return model.modified === null ? model.class : `${model.class}, modified`;
}

/** Which of a file's tensors is which of ours. @throws Error where one of them has no partner, but for theirs that nothing reads */
export function namesFor(golden: PublicGolden, config: ModelConfig, ours: readonly string[]): Names {
  const { nameOf = (name: string) => name } = PUBLIC_CLASSES[classOf(golden)] as PublicClass;
  const pairs = ours.map((name) => [name, nameOf(name, config)] as const);
  const [theirsOf, oursOf] = [new Map(pairs), new Map(pairs.map(([name, their]) => [their, name]))];
  const lacking = pairs.filter(([, their]) => !(their in golden.state)).map(([name, their]) => `${name} (there ${their})`);
  const left = Object.keys(golden.state).filter((name) => !oursOf.has(name) && !golden.unused_params.includes(name));
  if (lacking.length + left.length > 0) throw new Error(`Only here: ${lacking.join(', ')}. Only there: ${left.join(', ')}.`);
  const renamed = <T>(dict: Record<string, T>, names: ReadonlyMap<string, string>) =>
    Object.fromEntries(Object.entries(dict).flatMap(([name, value]) => (names.has(name) ? [[names.get(name) as string, value]] : [])));
  return { ours: (theirs) => renamed(theirs, oursOf), theirs: (dict) => renamed(dict, theirsOf) };
}

/** What a file holds outside its state, by our names. */
export function extraOf(golden: PublicGolden): Record<string, ExtraState> {
  const { extra = {} } = PUBLIC_CLASSES[classOf(golden)] as PublicClass;
  return Object.fromEntries(Object.entries(extra).map(([theirs, ours]) => [ours, golden.model.extra_state[theirs] as ExtraState]));
}
