import * as v from 'valibot';
import { UserError } from '../lib/user-error';
import { parseValueTest } from './value-test';

/**
 * The one noun of the product: a typed, validated, versioned description of everything about a run. The page, the
 * link, the command line and the exports all speak it.
 *
 * `RunConfigInput` is what a person writes: anything may be left out. `RunConfig` is complete: `completeRunConfig`
 * fills what was left out from the proposed roles and the defaults, and checks what depends on more than one setting.
 */

export const CONFIG_VERSION = 1;
export const BACKBONES = ['mlp', 'dcn', 'wide-deep', 'shared-bottom', 'mmoe', 'ple', 'star'] as const;
export const FIDELITIES = ['recommended', 'reference'] as const;
export const ADAPTER_INITS = ['near-identity', 'xavier', 'authors'] as const;
export const DOMAIN_NORM_TRAINING = ['batch', 'per-domain'] as const;
export const DOMAIN_NORM_EVALUATION = ['running', 'batch'] as const;
export const TOWER_ROWS = ['all', 'own'] as const;
export const TAKES = ['first', 'mean', 'sum'] as const;
export const OPTIMISERS = ['adam', 'adamw', 'adagrad', 'sgd'] as const;
export const SCHEDULES = ['constant', 'step', 'cosine'] as const;
export const BATCH_KINDS = ['shuffled', 'balanced'] as const;
export const EMBEDDING_UPDATES = ['dense', 'lazy'] as const;
export const ENGINE_CHOICES = ['auto', 'webgpu', 'wasm', 'cpu'] as const;

const text = (what: string) => v.pipe(v.string(`must be ${what}`), v.nonEmpty(`must be ${what}, and not empty`));
const whole = (low: number, high: number) =>
  v.pipe(
    v.number(`must be a whole number from ${low} to ${high}`),
    v.integer(`must be a whole number from ${low} to ${high}`),
    v.minValue(low, `must be a whole number from ${low} to ${high}`),
    v.maxValue(high, `must be a whole number from ${low} to ${high}`),
  );
const real = (low: number, high: number) =>
  v.pipe(
    v.number(`must be a number from ${low} to ${high}`),
    v.finite(`must be a number from ${low} to ${high}`),
    v.minValue(low, `must be a number from ${low} to ${high}`),
    v.maxValue(high, `must be a number from ${low} to ${high}`),
  );
const oneOf = <const T extends readonly string[]>(choices: T) => v.picklist(choices, `must be one of ${choices.map((choice) => `"${choice}"`).join(', ')}`);
const listOf = <T extends v.GenericSchema>(item: T, what: string) => v.array(item, `must be a list of ${what}`);
const flag = v.boolean('must be true or false');

const valueTest = v.pipe(
  text('a text'),
  v.rawCheck(({ dataset, addIssue }) => {
    if (!dataset.typed) return;
    const parsed = parseValueTest(dataset.value);
    if (typeof parsed === 'string') addIssue({ message: parsed });
  }),
);

/** The largest seed: seeds are 32-bit so that a link, a file and a command line all carry them exactly. */
const seed = whole(0, 4294967295);

const source = v.union(
  [
    v.strictObject({ demo: text('the name of a demo set'), rows: v.optional(whole(100, 1_000_000)), seed: v.optional(seed) }),
    v.strictObject({ file: text('a file name'), hash: v.optional(text('the hash of the file')) }),
  ],
  'must be {"demo": name} or {"file": name}',
);

const label = v.strictObject({ column: text('the name of a column'), positive: v.optional(valueTest) });

const domain = v.strictObject({
  column: text('the name of a column'),
  /** Left out: every distinct value is a domain. */
  groups: v.optional(
    listOf(
      v.union([valueTest, v.strictObject({ name: text('a name'), values: valueTest })], 'must be a text such as "< 25" or {"name": "young", "values": "< 25"}'),
      'value groups such as "< 25"',
    ),
  ),
});

