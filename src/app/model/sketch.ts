import { aboutBackbone } from '../../config/backbone-words';
import { BACKBONE_INFO, SHARING_INFO } from '../../config/backbones';
import type { AdapterKind, ModelConfig } from '../../config/run-config';
import { capital } from '../../lib/capital';

/** Stacks of layers that stand side by side in the drawing, with what they read below and what reads them above. */
export interface Group {
  title: string;
  columns: Column[];
  /** From the bottom up. */
  layers: Layer[];
}

export interface Column {
  /** The domain whose own it is, from 0; left out: all domains share it. */
  domain?: number;
  title?: string;
}

export interface Layer {
  label: string;
  /** Its number, where an adapter may follow it. */
  adaptable?: number;
}

/** What stands on one floor of the drawing: groups side by side, or a sentence between two floors. */
export type Floor = { groups: Group[] } | { between: string };

const TOWERS = 'a tower per domain';
const STAR_TOWERS = 'a tower per domain: shared × own weights, over an input normalised per domain';
const STAR_PUBLIC_TOWERS = 'a tower per domain: shared × own weights, with norms, over an input normalised by all rows';
const TAKES_OWN = 'each row takes the logit of its own domain’s tower';
const GATES = 'a gate per domain mixes the experts for every row';
const PLE_GATES = 'a gate per domain mixes its own and the shared experts';
const GATE_NORM = ', with a norm before its softmax';
const STAR_LOGIT = 'the logit of a row’s own tower + the auxiliary logit';
const STAR_PUBLIC_LOGIT = 'the logit of a row’s own tower, 0 at least, + the auxiliary logit';
const EMBEDDING_GATE = 'a gate that reads the domain scales each number of the input';
const GENERAL_GATE = 'a gate that reads the domain scales the fields that are no ids';
const GATED_TOWERS = 'a tower per domain: gates that read the ids scale each layer';
const STAR_LAYER = 'a layer per domain: shared × own weights';
const FUSION = 'a gate per domain mixes the shared experts; the domain experts are added, its own and the others';
const OWN_EXPERT = 'an expert per domain';
const SHARED_EXPERTS = 'experts, shared';
const SHARED_BOTTOM = 'shared bottom';
const DOMAIN_MAPS = 'each domain scales and shifts the input for itself';
const SAR_GATE = 'a gate mixes the shared experts and those of the row’s domain';
const DOMAIN_PRUNERS = 'pruners, which read the domain’s embedding too, of';
const META_TOWERS = 'a tower per domain, its weights generated from the domain’s embedding';

/**
 * The configured model as a drawing has it, from the input up to the logit.
 *
 * @param domains their names
 * @param dense number of dense fields
 * @param reads whether the domain is an input (`readsDomain` of `config/fields.ts`)
 */
export function sketch(model: ModelConfig, domains: readonly string[], dense: number, reads: boolean): Floor[] {
  const made = floorsOf(model, model.sharing === 'domains' ? domains : [''], dense);
  const floors = reads ? made : made.map(unread);
  const only = { between: SHARING_NOTES[model.sharing] };
  return model.sharing === 'domains' ? floors : [...floors.map(model.sharing === 'pooled' ? asOne : (floor) => asEach(floor, domains)), only];
}

const SHARING_NOTES: Record<ModelConfig['sharing'], string> = {
  domains: '',
  pooled: 'the same for rows of every domain',
  separate: 'a model like this for each domain: each row takes that of its own',
};

/** Where there is one domain, what stands there once per domain stands there once, and no row takes its own. */
function asOne(floor: Floor): Floor {
  if ('between' in floor) {
    const [plain, ...more] = floor.between.split(GATE_NORM);
    return { between: [ALONE.get(plain as string) ?? plain, ...more].join(GATE_NORM) };
  }
  const groups = floor.groups.map(
    ({ title, columns, layers }): Group => ({
      title: ALONE.get(title) ?? title.replace(' per domain', ''),
      columns: columns.map(({ domain, ...column }) => (domain === undefined ? column : {})),
      layers,
    }),
  );
  return { groups };
}

/** Of one model per domain each is drawn, shared parts and all. */
function asEach(floor: Floor, domains: readonly string[]): Floor {
  const one = asOne(floor);
  if ('between' in one) return one;
  const each = (columns: Column[]) =>
    domains.flatMap((title, domain) => columns.map((column): Column => ({ domain, title: column.title ? `${title} ${column.title}` : title })));
  // They have no adapters.
  const plain = (layers: Layer[]) => layers.map(({ label }): Layer => ({ label }));
  return { groups: one.groups.map(({ title, columns, layers }) => ({ title, columns: each(columns), layers: plain(layers) })) };
}

