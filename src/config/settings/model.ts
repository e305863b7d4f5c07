import { BACKBONE_INFO } from '../backbones';
import { flag, oneOf } from '../kinds/choices';
import { numberOrNumbers, numbers, real, whole, widths } from '../kinds/numbers';
import { names } from '../kinds/texts';
import { usualDropout, usualEpsilon, usualHyperDropout } from './fidelity';
import { ADAPTER_KINDS, BACKBONES, type Backbone, PRUNERS, SHARINGS } from './names';
import { followsBoth, setting } from './setting';

const TITLES = Object.fromEntries(BACKBONES.map((name) => [name, BACKBONE_INFO[name].title])) as Record<Backbone, string>;

const layers = setting({
  kind: widths(1, 16),
  title: 'Layers',
  hint: 'widths, such as 256, 128',
  about:
    'Widths of the hidden layers that may take an adapter: of a tower, of the one deep network (`dcn`, `wide-deep`, `epnet`, `sar-net`, `adasparse`), or of a cluster’s (`adapt-dhm`).',
  default: [64, 32],
});

const sharing = setting({
  kind: oneOf(SHARINGS, { domains: 'as the backbone shares', pooled: 'one model, domain left out', separate: 'one model per domain' }),
  title: 'Domains',
  about:
    'What the domains share: what the backbone lets them (`domains`); one model for all rows that knows no domain (`pooled`); or nothing, one model per domain on its own rows (`separate`, which has no adapters).',
  default: 'domains',
});

const share = real(0, 0.95);