const sparseField = v.union(
  [
    text('the name of a column'),
    v.strictObject({
      name: v.optional(text('a name')),
      column: text('the name of a column'),
      /** Of a cell with several values: the first only, or the mean or the sum of all values' embeddings. */
      take: v.optional(oneOf(TAKES)),
      separator: v.optional(text('the text between the values of a cell')),
      /** Width of this field's embedding; left out: `model.embedding`. */
      embedding: v.optional(whole(1, 256)),
      /** Another field, by name, whose vocabulary and embedding table this one uses too. */
      share: v.optional(text('the name of another sparse field')),
    }),
  ],
  'must be the name of a column or {"name", "column", "take", "separator", "embedding", "share"}',
);

/** The share of a layer's units that dropout leaves out. */
const share = real(0, 0.95);

const ratio = real(0, 1);
const ratios = v.strictTuple([ratio, ratio, ratio], 'must be three shares [train, val, test] such as [0.8, 0.1, 0.1]');

const split = v.union(
  [
    v.strictObject({ ratios, seed: v.optional(seed) }),
    v.strictObject({ timeColumn: text('the name of a column'), ratios: v.optional(ratios) }),
    v.strictObject({
      column: text('the name of a column'),
      train: v.optional(valueTest),
      val: v.optional(valueTest),
      test: v.optional(valueTest),
    }),
    v.strictObject({ rowsFile: text('the path of a file of row numbers') }),
  ],
  'must be {"ratios": [0.8, 0.1, 0.1]}, {"timeColumn": name}, {"column": name} or {"rowsFile": path}',
);

const widths = v.pipe(listOf(whole(1, 8192), 'layer widths'), v.minLength(1, 'must name at least one layer'), v.maxLength(16, 'must name at most 16 layers'));

const lossWeight = real(0.001, 1000);

/** Several settings under one name; valibot alone would take a list for an object without entries. */
const part = <T extends v.ObjectEntries>(entries: T) =>
  v.pipe(
    v.any(),
    v.check((value) => !Array.isArray(value), 'must be an object {…}'),
    v.strictObject(entries),
  );

const inputSchema = part({
  version: v.optional(v.literal(CONFIG_VERSION, `must be ${CONFIG_VERSION}, the only version there is`)),
  data: v.optional(
    part({
      source: v.optional(source),
      label: v.optional(label),
      domain: v.optional(domain),
      sparse: v.optional(listOf(sparseField, 'columns')),
      dense: v.optional(listOf(text('the name of a column'), 'columns')),
      fitOn: v.optional(oneOf(['train', 'all'])),
    }),
  ),
  split: v.optional(split),
  model: v.optional(
    part({
      backbone: v.optional(oneOf(BACKBONES)),
      layers: v.optional(widths),
      adapters: v.optional(listOf(whole(1, 16), 'layer numbers, counted from 1')),
      hyper: v.optional(v.pipe(listOf(whole(1, 8192), 'layer widths'), v.maxLength(8, 'must name at most 8 layers'))),
      k: v.optional(whole(1, 256)),
      bottleneck: v.optional(whole(1, 1024)),
      embedding: v.optional(whole(1, 256)),
      cross: v.optional(whole(1, 16)),
      bottom: v.optional(widths),
      experts: v.optional(whole(1, 64)),
      ownExperts: v.optional(whole(1, 16)),
      levels: v.optional(whole(1, 4)),
      dropout: v.optional(v.union([share, listOf(share, 'shares, one a layer')], 'must be a number from 0 to 0.95, or a list of such numbers, one a layer')),
      fidelity: v.optional(oneOf(FIDELITIES)),
      adapterInit: v.optional(oneOf(ADAPTER_INITS)),
      domainNormTraining: v.optional(oneOf(DOMAIN_NORM_TRAINING)),
      domainNormEvaluation: v.optional(oneOf(DOMAIN_NORM_EVALUATION)),
      towerRows: v.optional(oneOf(TOWER_ROWS)),
    }),
  ),
  train: v.optional(
    part({
      batch: v.optional(whole(2, 65536)),
      learningRate: v.optional(real(1e-8, 10)),
      weightDecay: v.optional(real(0, 10)),
      embeddingDecay: v.optional(real(0, 10)),
      optimiser: v.optional(oneOf(OPTIMISERS)),
      momentum: v.optional(real(0, 0.9999)),
      clip: v.optional(real(0, 1e6)),
      schedule: v.optional(oneOf(SCHEDULES)),
      warmUp: v.optional(real(0, 1000)),
      stepEvery: v.optional(whole(1, 10_000)),
      stepFactor: v.optional(real(0, 1)),
      positiveWeight: v.optional(v.union([v.literal('balanced'), lossWeight], 'must be "balanced" or a number from 0.001 to 1000')),
      domainWeights: v.optional(
        v.union(
          [v.picklist(['none', 'balanced']), listOf(lossWeight, 'numbers, one a domain')],
          'must be "none", "balanced" or a list of numbers, one a domain',
        ),
      ),
      batches: v.optional(oneOf(BATCH_KINDS)),
      embeddingUpdates: v.optional(oneOf(EMBEDDING_UPDATES)),
      epochs: v.optional(whole(1, 10_000)),
      patience: v.optional(whole(1, 10_000)),
      baseline: v.optional(flag),
    }),
  ),
  engine: v.optional(oneOf(ENGINE_CHOICES)),
  seed: v.optional(seed),
});

