import { UserError } from '../lib/user-error';
import { fidelityBundle } from './fidelity';
import { CONFIG_VERSION, type DataSourceConfig, type ModelConfig, type Roles, type RunConfig, type RunConfigInput, type TrainConfig } from './run-config';

export const DEFAULT_SOURCE: DataSourceConfig = { demo: 'conflict' };

export const DEFAULT_MODEL: ModelConfig = {
  backbone: 'mlp',
  layers: [64, 32],
  adapters: [2],
  hyper: [64],
  k: 16,
  bottleneck: 32,
  embedding: 16,
  cross: 2,
  bottom: [64],
  experts: 4,
  ownExperts: 1,
  levels: 1,
  dropout: fidelityBundle('recommended').dropout,
  fidelity: 'recommended',
  ...fidelityBundle('recommended').model,
};

/** Chosen on the default demo, seeds 1 to 5: with less weight decay or no dropout all models overfit tables of this size at once. */
export const DEFAULT_TRAIN: TrainConfig = {
  batch: 512,
  learningRate: 0.002,
  weightDecay: 0.001,
  embeddingDecay: 0.001,
  optimiser: 'adam',
  momentum: 0.9,
  clip: 0,
  schedule: 'constant',
  warmUp: 0,
  stepEvery: 5,
  stepFactor: 0.3,
  positiveWeight: 1,
  domainWeights: 'none',
  batches: 'shuffled',
  embeddingUpdates: 'dense',
  epochs: 20,
  patience: 5,
  baseline: true,
};

export const DEFAULT_SPLIT = { ratios: [0.8, 0.1, 0.1] } as const;
export const DEFAULT_SEED = 1;

/**
 * Fills what `input` leaves out and checks the settings against each other.
 *
 * @param roles what the data itself proposes, for the roles that `input` leaves out
 * @throws UserError naming the path, where two settings contradict each other
 */
export function completeRunConfig(input: RunConfigInput, roles: Roles): RunConfig {
  const bundle = fidelityBundle(input.model?.fidelity ?? DEFAULT_MODEL.fidelity);
  const model = { ...DEFAULT_MODEL, ...bundle.model, dropout: bundle.dropout, ...defined(input.model) };
  // The default adapter sits after the last layer, whatever the depth.
  if (!input.model?.adapters) model.adapters = [model.layers.length];
  if (Array.isArray(model.dropout) && model.dropout.length === 1 && model.layers.length === 1) model.dropout = model.dropout[0] as number;
  const train = { ...DEFAULT_TRAIN, ...defined(input.train) };
  if (input.train?.weightDecay !== undefined && input.train.embeddingDecay === undefined) train.embeddingDecay = train.weightDecay;
  const config: RunConfig = {
    version: CONFIG_VERSION,
    data: {
      source: input.data?.source ?? DEFAULT_SOURCE,
      ...completeRoles(input, roles),
      fitOn: input.data?.fitOn ?? bundle.fitOn,
    },
    split: input.split ?? { ratios: [...DEFAULT_SPLIT.ratios] },
    model,
    train,
    engine: input.engine ?? 'auto',
    seed: input.seed ?? DEFAULT_SEED,
  };
  checkTogether(config);
  return config;
}

/** The roles that `input` states, and the proposed `roles` for those that it leaves out; nothing is checked. */
export function completeRoles({ data }: RunConfigInput, roles: Roles): Roles {
  const label = data?.label ?? roles.label;
  const domain = data?.domain ?? roles.domain;
  // A column that was named as label or domain is no longer proposed as a feature.
  const taken = (column: string) => column === label.column || (column === domain.column && !domain.groups && column !== roles.domain.column);
  return {
    label,
    domain,
    sparse: data?.sparse ?? roles.sparse.filter((field) => !taken(fieldColumn(field))),
    dense: data?.dense ?? roles.dense.filter((column) => !taken(column)),
  };
}

/** The name under which a sparse field is known: its own, or its column's. */
export function fieldName(field: Roles['sparse'][number]): string {
  return typeof field === 'string' ? field : (field.name ?? field.column);
}

/** The column that a sparse field reads. */
export function fieldColumn(field: Roles['sparse'][number]): string {
  return typeof field === 'string' ? field : field.column;
}

/** The domain is a sparse feature too, as in the paper; this is the authors' name for it. */
export const DOMAIN_FIELD = 'domain_indicator';