/** What is trained; what the fidelity mode bundles stands in a file of its own. */
export const MODEL = {
  'model.backbone': setting({ kind: oneOf(BACKBONES, TITLES), title: 'Backbone', about: 'The model that HAMUR is added to.', default: 'dcn' }),
  'model.sharing': sharing,
  'model.layers': layers,
  'model.adapters': setting({
    kind: numbers(whole(1, 16), 'layer numbers, counted from 1'),
    title: 'Adapters after layers',
    about: 'The layers, counted from 1, that an adapter follows. `[]`: the backbone alone.',
    default: followsBoth(layers, sharing, ({ length }, shared) => (shared === 'separate' ? [] : [length]), 'the last layer; with `separate` none'),
  }),
  'model.adapterKind': setting({
    kind: oneOf(ADAPTER_KINDS, {
      hamur: 'HAMUR: generated from the row',
      'per-domain': 'one per domain, learned as they are',
      bias: 'shared, with a generated bias',
      'domain-only': 'generated from the domain alone',
      'low-rank': 'low-rank, the same for all rows',
    }),
    title: 'The adapters’ weights',
    about:
      'What fills W_down and W_up of an adapter; all else of it stays the same. `hamur`: U H V, with H made of the whole row. `per-domain`: free matrices of each domain. `bias`: free matrices that all share, and u H V, a bias, is added before the sigmoid and after W_up. `domain-only`: U H V, with H made of the domain’s embedding alone. `low-rank`: U V, which all rows share.',
    default: 'hamur',
  }),
  'model.hyper': setting({
    kind: widths(0, 8),
    title: 'Layers of the hyper-network',
    hint: 'widths before its k² outputs',
    about: 'Widths of the hyper-network’s hidden layers.',
    default: [64],
  }),
  'model.k': setting({ kind: whole(1, 256), title: 'Side k of H', about: 'Side k of the instance representation matrix H.', default: 16 }),
  'model.bottleneck': setting({ kind: whole(1, 1024), title: 'Bottleneck r', about: 'Width r of an adapter’s bottleneck.', default: 32 }),
  'model.embedding': setting({
    kind: whole(1, 256),
    title: 'Embedding width e',
    about: 'Width e of every field’s embedding, where the field states none.',
    default: 16,
  }),
  'model.cross': setting({ kind: whole(1, 16), title: 'Cross layers', about: '`dcn`: number of cross layers.', default: 2 }),
  'model.bottom': setting({
    kind: widths(1, 16),
    title: 'Layers below',
    hint: 'widths',
    about: 'Widths of the shared bottom (`shared-bottom`, `m2m`), of each expert (`mmoe`, `ple`, `m3oe`, `sar-net`) or of the auxiliary network (`star`).',
    default: [64],
  }),
  'model.experts': setting({
    kind: whole(1, 64),
    title: 'Experts, shared',
    about: 'Number of experts that all domains share: all of them (`mmoe`), or those beside each domain’s own (`ple`, `m3oe`, `sar-net`).',
    default: 4,
  }),
  'model.ownExperts': setting({
    kind: whole(1, 16),
    title: 'Experts of each domain',
    about: '`ple`, `sar-net`: number of experts that each domain has for itself.',
    default: 1,
  }),
  'model.levels': setting({ kind: whole(1, 4), title: 'Extraction levels', about: '`ple`: number of extraction levels; 1 is CGC.', default: 1 }),
  'model.gateNorm': setting({
    kind: flag(),
    title: 'A norm in the gates',
    about:
      '`mmoe`, `ple`: whether a BatchNorm, with scale and shift, stands between a gate’s linear map and its softmax, as in Scenario-Wise Rec. The papers have none.',
    default: false,
  }),
  'model.extraction': setting({
    kind: widths(2, 2),
    title: 'Layers that extract',
    hint: 'two widths: of the layer per domain, and of what experts read',
    about: '`m3oe`: widths of the layer that has weights of each domain’s own, and of the block above it, which all experts read.',
    default: [64, 64],
  }),
  'model.idFields': setting({
    kind: names('the name of a sparse field', 'names of sparse fields'),
    title: 'Ids of user and item',
    hint: 'names of sparse fields; none: as their names say',
    about:
      '`ppnet`, `pepnet`: the sparse fields that the gates of the towers read as ids. `[]`: those named as a user or an item, such as `user_id` and `movieId`; where none is, the two fields that have the most values.',
    default: [],
  }),
  'model.pruner': setting({
    kind: oneOf(PRUNERS, { fusion: 'fusion: β σ(α t)', scaling: 'scaling: β σ(t)', binarization: 'binarization: σ(α t)' }),
    title: 'Pruner',
    about: '`adasparse`: how a pruner makes a factor of its output t: β σ(α t), β σ(t) or σ(α t).',
    default: 'fusion',
  }),
  'model.prunerEpsilon': setting({
    kind: real(0, 10),
    title: 'Pruned up to ε',
    hint: 'factors up to this become 0',
    about: '`adasparse`: the factor up to which a value is pruned. With `model.follows` `public-code` the value changes its sign instead.',
    default: usualEpsilon,
  }),
  'model.prunerBeta': setting({ kind: real(0, 10), title: 'Largest factor β', about: '`adasparse`: the largest factor, but with `binarization`.', default: 2 }),
  'model.prunerAlpha': setting({
    kind: real(0, 1000),
    title: 'α at the start',
    about: '`adasparse`: how steep the sigmoid of a pruner is at the start.',
    default: 1,
  }),
  'model.prunerAlphaStep': setting({
    kind: real(0, 10),
    title: 'α grows by',
    unit: 'a step',
    about: '`adasparse`: what each training step adds to α.',
    default: 1e-4,
  }),
  'model.clusters': setting({ kind: whole(1, 64), title: 'Clusters', about: '`adapt-dhm`: number of clusters, each with a network.', default: 3 }),
  'model.clusterMomentum': setting({
    kind: real(0, 1),
    title: 'Momentum of the centres',
    about: '`adapt-dhm`: the share of a cluster’s centre that stays when a training step moves it, three times, towards the sum of its rows.',
    default: 0.9,
  }),
  'model.dropout': setting({
    kind: numberOrNumbers(share, numbers(share, 'shares, one per layer'), `${share.allowed}, or a list of such numbers, one a layer`),
    title: 'Dropout',
    hint: 'share of units left out: one number, or one per layer',
    about: 'Share of units left out in training after the ReLU of `model.layers`: one for all layers, or one a layer.',
    default: usualDropout,
  }),
  'model.hyperDropout': setting({
    kind: share,
    title: 'Dropout in the hyper-network',
    about: 'Share of units left out in training after the ReLU of the hyper-network’s hidden layers.',
    default: usualHyperDropout,
  }),
};
