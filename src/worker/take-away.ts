import type { RunConfig } from '../config/run-config';
import { encodingFile, encodingFileApart, encodingsOf, rowTexts } from '../data';
import { type AboutModel, modelMetadata } from '../exports/model-file';
import { columnsRead } from '../exports/pytorch/columns-read';
import { toSafetensors } from '../exports/safetensors';
import { UserError } from '../lib/user-error';
import { withoutAdapters } from '../model/model';
import { toStateDict } from '../model/state-dict';
import type { VariantName } from '../protocol/run';
import type { EncodingFile, OfEachModel, PartName, Predictions, SplitFile, TorchParts } from '../protocol/take-away';
import { predictRows } from '../training/evaluation/evaluate-model';
import { modelShape } from '../training/rows/batch';
import { lossWeights } from '../training/rows/loss-weights';
import { partsOf } from '../training/separate';
import type { Trainer } from '../training/trainer';
import type { ModelPart, ModelRun } from '../training/variant';
import type { PreparedData } from './data-room';

/** Rows that come with a project: all of them, those that are predicted, and those of the step. */
const SAMPLE = { rows: 1000, predicted: 100, step: 64 };

/** The row numbers of each part. */
export function splitFile({ data: { split, sourceRows } }: Pick<PreparedData, 'data'>): SplitFile {
  const of = (positions: Int32Array) => positions.map((position) => sourceRows[position] as number);
  return { train: of(split.train), val: of(split.val), test: of(split.test) };
}

/** How the rows were encoded, for the model of these settings; or for each of them, with one per domain. */
export function encodingOf(config: RunConfig, { table, data }: PreparedData): EncodingFile {
  return config.model.sharing === 'separate'
    ? encodingFileApart(table, config, data, partsOf(config, data).map(readRows))
    : encodingFile(table, config, readRows({ config, data, trains: true }));
}

function readRows({ config, data, trains }: Pick<ModelPart, 'config' | 'data' | 'trains'>): Parameters<typeof encodingFile>[2] {
  const shape = modelShape(data, config.model);
  const fields = shape.fields.map(({ slots = 1, ...field }) => ({ ...field, slots }));
  return { data, shape: { ...shape, fields }, weights: trains ? lossWeights(data, config.train) : undefined };
}

/** What is said of one of the models, in whatever file: its settings are of it alone. */
export function aboutModel({ config }: Trainer, prepared: PreparedData, variant: VariantName): AboutModel {
  const alone: RunConfig = {
    ...config,
    model: variant === 'model' ? config.model : withoutAdapters(config.model),
    train: { ...config.train, baseline: false },
  };
  const { name, hash, rows } = prepared.table;
  return { config: alone, encoding: encodingOf(alone, prepared), split: splitFile(prepared), data: { name, hash, rows } };
}

/**
 * One of the models as a file, with all that another needs to use it.
 *
 * @throws UserError where the run has no such model
 */
export async function weightsFile(trainer: Trainer, prepared: PreparedData, variant: VariantName): Promise<Uint8Array> {
  const { dict, about } = await variantOf(trainer, variant).weights();
  return toSafetensors(dict, { format: 'pt', ...about, ...modelMetadata(aboutModel(trainer, prepared, variant)) });
}

/**
 * Makes something of each model that was trained.
 *
 * @param make gets the model, what is to be said of it alone and, with one model per domain, its domain's name
 * @throws UserError where the run has no such model
 */
export async function ofEachModel<Made>(
  trainer: Trainer,
  prepared: PreparedData,
  variant: VariantName,
  make: (part: ModelPart, about: AboutModel, domain: string | undefined) => Promise<Made>,
): Promise<OfEachModel<Made>> {
  const { parts } = variantOf(trainer, variant);
  const about = aboutModel(trainer, prepared, variant);
  const { encoding } = about;
  const encodings = encodingsOf(encoding);
  const models: Made[] = [];
  const untrained: string[] = [];
  for (const [d, part] of parts.entries()) {
    const domain = encoding.apart && (encoding.domain.names[d] as string);
    const own = encoding.apart ? { ...about, config: part.config, encoding: encodings[d] as EncodingFile, split: splitFile(part) } : about;
    if (part.trains) models.push(await make(part, own, domain));
    else if (domain !== undefined) untrained.push(domain);
  }
  // A run without a model to train does not begin.
  return { models: models as [Made, ...Made[]], untrained };
}

/** @throws UserError where the run has no such model */
function variantOf(trainer: Trainer, variant: VariantName): ModelRun {
  const run = trainer.variants.get(variant);
  if (!run) throw new UserError('there are no weights yet', undefined, 'Train first.');
  return run;
}

/** What the model predicts of a part; with one model per domain, each row by its own domain's. */
export async function predictionsOf({ model }: Trainer, { data }: PreparedData, part: PartName): Promise<Predictions> {
  const positions = data.split[part];
  const known = part === 'test' ? model.predictions : undefined;
  const pick = (values: ArrayLike<number>) => Int32Array.from(positions, (row) => values[row] as number);
  return {
    rows: pick(data.sourceRows),
    names: data.domains.map(({ name }) => name),
    domains: pick(data.domainIds),
    labels: Uint8Array.from(positions, (row) => data.labels[row] as number),
    values: known ?? (await model.predict(part, async () => {})),
  };
}