/** Of parts that read the domain's embedding in the input: where it is none, they read the rest alone. */
function unread(floor: Floor): Floor {
  const said = (text: string) => (READING.has(text) ? (ALONE.get(text) ?? text) : text);
  if ('between' in floor) return { between: said(floor.between) };
  return { groups: floor.groups.map((group) => ({ ...group, title: said(group.title) })) };
}

const READING = new Set([EMBEDDING_GATE, GENERAL_GATE, DOMAIN_PRUNERS]);

/** What is said of one domain in place of what is said of several. */
const ALONE = new Map([
  [TOWERS, 'tower'],
  [STAR_TOWERS, 'tower: shared × own weights, over a normalised input'],
  [STAR_PUBLIC_TOWERS, 'tower: shared × own weights, with norms, over a normalised input'],
  [TAKES_OWN, 'the tower gives the logit'],
  [GATES, 'a gate mixes the experts for every row'],
  [PLE_GATES, 'a gate mixes all experts for every row'],
  [STAR_LOGIT, 'the tower’s logit + the auxiliary logit'],
  [STAR_PUBLIC_LOGIT, 'the tower’s logit, 0 at least, + the auxiliary logit'],
  [EMBEDDING_GATE, 'a gate scales each number of the input'],
  [GENERAL_GATE, 'a gate scales the fields that are no ids'],
  [GATED_TOWERS, 'tower: gates that read the ids scale each layer'],
  [STAR_LAYER, 'a layer: shared × own weights'],
  [FUSION, 'a gate mixes the experts, and the one more is added'],
  [OWN_EXPERT, 'one more expert'],
  [SHARED_EXPERTS, 'experts'],
  [SHARED_BOTTOM, 'bottom'],
  [DOMAIN_MAPS, 'the input is scaled and shifted'],
  [SAR_GATE, 'a gate mixes all experts for every row'],
  [DOMAIN_PRUNERS, 'pruners of'],
  [META_TOWERS, 'a tower, its weights generated from an embedding'],
]);

function floorsOf(model: ModelConfig, domains: readonly string[], dense: number): Floor[] {
  const { bottom, experts, ownExperts, levels, cross, extraction } = model;
  const perDomain: Column[] = domains.map((title, domain) => ({ title, domain }));
  const shared: Column[] = [{}];
  const plain = (widths: readonly number[]): Layer[] => widths.map((width) => ({ label: String(width) }));
  const adaptable = (widths: readonly number[]): Layer[] => widths.map((width, l) => ({ label: String(width), adaptable: l + 1 }));
  const numbered = (count: number, title: (n: number) => string): Column[] => Array.from({ length: count }, (_, n) => ({ title: title(n + 1) }));

  const towers: Group = { title: TOWERS, columns: perDomain, layers: adaptable(model.layers) };
  const deep: Group = { title: 'deep network', columns: shared, layers: adaptable(model.layers) };
  const own = { between: TAKES_OWN };
  const gates = (text: string) => ({ between: model.gateNorm ? `${text}${GATE_NORM}` : text });
  switch (model.backbone) {
    case 'mlp':
      return [{ groups: [towers] }, own];
    case 'dcn': {
      const crossing: Group = { title: 'cross network', columns: shared, layers: Array.from({ length: cross }, () => ({ label: 'x₀ (w·x) + b + x' })) };
      return [{ groups: [crossing, deep] }, { between: 'both together give one logit' }];
    }
    case 'wide-deep': {
      const wide: Group[] = dense > 0 ? [{ title: 'wide: dense fields', columns: shared, layers: [{ label: 'linear' }] }] : [];
      const reading = { ...deep, title: 'deep: embeddings' };
      return [{ groups: [...wide, reading] }, { between: dense > 0 ? 'wide logit + deep logit' : 'deep logit; without dense fields there is no wide part' }];
    }
    case 'shared-bottom':
      return [{ groups: [{ title: SHARED_BOTTOM, columns: shared, layers: plain(bottom) }] }, { groups: [towers] }, own];
    case 'mmoe':
      return [
        { groups: [{ title: SHARED_EXPERTS, columns: numbered(experts, (n) => `${n}`), layers: plain(bottom) }] },
        gates(GATES),
        { groups: [towers] },
        own,
      ];
    case 'ple':
      return [
        ...Array.from({ length: levels }, (): Floor[] => [
          {
            groups: [
              {
                title: expertsOfDomains(ownExperts),
                columns: perDomain,
                layers: plain(bottom),
              },
              { title: SHARED_EXPERTS, columns: numbered(experts, (n) => `${n}`), layers: plain(bottom) },
            ],
          },
          gates(PLE_GATES),
        ]).flat(),
        { groups: [towers] },
        own,
      ];
    case 'star': {
      const [title, logit] = model.follows === 'paper' ? [STAR_TOWERS, STAR_LOGIT] : [STAR_PUBLIC_TOWERS, STAR_PUBLIC_LOGIT];
      return [
        {
          groups: [
            { ...towers, title },
            { title: 'auxiliary', columns: shared, layers: plain(bottom) },
          ],
        },
        { between: logit },
      ];
    }
    case 'epnet':
      return [{ between: EMBEDDING_GATE }, { groups: [deep] }, { between: 'the deep network gives the logit' }];
    case 'ppnet':
      return [{ groups: [{ ...towers, title: GATED_TOWERS }] }, own];
    case 'pepnet':
      return [{ between: GENERAL_GATE }, { groups: [{ ...towers, title: GATED_TOWERS }] }, own];
    case 'm3oe': {
      const [starLayer, block] = extraction.map((width) => plain([width])) as [Layer[], Layer[]];
      const task: Group[] = model.follows === 'paper' ? [{ title: 'task expert', columns: shared, layers: plain(bottom) }] : [];
      return [
        { groups: [{ title: STAR_LAYER, columns: perDomain, layers: starLayer }] },
        {
          groups: [
            { title: 'block', columns: shared, layers: block },
            { title: 'block of the input', columns: shared, layers: block },
          ],
        },
        { between: 'both blocks are added, and all experts read the sum' },
        {
          groups: [
            { title: SHARED_EXPERTS, columns: numbered(experts, (n) => `${n}`), layers: plain(bottom) },
            { title: OWN_EXPERT, columns: perDomain, layers: plain(bottom) },
            ...task,
          ],
        },
        { between: FUSION },
        { groups: [towers] },
        own,
      ];
    }
    case 'sar-net':
      return [
        { between: DOMAIN_MAPS },
        {
          groups: [
            { title: expertsOfDomains(ownExperts), columns: perDomain, layers: plain(bottom) },
            { title: SHARED_EXPERTS, columns: numbered(experts, (n) => `${n}`), layers: plain(bottom) },
          ],
        },
        { between: SAR_GATE },
        { groups: [deep] },
        { between: 'the deep network gives the logit' },
      ];
    case 'adasparse':
      return [
        {
          groups: [
            { title: DOMAIN_PRUNERS, columns: shared, layers: ['input', ...model.layers.map((_, l) => `layer ${l + 1}`)].map((label) => ({ label })) },
            deep,
          ],
        },
        { between: 'every value is weighed or pruned before it goes on; the deep network gives the logit' },
      ];
    case 'adapt-dhm':
      return [
        { between: 'each row goes to the cluster whose centre is most like it' },
        {
          groups: [{ title: 'a network per cluster: shared × own weights', columns: numbered(model.clusters, (n) => `${n}`), layers: adaptable(model.layers) }],
        },
        { between: 'each row takes the logit of its own cluster’s network' },
      ];
    case 'm2m':
      return [{ groups: [{ title: SHARED_BOTTOM, columns: shared, layers: plain(bottom) }] }, { groups: [{ ...towers, title: META_TOWERS }] }, own];
  }
}

