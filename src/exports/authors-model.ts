import { DOMAIN_FIELD, denseColumn, fieldName } from '../config/fields';
import { type ModelConfig, parseRunConfig, type Roles, type RunConfigInput } from '../config/run-config';
import { UserError } from '../lib/user-error';

/** What the names and shapes of a `state_dict` of the authors' PyTorch code tell (Li et al., HAMUR, CIKM 2023). */
export interface AuthorsModel {
  model: Pick<ModelConfig, 'backbone' | 'layers' | 'adapters'> & Partial<Pick<ModelConfig, 'cross' | 'hyper' | 'k' | 'bottleneck'>>;
  /** Sparse fields, the domain among them where it is an input. In the order of the model's input where `ordered`, else in no order. */
  fields: { name: string; rows: number; width: number }[];
  ordered: boolean;
  /** Number of dense fields. */
  dense: number;
  /** Left out where no shape tells it. */
  domains?: number;
}

/** Shapes by name, as PyTorch has them: linear weights [out, in]. */
type Shapes = Record<string, { shape: readonly number[] }>;

/** The order of the fields is in no shape: the metadata may say it, as a JSON list of names. */
const ORDER = 'hamur.fields';
const TABLE = 'embedding.embed_dict.';
/** Places of a layer in the authors' `nn.Sequential`: Linear, BatchNorm, ReLU, and in all but the towers Dropout. */
const STRIDE = { tower: 3, deep: 4 };
/** Rows of the authors' batches: in their mode a prediction depends on the rows that share its batch. */
const BATCH = 2048;
const FIX = 'Open a state_dict of the authors’ MLP, DCN or Wide & Deep, with or without HAMUR, under the names that it has there.';

/**
 * Reads backbone, layers, k and adapters off the names and shapes of a checkpoint of the authors' code. The authors put adapters after the
 * last layers, as many as there are gammas.
 *
 * @param shapes of all tensors
 * @param metadata of the file
 * @param where its name, for errors
 * @returns undefined where the names are of no model of the authors
 * @throws UserError that names a tensor that is missing or of a shape that does not fit
 */
export function authorsModel(shapes: Shapes, metadata: Record<string, string>, where: string): AuthorsModel | undefined {
  const names = Object.keys(shapes);
  const has = (name: string) => Object.hasOwn(shapes, name);
  const towers = has('layer_list.0.0.weight');
  // The authors keep no running statistics of the domain norm: who has these has trained here, in another mode.
  if (!(towers || has('mlp.mlp.0.weight')) || !names.some((name) => name.startsWith(TABLE)) || names.some((name) => name.startsWith('domain_norm.')))
    return undefined;
  const read = new Reader(shapes, where);

  const { fields, ordered } = fieldsOf(names, read, metadata);
  const width = fields.reduce((sum, field) => sum + field.width, 0);
  const count = read.count((i) => `gamma${i + 1}`);
  const hamur = count > 0 || has('u.0') || has('hyper_net.0.weight');
  const cross = read.count((l) => `cn.w.${l}.weight`);
  const backbone = towers ? 'mlp' : cross > 0 ? 'dcn' : 'wide-deep';

  const first = towers ? 'layer_list.0.0' : 'mlp.mlp.0';
  const stack = read.stack((l) => (towers ? `layer_list.0.${STRIDE.tower * l}` : `mlp.mlp.${STRIDE.deep * l}`));
  // The last map, to the logit, stands in the same list, but for DCN, and for Wide & Deep with adapters.
  const headInside = towers || (backbone === 'wide-deep' && !has('mlp_final.fc.weight'));
  const layers = headInside ? stack.widths.slice(0, -1) : stack.widths;
  if (headInside && stack.widths.at(-1) !== 1) read.refuse(`the last map of "${first.slice(0, -2)}" is ${stack.widths.at(-1)} wide, and gives no logit`);
  if (layers.length === 0) read.refuse(`"${first}.weight" is the only layer: there must be one before the logit`);
  const inputs = stack.inputs;
  const dense = backbone === 'wide-deep' ? (has('linear.fc.weight') ? read.matrix('linear.fc.weight')[1] : 0) : inputs - width;
  if (dense < 0 || (backbone === 'wide-deep' && inputs !== width))
    read.refuse(`"${first}.weight" reads ${inputs} inputs, but the fields (${fields.map(({ name }) => name).join(', ')}) have ${width}`);

  const domainRows = fields.find(({ name }) => name === DOMAIN_FIELD)?.rows;
  const ofTowers = towers ? read.count((d) => `layer_list.${d}.0.weight`) : undefined;
  if (ofTowers !== undefined && domainRows !== undefined && ofTowers !== domainRows)
    read.refuse(`there are ${ofTowers} towers ("layer_list"), but "${TABLE}${DOMAIN_FIELD}.weight" has ${domainRows} rows`);
  const domains = ofTowers ?? domainRows;
  return {
    model: {
      backbone,
      layers,
      ...(backbone === 'dcn' && { cross }),
      ...(hamur ? hamurOf(read, layers, count, width + dense) : { adapters: [] }),
    },
    fields,
    ordered,
    dense,
    ...(domains !== undefined && { domains }),
  };
}

