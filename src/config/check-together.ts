import { ADAPTER_KIND } from './adapter-kinds';
import { BACKBONE_INFO } from './backbones';
import { DOMAIN_FIELD, denseColumn, domainColumns, fieldColumn, fieldName, readsDomain } from './fields';
import type { SettingProblem } from './problems';
import type { DataConfig, DomainConfig, ModelConfig, RunConfig, SparseFieldConfig, SplitConfig, TrainConfig } from './run-config';

/** What is wrong where two settings contradict each other; each is valid by itself. */
export function checkTogether({ data, split, model, train }: RunConfig): SettingProblem[] {
  return [
    ...checkModel(model, data),
    ...checkAdapters({ data, model }),
    ...checkTrain(train),
    ...checkSplit(split, data),
    ...checkDomain(data),
    ...checkSparse(data),
    ...checkAnySparse({ data, model }),
    ...checkDense(data),
    ...checkOthers(data),
  ];
}

type Found = Generator<Required<SettingProblem>>;
/** Characters of a sentence: the names that it repeats may be of any length. */
const LONGEST = 300;
const cut = (text: string) => (text.length > LONGEST ? `${text.slice(0, LONGEST - 1)}…` : text);
const problem = (path: string, message: string, fix: string) => ({ path, message: cut(message), fix: cut(fix) });

function* checkModel({ layers, adapters, adapterKind: adapter, dropout, sharing, backbone, idFields }: ModelConfig, { sparse }: DataConfig): Found {
  const depth = layers.length;
  const fields = new Set(sparse.map(fieldName));
  for (const [i, name] of BACKBONE_INFO[backbone].settings.includes('idFields') ? idFields.entries() : []) {
    if (!fields.has(name)) yield problem(`model.idFields[${i}]`, `there is no sparse field "${name}"`, 'Name sparse fields, or none.');
  }
  for (const i of repeats(idFields)) yield problem(`model.idFields[${i}]`, `"${idFields[i]}" is named twice`, 'Name each field once.');
  if (sharing === 'separate' && adapters.length > 0) {
    const what = ADAPTER_KIND[adapter].h ? 'adapters come from a hyper-network that all domains share' : 'adapters stand in what several domains share';
    const why = `with one model per domain nothing is shared, and ${what}`;
    yield problem('model.adapters', why, 'Name no layer, or set model.sharing to "domains" or "pooled".');
  }
  for (const [i, layer] of adapters.entries()) {
    if (layer > depth)
      yield problem(`model.adapters[${i}]`, `there is no layer ${layer}: the network has ${depth}`, `Name layers from 1 to ${depth}, or none.`);
  }
  for (const i of repeats(adapters)) yield problem(`model.adapters[${i}]`, `layer ${adapters[i]} is named twice`, 'Name each layer once.');
  if (Array.isArray(dropout) && dropout.length !== depth) {
    yield problem(
      'model.dropout',
      `it has ${dropout.length} ${dropout.length === 1 ? 'share' : 'shares'}, but there are ${depth} layers`,
      'Give one share for all layers, or one share per layer.',
    );
  }
}

/** Adapters that are made of the domain need one. */
function* checkAdapters({ data, model }: Pick<RunConfig, 'data' | 'model'>): Found {
  const { adapters, adapterKind, sharing } = model;
  if (adapters.length === 0) return;
  if (sharing === 'pooled' && adapterKind === 'per-domain')
    yield problem('model.adapterKind', 'a pooled model does not know whose adapter a row takes', 'Choose another, or set model.sharing to "domains".');
  if (adapterKind === 'domain-only' && !readsDomain({ data, model })) {
    const why = 'the hyper-network would read the embedding of the domain, and the domain is no input';
    yield problem('model.adapterKind', why, 'Choose another, or let the domain be an input: data.domainAsInput and model.sharing say so.');
  }
}

function* checkTrain({ embeddingUpdates, clip, warmUp, epochs }: TrainConfig): Found {
  if (embeddingUpdates === 'lazy' && clip > 0) {
    const why = 'clipping needs the length of the whole gradient, and lazy embeddings have only a part of it';
    yield problem('train.clip', why, 'Set it to 0, or train.embeddingUpdates to "dense".');
  }
  if (warmUp >= epochs) yield problem('train.warmUp', `the learning rate would still be rising after ${epochs} epochs`, 'Give fewer epochs than train.epochs.');
}

function* checkSplit(split: SplitConfig, { domain, label, group }: DataConfig): Found {
  if ('ratios' in split && split.ratios) yield* checkShares(split.ratios, 'split.ratios');
  if ('userRatios' in split) yield* checkShares(split.userRatios, 'split.userRatios');
  if (('userRatios' in split || 'lastOfUser' in split) && !group)
    yield problem('data.group', 'the rows are split by users, but no column tells whose row it is', 'Name the column of the users.');
  if (!('column' in split)) return;
  const used = `"${split.column}" says which rows train`;
  if (split.column === label.column) yield problem('split.column', `${used}, and it is the label`, 'Choose another column.');
  // Each domain would be in one part only.
  if (domainColumns(domain).includes(split.column)) yield problem('data.domain', `${used}, so it cannot be the domain too`, 'Choose another column.');
}

function* checkShares(shares: readonly number[], path: string): Found {
  const sum = shares.reduce((a, b) => a + b, 0);
  if (Math.abs(sum - 1) > 1e-6) {
    yield problem(path, `the shares add up to ${+sum.toFixed(6)}, not 1`, 'Give train, val and test shares such as [0.8, 0.1, 0.1].');
  } else if (shares.includes(0)) yield problem(path, 'a share is 0', 'Each of train, val and test needs rows.');
}