const expertsOfDomains = (count: number) => (count === 1 ? OWN_EXPERT : `${count} experts per domain`);

/** The drawing in a sentence, for who cannot see it. @param reads as of `sketch` */
export function describeSketch(model: ModelConfig, domains: readonly string[], reads: boolean): string {
  const info = BACKBONE_INFO[model.backbone];
  const towers =
    info.deep ??
    (model.sharing !== 'domains' ? ONE_OF[info.towers] : info.towers === 'per-domain' ? `${domains.length} towers` : 'one deep network for all domains');
  const below = info.bottom ? ` ${capital(info.bottom)} has layers of width ${model.bottom.join(', ')}.` : '';
  const adapters =
    model.adapters.length === 0
      ? 'No adapters, so no hyper-network.'
      : `Adapters after layer ${model.adapters.join(', ')}. ${FILLED[model.adapterKind](model)}`;
  const about = model.sharing !== 'domains' ? SHARING_INFO[model.sharing] : aboutBackbone(model, reads);
  return `${info.title}: ${about}${below} ${capital(towers)} with layers of width ${model.layers.join(', ')}. ${adapters}`;
}

const h = ({ k }: ModelConfig) => `a matrix H of ${k} by ${k}`;
/** What fills the adapters' weights. */
const FILLED: Record<AdapterKind, (model: ModelConfig) => string> = {
  hamur: (model) => `A shared hyper-network generates their weights through ${h(model)}.`,
  'per-domain': () => 'Each domain has weights of its own for them, and there is no hyper-network.',
  bias: (model) => `Their weights are shared, and a shared hyper-network generates a bias through ${h(model)}.`,
  'domain-only': (model) => `A shared hyper-network, which reads the domain alone, generates their weights through ${h(model)}.`,
  'low-rank': ({ k }) => `Their weights are products of rank ${k} at most, shared by all rows, and there is no hyper-network.`,
};

const ONE_OF = { 'per-domain': 'one tower', shared: 'one deep network' } as const;