export type RunConfigInput = v.InferOutput<typeof inputSchema>;
export type DataSourceConfig = v.InferOutput<typeof source>;
export type LabelConfig = v.InferOutput<typeof label>;
export type DomainConfig = v.InferOutput<typeof domain>;
export type DomainGroup = NonNullable<DomainConfig['groups']>[number];
export type SparseFieldConfig = v.InferOutput<typeof sparseField>;
export type SplitConfig = v.InferOutput<typeof split>;
export type Backbone = (typeof BACKBONES)[number];
export type Fidelity = (typeof FIDELITIES)[number];
export type EngineChoice = (typeof ENGINE_CHOICES)[number];
export type Optimiser = (typeof OPTIMISERS)[number];

/** The roles of the columns, as proposed from a table or as a demo set states them. */
export interface Roles {
  label: LabelConfig;
  domain: DomainConfig;
  sparse: SparseFieldConfig[];
  dense: string[];
}

export interface DataConfig extends Roles {
  source: DataSourceConfig;
  /** Which rows vocabularies and scales are fitted on. */
  fitOn: 'train' | 'all';
}

export interface ModelConfig {
  backbone: Backbone;
  /** Widths of the hidden layers that may take an adapter: of a tower, or of the one deep network (DCN, Wide & Deep). */
  layers: number[];
  /** The layers, counted from 1, that an adapter follows; none: the backbone alone. */
  adapters: number[];
  /** Widths of the hyper-network's hidden layers. */
  hyper: number[];
  /** Side of the instance representation matrix H. */
  k: number;
  /** Width r of an adapter's bottleneck. */
  bottleneck: number;
  /** Width e of every field's embedding, where the field states none. */
  embedding: number;
  /** DCN: number of cross layers. */
  cross: number;
  /** Below or beside the towers: widths of the shared bottom (Shared-Bottom), of every expert (MMoE, PLE), of the auxiliary network (STAR). */
  bottom: number[];
  /** Number of experts: all of them (MMoE), or those that all domains share (PLE). */
  experts: number;
  /** PLE: number of experts that each domain has for itself. */
  ownExperts: number;
  /** PLE: number of extraction levels; 1 is CGC. */
  levels: number;
  /** Share of units left out in training after the ReLU of `layers`: one for all, or one a layer. */
  dropout: number | number[];
  /** A named bundle of the four choices below and of what `FidelityBundle` says besides. */
  fidelity: Fidelity;
  /** How U, V and gamma of the adapters start. */
  adapterInit: (typeof ADAPTER_INITS)[number];
  /** Statistics of the domain norm in training: of all rows of the batch, or of each domain's own. */
  domainNormTraining: (typeof DOMAIN_NORM_TRAINING)[number];
  /** Statistics of the domain norm at evaluation: running ones, or those of the evaluation batch. */
  domainNormEvaluation: (typeof DOMAIN_NORM_EVALUATION)[number];
  /** Whether each domain's tower runs on all rows of a batch, or on its own domain's only. */
  towerRows: (typeof TOWER_ROWS)[number];
}