/**
 * All that a PyTorch project of each model is made of.
 *
 * @param isDemo whether the rows came with the page: then they go along
 */
export async function torchParts(trainer: Trainer, prepared: PreparedData, isDemo: boolean): Promise<OfEachModel<TorchParts>> {
  const { table } = prepared;
  const all =
    isDemo &&
    rowTexts(
      table,
      table.columns.map(({ name }) => name),
      Array.from({ length: table.rows }, (_, row) => row),
    );
  return ofEachModel(trainer, prepared, 'model', async (part, about, domain) => ({
    ...(await partsOfModel(part, about, table)),
    ...(domain !== undefined && { domain }),
    ...(all && { table: all }),
  }));
}

async function partsOfModel(
  { learner, batcher, data, config }: ModelPart,
  about: AboutModel,
  table: PreparedData['table'],
): Promise<Omit<TorchParts, 'domain' | 'table'>> {
  const { encoding, split: numbered } = about;
  const shape = modelShape(data, config.model);
  const weights = lossWeights(data, config.train);

  const { split } = data;
  const tested = spaced(split.test.length > 0 ? split.test : split.train, Math.min(SAMPLE.predicted, batcher.size));
  const stepped = spaced(split.train, Math.min(SAMPLE.step, batcher.size));
  const taken = new Set([...tested, ...stepped]);
  const all = Int32Array.from({ length: data.rows }, (_, position) => position);
  const others = spaced(all, SAMPLE.rows).filter((position) => !taken.has(position));
  const sample = Int32Array.from([...taken, ...others.slice(0, Math.max(0, SAMPLE.rows - taken.size))]);
  const placeOf = new Map([...sample].map((position, place) => [position, place]));

  const values = await predictRows(learner, batcher, tested, async () => {});
  const batch = batcher.make(stepped);
  const { loss, gradient, buffers } = await learner.gradientOf(batch);
  batch.dispose();
  const made = toStateDict(learner.model, { parameters: gradient, buffers, steps: 0 });
  const of = (from: 'parameters' | 'buffers') =>
    Object.fromEntries(learner.model.module.slots.flatMap((slot) => (slot.from === from ? [[slot.name, made[slot.name] as (typeof made)[string]]] : [])));

  const columns = columnsRead(encoding);
  const numbers = (positions: Int32Array) => [...positions].map((position) => data.sourceRows[position] as number);
  return {
    config: about.config,
    data: {
      name: table.name,
      rows: encoding.domain.alone ? data.rows : table.rows,
      sampled: table.sampled !== undefined,
      combined: (table.readings?.length ?? 0) > 1,
      readings: table.readings ?? [],
    },
    encoding,
    weights: toSafetensors(toStateDict(learner.model, await learner.read()), { format: 'pt', ...modelMetadata(about) }),
    split: numbered,
    sample: rowTexts(table, columns, numbers(sample)),
    expected: {
      ...encodedRows(
        data,
        shape.fields.map(({ name }) => name),
        sample,
        weights,
      ),
      predictions: vector(values),
      step: whole(Array.from(stepped, (position) => placeOf.get(position) as number)),
      loss: { shape: [], data: Float32Array.of(loss) },
    },
    gradients: of('parameters'),
    buffers: of('buffers'),
  };
}

const whole = (values: ArrayLike<number>) => ({ shape: [values.length], data: Int32Array.from(values) });
const vector = (values: ArrayLike<number>) => ({ shape: [values.length], data: Float32Array.from(values) });

/** So many of the positions, evenly spaced; all where there are no more. */
function spaced(positions: Int32Array, count: number): Int32Array {
  const n = Math.min(count, positions.length);
  return Int32Array.from({ length: n }, (_, i) => positions[Math.floor((i * positions.length) / n)] as number);
}

/** What some rows are encoded as, in the form that the project has it. */
function encodedRows(data: PreparedData['data'], fields: string[], positions: Int32Array, weights: Float32Array | undefined) {
  const sparse = fields.map((name) => data.sparse.find((field) => field.name === name) as (typeof data.sparse)[number]);
  const slots = sparse.reduce((sum, field) => sum + field.slots, 0);
  const n = positions.length;
  const ids: number[] = [];
  const counts: number[] = [];
  for (const row of positions) {
    for (const field of sparse) {
      for (let slot = 0; slot < field.slots; slot++) {
        ids.push(field.ids[row * field.slots + slot] as number);
        counts.push(field.weights?.[row * field.slots + slot] ?? 1);
      }
    }
  }
  const perRow = (of: (row: number) => number) => Array.from(positions, of);
  return {
    rows: whole(perRow((row) => data.sourceRows[row] as number)),
    ids: { shape: [n, slots], data: Int32Array.from(ids) },
    weights: { shape: [n, slots], data: Float32Array.from(counts) },
    dense: { shape: [n, data.dense.length], data: Float32Array.from([...positions].flatMap((row) => data.dense.map(({ values }) => values[row] as number))) },
    domain: whole(perRow((row) => data.domainIds[row] as number)),
    label: vector(perRow((row) => data.labels[row] as number)),
    weight: vector(perRow((row) => weights?.[row] ?? 1)),
  };
}