/**
 * The settings under which a model of the authors runs on a table: reference fidelity, vocabularies of all rows, and those fields that it
 * has. What is said of label, domain and split stays, and of the model what no shape tells.
 *
 * @param said the settings so far
 * @param table its columns, and the roles that it proposes
 * @param where name of the model's file, for errors
 * @returns `order`: the fields' names in the order in which the model is taken to read them; the file may not say it
 * @throws UserError where the table lacks a field, or the roles another number of dense fields; ConfigError where the model is larger than
 *   settings may say
 */
export function authorsConfig(
  { model, fields, ordered, dense }: AuthorsModel,
  said: RunConfigInput,
  table: { columns: readonly { name: string }[]; proposed: Roles },
  where: string,
): { config: RunConfigInput; order: string[] } {
  const refuse = (what: string, fix: string): never => {
    throw new UserError(what, where, fix);
  };
  const columns = table.columns.map(({ name }) => name);
  const roles = said.data?.sparse ?? table.proposed.sparse;
  const features = fields.filter(({ name }) => name !== DOMAIN_FIELD);
  const known = [...roles, ...columns.filter((column) => !roles.some((role) => fieldName(role) === column))];
  const roleOf = (name: string) => known.find((role) => fieldName(role) === name);
  const missing = features.filter(({ name }) => roleOf(name) === undefined).map(({ name }) => `“${name}”`);
  if (missing.length > 0)
    refuse(
      `the model has the field${missing.length === 1 ? '' : 's'} ${missing.join(', ')}, and no column is named so (there are ${columns.join(', ')})`,
      'Open the data that it was trained on, or give a field this name under Data.',
    );
  const asked = ordered ? features : features.toSorted((a, b) => placeOf(a) - placeOf(b));
  function placeOf({ name }: { name: string }): number {
    return known.findIndex((role) => fieldName(role) === name);
  }
  const embedding = usualWidth(fields);
  const sparse = asked.map(({ name, width }) => {
    const role = roleOf(name) as Roles['sparse'][number];
    if (typeof role === 'string') return width === embedding ? role : { column: role, embedding: width };
    const { embedding: _, ...own } = role;
    return width === embedding ? own : { ...own, embedding: width };
  });
  const used = new Set(features.map(({ name }) => name));
  const numbers = (said.data?.dense ?? table.proposed.dense).filter((field) => !used.has(denseColumn(field)));
  if (dense > 0 && numbers.length !== dense)
    refuse(
      `the model reads ${dense} dense ${dense === 1 ? 'field' : 'fields'}, and the data ${numbers.length === 1 ? 'has' : 'have'} ${numbers.length}${numbers.length > 0 ? ` (${numbers.map(denseColumn).join(', ')})` : ''}`,
      'Under Data, name as dense fields those that it was trained on, in its order.',
    );
  const domain = fields.find(({ name }) => name === DOMAIN_FIELD);
  if (domain && domain.width !== embedding)
    refuse(`the embedding of "${DOMAIN_FIELD}" is ${domain.width} wide, those of most fields ${embedding}`, 'Such a model cannot be opened.');
  return {
    config: parseRunConfig({
      ...said,
      data: { ...said.data, sparse, dense: dense > 0 ? numbers : [], domainAsInput: domain !== undefined, fitOn: 'all' },
      model: { ...said.model, ...model, fidelity: 'reference', sharing: 'domains', embedding },
      train: { batch: BATCH, ...said.train, baseline: false },
    }),
    order: asked.map(({ name }) => name),
  };
}

/** What a person must check, where a file does not say the order of its fields. @param order of `authorsConfig` */
export function sayOrder(file: string, order: readonly string[]): string {
  return `${file} does not say in which order the model reads its fields. It is taken to be ${order.join(', ')}; in another order it predicts wrongly.`;
}

/** What is wrong with the sizes of a model's embedding tables, by field: a table has a row for each value. @param ours fields of the open data */
export function tablesDiffer(shapes: Shapes, ours: readonly { name: string; rows: number }[]): string[] {
  return ours.flatMap(({ name, rows }) => {
    const there = shapes[`${TABLE}${name}.weight`]?.shape[0];
    const said = (count: number) => count.toLocaleString('en');
    return there === undefined || there === rows ? [] : [`“${name}” has ${said(there)} values in the file, ${said(rows)} here`];
  });
}