function* checkOthers({ label, weight, group }: DataConfig): Found {
  if (weight === label.column && weight !== '') yield problem('data.weight', `"${weight}" is the label`, 'Choose another column, or none.');
  if (group === label.column && group !== '') yield problem('data.group', `"${group}" is the label`, 'Choose another column, or none.');
}

function* checkDomain({ domain, label }: DataConfig): Found {
  const columns = domainColumns(domain);
  if (columns.includes(label.column))
    yield problem('data.domain', `"${label.column}" is the label; as the domain it would give the answer away`, 'Choose another column.');
  if ('columns' in domain && columns.length === 0)
    yield problem('data.domain.columns', 'it names no column', 'Name at least one, or {"rows": "all"} for a single domain.');
  if (label.column === '')
    yield problem('data.label', 'no column is named as the label, and none looks like one', 'Say which column tells whether a row is positive.');
  for (const i of repeats(columns)) yield problem(`data.domain.columns[${i}]`, `"${columns[i]}" is named twice`, 'Name each column once.');
  if (!('column' in domain)) return;
  yield* checkCuts(domain);
  const names = (domain.groups ?? []).map((group) => (typeof group === 'string' ? group : group.name));
  for (const i of repeats(names)) yield problem(`data.domain.groups[${i}]`, `two groups are called "${names[i]}"`, 'Give each group its own name.');
}

function* checkCuts({ groups, cuts }: Extract<DomainConfig, { column: string }>): Found {
  if (!cuts) return;
  if (groups) yield problem('data.domain.cuts', 'the domains are made by groups and by cuts', 'Keep one of the two.');
  if (cuts.length === 0) yield problem('data.domain.cuts', 'there is no cut', 'Name a number at least, or leave it out.');
  if (cuts.some((cut, i) => i > 0 && cut <= (cuts[i - 1] as number)))
    yield problem('data.domain.cuts', 'the cuts do not rise', 'Name each number once, the smallest first.');
}

function* checkSparse({ sparse, dense, label }: DataConfig): Found {
  if (sparse.length + dense.length === 0) yield problem('data.sparse', 'no feature is chosen', 'Name at least one column in data.sparse or data.dense.');
  const names = sparse.map(fieldName);
  const byName = new Map(sparse.map((field) => [fieldName(field), field] as const));
  for (const i of repeats(names)) yield problem(`data.sparse[${i}]`, `the field "${names[i]}" is named twice`, 'Give one of them another "name".');
  for (const [i, field] of sparse.entries()) {
    const path = `data.sparse[${i}]`;
    if (names[i] === DOMAIN_FIELD)
      yield problem(path, `the field "${DOMAIN_FIELD}" is made from data.domain, so it exists already`, 'Leave it out or give the field another name.');
    if (fieldColumn(field) === label.column) yield problem(path, answer(label.column), 'Leave it out.');
    if (typeof field !== 'string') yield* checkField(field, path, byName);
  }
}

/** A model without any embedding has nothing that a backbone could read. */
function* checkAnySparse({ data, model }: Pick<RunConfig, 'data' | 'model'>): Found {
  if (data.sparse.length > 0 || data.dense.length === 0 || readsDomain({ data, model })) return;
  const why = 'there is no sparse field, and the domain is no input';
  yield problem('data.sparse', why, 'Name at least one column, or let the domain be an input: data.domainAsInput and model.sharing say so.');
}

function* checkDense({ dense, label }: DataConfig): Found {
  const columns = dense.map(denseColumn);
  for (const i of repeats(columns)) yield problem(`data.dense[${i}]`, `the column "${columns[i]}" is named twice`, 'Name it once.');
  for (const [i, column] of columns.entries()) if (column === label.column) yield problem(`data.dense[${i}]`, answer(column), 'Leave it out.');
}

const answer = (column: string) => `"${column}" is the label; as a feature it would give the answer away`;

/** A field's own settings against each other, and against the other `fields`, which stand under their names. */
function* checkField(field: Exclude<SparseFieldConfig, string>, path: string, fields: ReadonlyMap<string, SparseFieldConfig>): Found {
  const { take, separator, share, embedding, least, hash } = field;
  if (take && !separator)
    yield problem(`${path}.separator`, 'the cells are to be split, but no separator is given', 'Name the text between its values, such as "|".');
  if (least !== undefined && hash !== undefined)
    yield problem(`${path}.least`, 'with a hash there is no vocabulary whose rare values could be left out', 'State one of the two.');
  if (share === undefined) return;
  const owner = fields.get(share);
  if (!owner || owner === field) yield problem(`${path}.share`, `there is no other sparse field "${share}"`, 'Name one of data.sparse.');
  else if (typeof owner !== 'string' && owner.share !== undefined) {
    yield problem(`${path}.share`, `"${share}" itself shares the table of "${owner.share}"`, `Name "${owner.share}".`);
  } else if (embedding !== undefined) {
    yield problem(`${path}.embedding`, `the field uses the table of "${share}", and so its width`, `Leave it out here, or set it for "${share}".`);
  } else if (least !== undefined || hash !== undefined) {
    const part = least === undefined ? 'hash' : 'least';
    yield problem(`${path}.${part}`, `the field uses the vocabulary of "${share}"`, `Leave it out here, or set it for "${share}".`);
  }
}

/** Where a list says again what it has said. */
function repeats<T>(list: readonly T[]): number[] {
  const first = new Map<T, number>();
  return list.flatMap((item, i) => {
    if (first.has(item)) return [i];
    first.set(item, i);
    return [];
  });
}