function checkTogether({ data, split, model, train }: RunConfig): void {
  const depth = model.layers.length;
  for (const [i, layer] of model.adapters.entries()) {
    if (layer > depth) {
      throw new UserError(`there is no layer ${layer}: the tower has ${depth}`, `model.adapters[${i}]`, `Name layers from 1 to ${depth}, or none.`);
    }
    if (model.adapters.indexOf(layer) !== i) throw new UserError(`layer ${layer} is named twice`, `model.adapters[${i}]`, 'Name each layer once.');
  }
  if (Array.isArray(model.dropout) && model.dropout.length !== depth) {
    throw new UserError(`there are ${model.dropout.length} shares for ${depth} layers`, 'model.dropout', 'Give one share for all layers, or one a layer.');
  }
  if (train.embeddingUpdates === 'lazy' && train.clip > 0) {
    throw new UserError(
      'the length of the whole gradient is not known where only some embeddings have one',
      'train.clip',
      'Set it to 0, or train.embeddingUpdates to "dense".',
    );
  }
  if (train.warmUp >= train.epochs) {
    throw new UserError(`the rate would still be rising after ${train.epochs} epochs`, 'train.warmUp', 'Give fewer epochs than train.epochs.');
  }
  if ('ratios' in split && split.ratios) {
    const sum = split.ratios.reduce((a, b) => a + b, 0);
    if (Math.abs(sum - 1) > 1e-6)
      throw new UserError(`the shares add up to ${+sum.toFixed(6)}, not 1`, 'split.ratios', 'Give train, val and test shares such as [0.8, 0.1, 0.1].');
    if (split.ratios.some((share) => share === 0)) throw new UserError('a share is 0', 'split.ratios', 'Each of train, val and test needs rows.');
  }
  if (data.domain.column === data.label.column)
    throw new UserError(`"${data.label.column}" is the label; as the domain it would give the answer away`, 'data.domain.column', 'Choose another column.');
  const names = [...data.sparse.map(fieldName), ...data.dense];
  if (names.length === 0) throw new UserError('no feature is chosen', 'data.sparse', 'Name at least one column in data.sparse or data.dense.');
  const sparse = data.sparse.map(fieldName);
  const [sparseSeen, denseSeen] = [new Set<string>(), new Set<string>()];
  for (const [i, name] of sparse.entries()) {
    if (name === DOMAIN_FIELD)
      throw new UserError(`"${DOMAIN_FIELD}" is added by itself from data.domain`, `data.sparse[${i}]`, 'Leave it out or give the field another name.');
    if (isRepeated(name, sparseSeen)) throw new UserError(`the field "${name}" is named twice`, `data.sparse[${i}]`, 'Give one of them another "name".');
  }
  for (const [i, field] of data.sparse.entries()) checkField(field, `data.sparse[${i}]`, data.sparse);
  for (const [i, column] of data.dense.entries()) {
    if (isRepeated(column, denseSeen)) throw new UserError(`the column "${column}" is named twice`, `data.dense[${i}]`, 'Name it once.');
    if (column === data.label.column)
      throw new UserError(`"${column}" is the label; as a feature it would give the answer away`, `data.dense[${i}]`, 'Leave it out.');
  }
  for (const [i, field] of data.sparse.entries()) {
    if (fieldColumn(field) === data.label.column)
      throw new UserError(`"${fieldColumn(field)}" is the label; as a feature it would give the answer away`, `data.sparse[${i}]`, 'Leave it out.');
  }
  for (const [i, group] of (data.domain.groups ?? []).entries()) {
    const name = typeof group === 'string' ? group : group.name;
    const first = (data.domain.groups ?? []).findIndex((other) => (typeof other === 'string' ? other : other.name) === name);
    if (first !== i) throw new UserError(`two groups are called "${name}"`, `data.domain.groups[${i}]`, 'Give each group its own name.');
  }
}

/** Whether a name was seen before; it is from now on. A table may have a hundred thousand columns. */
function isRepeated(name: string, seen: Set<string>): boolean {
  const { size } = seen;
  return seen.add(name).size === size;
}

/** @throws UserError where a field's own settings contradict each other or name a field that there is not */
function checkField(field: Roles['sparse'][number], path: string, fields: Roles['sparse']): void {
  if (typeof field === 'string') return;
  const { take, separator, share, embedding } = field;
  if (take && !separator) throw new UserError('a cell is taken apart, but not where', `${path}.separator`, 'Name the text between its values, such as "|".');
  if (share === undefined) return;
  const owner = fields.find((other) => fieldName(other) === share);
  if (!owner || owner === field) throw new UserError(`there is no other sparse field "${share}"`, `${path}.share`, 'Name one of data.sparse.');
  if (typeof owner !== 'string' && owner.share !== undefined) {
    throw new UserError(`"${share}" itself shares the table of "${owner.share}"`, `${path}.share`, `Name "${owner.share}".`);
  }
  if (embedding !== undefined) throw new UserError(`the width is that of "${share}"`, `${path}.embedding`, `Leave it out, or state it for "${share}".`);
}

/** `undefined` in an input means "left out", so it must not overwrite a default. */
function defined<T extends object>(part: T | undefined): { [K in keyof T]?: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(part ?? {}).filter(([, value]) => value !== undefined)) as never;
}