export interface TrainConfig {
  batch: number;
  learningRate: number;
  /** L2 on everything but the embeddings. Added to the gradient; AdamW alone takes it apart from the gradient. */
  weightDecay: number;
  /** The same for the embeddings; left out: as `weightDecay`. */
  embeddingDecay: number;
  optimiser: Optimiser;
  /** Of SGD. */
  momentum: number;
  /** Largest norm of the whole gradient; longer ones are shortened to it. 0: no limit. */
  clip: number;
  /** How the learning rate goes on after the warm-up. */
  schedule: (typeof SCHEDULES)[number];
  /** Epochs, with a fraction, over which the learning rate rises from 0. */
  warmUp: number;
  /** Schedule `step`: the rate is multiplied by `stepFactor` every so many epochs. */
  stepEvery: number;
  stepFactor: number;
  /** Weight of a positive row in the loss; `balanced`: negative rows / positive rows. */
  positiveWeight: number | 'balanced';
  /** Weight of each domain's rows in the loss; `balanced`: all domains weigh the same in sum. */
  domainWeights: 'none' | 'balanced' | number[];
  /** Whether batches are drawn from all rows, or hold as many rows of each domain. */
  batches: (typeof BATCH_KINDS)[number];
  /** Whether a step moves all embeddings, or only those of values that the batch holds, the others' steps being made up for later. */
  embeddingUpdates: (typeof EMBEDDING_UPDATES)[number];
  epochs: number;
  /** Epochs without a better validation AUC after which the run stops. */
  patience: number;
  /** Train the backbone alone too, with the same seed, split and row order. */
  baseline: boolean;
}

export interface RunConfig {
  version: typeof CONFIG_VERSION;
  data: DataConfig;
  split: SplitConfig;
  model: ModelConfig;
  train: TrainConfig;
  engine: EngineChoice;
  seed: number;
}

/**
 * Checks what a person, a file or a link says.
 *
 * @param json anything
 * @throws UserError that names each path and what is allowed there
 */
export function parseRunConfig(json: unknown): RunConfigInput {
  const result = v.safeParse(inputSchema, json);
  if (result.success) return result.output;
  throw new UserError(result.issues.map(describeIssue).join('; '), 'configuration');
}

/** As `parseRunConfig`, but returns the problems, one per path, instead of throwing. */
export function runConfigProblems(json: unknown): { path: string; message: string }[] {
  const result = v.safeParse(inputSchema, json);
  return result.success ? [] : result.issues.map((issue) => ({ path: pathOf(issue), message: messageOf(issue) }));
}

type Issue = v.BaseIssue<unknown>;

function describeIssue(issue: Issue): string {
  return `${pathOf(issue)} ${messageOf(issue)}`;
}

function pathOf(issue: Issue): string {
  const keys = issue.path?.map((item) => item.key) ?? [];
  const nested = deepestUnionIssue(issue);
  if (nested) keys.push(...(nested.path?.map((item) => item.key) ?? []));
  return (
    keys.reduce<string>((path, key) => (typeof key === 'number' ? `${path}[${key}]` : path ? `${path}.${String(key)}` : String(key)), '') || 'the configuration'
  );
}

function messageOf(issue: Issue): string {
  const cause = deepestUnionIssue(issue) ?? issue;
  if (cause.type === 'strict_object' && cause.expected === 'never') return 'is not a setting';
  if (cause.type === 'strict_object') return `must be an object {…}, not ${cause.received}`;
  return `${cause.message}, not ${cause.received}`.replace(/^(is |has |compares )(.*), not [^,]*$/, '$1$2');
}

/**
 * A union reports one issue for all its forms; when the value is an object that plainly is one of them, the issue
 * inside that form says more ("data.source.rows must be …").
 */
function deepestUnionIssue(issue: Issue): Issue | undefined {
  if (issue.type !== 'union' || !issue.issues) return undefined;
  const inner = issue.issues.filter((candidate) => candidate.path && candidate.received !== 'undefined' && candidate.expected !== 'never');
  const text = issue.issues.find((candidate) => candidate.type === 'raw_check');
  return text ?? inner[0];
}