/** Shapes that must be there. */
class Reader {
  constructor(
    private readonly shapes: Shapes,
    private readonly where: string,
  ) {}

  refuse(what: string): never {
    throw new UserError(what, this.where, FIX);
  }

  /** How many there are, counted from 0, up to the first that is missing. */
  count(nameOf: (i: number) => string): number {
    let i = 0;
    while (Object.hasOwn(this.shapes, nameOf(i))) i++;
    return i;
  }

  /** [rows, columns], neither of them 0 */
  matrix(name: string): [number, number] {
    const shape = Object.hasOwn(this.shapes, name) ? this.shapes[name]?.shape : undefined;
    if (!shape) this.refuse(`there is no "${name}"`);
    if (shape?.length !== 2 || shape.includes(0)) this.refuse(`"${name}" is [${shape}], and no matrix`);
    return [...(shape as number[])] as [number, number];
  }

  /** Each map of a stack reads what the one before it gives. */
  stack(nameOf: (l: number) => string): { inputs: number; widths: number[] } {
    const maps = Array.from({ length: this.count((l) => `${nameOf(l)}.weight`) }, (_, l) => this.matrix(`${nameOf(l)}.weight`));
    for (const [l, [, inputs]] of maps.entries()) {
      const before = maps[l - 1]?.[0];
      if (before !== undefined && inputs !== before)
        this.refuse(`"${nameOf(l)}.weight" reads ${inputs} inputs, but the layer before it, "${nameOf(l - 1)}.weight", gives ${before}`);
    }
    return { inputs: maps[0]?.[1] ?? 0, widths: maps.map(([width]) => width) };
  }
}

function fieldsOf(names: readonly string[], read: Reader, metadata: Record<string, string>): Pick<AuthorsModel, 'fields' | 'ordered'> {
  const there = names.flatMap((name) => (name.startsWith(TABLE) && name.endsWith('.weight') ? [name.slice(TABLE.length, -'.weight'.length)] : []));
  const order = orderOf(metadata[ORDER], there, read);
  const fields = (order ?? there).map((name) => {
    const [rows, width] = read.matrix(`${TABLE}${name}.weight`);
    return { name, rows, width };
  });
  return { fields, ordered: order !== undefined };
}

function orderOf(text: string | undefined, there: readonly string[], read: Reader): string[] | undefined {
  if (text === undefined) return undefined;
  let order: unknown;
  try {
    order = JSON.parse(text);
  } catch {
    // Said below.
  }
  const isList = Array.isArray(order) && order.length === there.length && there.every((name) => (order as unknown[]).includes(name));
  if (!isList) read.refuse(`"${ORDER}" must list the fields that there are: ${JSON.stringify(there)}`);
  const names = order as string[];
  if (names.includes(DOMAIN_FIELD) && names.at(-1) !== DOMAIN_FIELD) read.refuse(`"${DOMAIN_FIELD}" must be the last of the fields, as in the authors’ code`);
  return names;
}

/** @param inputs what the hyper-network reads */
function hamurOf(read: Reader, layers: readonly number[], count: number, inputs: number): Pick<ModelConfig, 'adapters' | 'hyper' | 'k' | 'bottleneck'> {
  const [, k] = read.matrix('u.0');
  const [, bottleneck] = read.matrix('v.0');
  if (count === 0) read.refuse('there is no "gamma1"');
  if (count > layers.length) read.refuse(`there are ${count} adapters ("gamma${count}"), but ${layers.length} layers`);
  const adapters = Array.from({ length: count }, (_, i) => layers.length - count + 1 + i);
  for (const [i, layer] of adapters.entries()) {
    const [width] = read.matrix(`u.${2 * i}`);
    const behind = layers[layer - 1];
    if (width !== behind) read.refuse(`"u.${2 * i}" is for a layer of ${width}, but layer ${layer}, which it would follow, is ${behind} wide`);
  }
  const made = read.stack((l) => `hyper_net.${STRIDE.deep * l}`);
  if (made.widths.at(-1) !== k * k)
    read.refuse(`"hyper_net" makes ${made.widths.at(-1) ?? 0} numbers a row, but "u.0" is for an H of ${k} by ${k}, which has ${k * k}`);
  if (made.inputs !== inputs) read.refuse(`"hyper_net.0.weight" reads ${made.inputs} inputs, but a row has ${inputs}`);
  return { adapters, hyper: made.widths.slice(0, -1), k, bottleneck };
}

/** The width that most fields have. */
function usualWidth(fields: AuthorsModel['fields']): number {
  const counts = new Map<number, number>();
  for (const { width } of fields) counts.set(width, (counts.get(width) ?? 0) + 1);
  return [...counts].reduce((most, each) => (each[1] > most[1] ? each : most), [1, 0] as [number, number])[0];
}
