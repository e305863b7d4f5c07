import { predictsTogether } from '../config/predicts-together';
import type { RunConfig } from '../config/run-config';
import { tablesDiffer } from '../exports/authors-model';
import { encodingDifferences } from '../exports/encoding-differences';
import { fromSafetensors } from '../exports/from-safetensors';
import { type ReadModel, readModelMetadata, splitSha256 } from '../exports/model-file';
import type { Tensors } from '../exports/safetensors';
import { errorText } from '../lib/error-text';
import { UserError } from '../lib/user-error';
import { Model } from '../model/model';
import { fromStateDict, type ModelState } from '../model/state-dict';
import type { SplitFile } from '../protocol/take-away';
import type { LearnerState, TrainerState, VariantState } from '../training/checkpoint/state';
import { NONE } from '../training/losses';
import { modelShape } from '../training/rows/batch';
import { checkParts, partsOf } from '../training/separate';
import type { PreparedData } from './data-room';
import { encodingOf, splitFile } from './take-away';

/** A file of weights, as it lies on a disk. */
export interface ModelFile {
  name: string;
  bytes: Uint8Array;
}

/** A model from a file, as a run that has ended. */
export interface OpenedModel {
  state: TrainerState;
  /** Sentences: what the person should know of the rows that it is tested on. */
  warnings: string[];
}

/**
 * The state of a run whose model comes from a file: it has ended, and was trained elsewhere.
 *
 * @param config of the model, without a baseline
 * @param prepared the open data
 * @throws UserError that names what of the file does not fit the settings or the open data
 */
export function openedModel({ name, bytes }: ModelFile, config: RunConfig, prepared: PreparedData): OpenedModel {
  const { data } = prepared;
  const { tensors, metadata } = fromSafetensors(bytes, name);
  const about = readModelMetadata(metadata, name);
  const theirs = about?.encoding;
  const differences = theirs ? encodingDifferences(theirs, encodingOf(config, prepared)) : [];
  if (differences.length > 0)
    throw new UserError(
      `the open data are not encoded as those that the model was trained on: ${differences.join('; ')}`,
      name,
      about?.data.hash === prepared.table.hash
        ? 'Its table is open, but its rows are split or read in another way: take the split and the roles that it was trained with.'
        : 'Open the data that it was trained on.',
    );
  for (const [tensor, { data: values }] of Object.entries(tensors)) {
    const negative = /(running_var|\.variance|num_batches_tracked)$/.test(tensor) && values.some((value) => value < 0);
    if (negative) throw new UserError(`"${tensor}" holds a number below zero`, name, 'Save the weights anew.');
  }
  const warnings = testedElsewhere(about, config, prepared);
  const model =
    config.model.sharing === 'separate'
      ? apartOf(config, data, tensors, name, theirs)
      : ended(stateOf(new Model(modelShape(data, config.model), config.model), tensors, name, theirs));
  return { state: { variants: { model }, moments: { taken: [], ms: 0, firstMs: 0, lastAt: undefined } }, warnings };
}

/** A model that has ended with this state. */
function ended({ parameters, buffers, steps }: ModelState): VariantState {
  const learner: LearnerState = { parameters, buffers, memories: [], last: [], steps, lastStep: undefined };
  const meter = { stepMs: new Float64Array(0), rows: 0, total: { dispatches: 0, submits: 0, bytesWritten: 0, bytesRead: 0 } };
  const pace = { steps: new Float64Array(0), epochs: new Float64Array(0) };
  return { learner, best: undefined, epochs: [], ended: 'epochs', step: 0, share: 0, losses: NONE, meter, pace };
}

/** One model per domain: what follows `domains.0.` is the state dict of the first domain's. */
function apartOf(config: RunConfig, data: PreparedData['data'], tensors: Tensors, where: string, said: unknown): VariantState {
  const parts = partsOf(config, data);
  checkParts(parts);
  const prefix = (d: number) => `domains.${d}.`;
  const stray = Object.keys(tensors).find((name) => !parts.some((_, d) => name.startsWith(prefix(d))));
  if (stray !== undefined) throw new UserError(`"${stray}" belongs to none of the ${parts.length} domains`, where, 'Open the data that they were trained on.');
  const apart = parts.map(({ model }, d) => {
    const own = Object.entries(tensors).flatMap(([name, tensor]) => (name.startsWith(prefix(d)) ? [[name.slice(prefix(d).length), tensor] as const] : []));
    return ended(stateOf(model, Object.fromEntries(own), `${where}, domain “${data.domains[d]?.name}”`, said));
  });
  return { ...ended({ parameters: new Float32Array(), buffers: new Float32Array(), steps: 0 }), apart };
}

/** Whether the model may have been trained on rows that test it here, and whether it predicts as it did. */
function testedElsewhere(about: ReadModel | undefined, config: RunConfig, prepared: PreparedData): string[] {
  if (!about) return ['The file does not say on which rows the model was trained. If it was on rows that test it here, its metrics are too good.'];
  const { data, split } = about;
  const { table } = prepared;
  if (data.hash !== table.hash)
    return [`The model was trained on ${data.name}, and the open table is not that very one: whether it was trained on rows that test it here is not known.`];
  const own = splitFile(prepared);
  if (!split)
    return about.splitSha256 === splitSha256(own)
      ? []
      : ['The rows are split in another way than when the model was trained: whether it was trained on rows that test it here is not known.'];
  const seen = new Set([...split.train, ...split.val]);
  const known = own.test.reduce((count, row) => count + Number(seen.has(row)), 0);
  const said = (count: number) => count.toLocaleString('en');
  return known === 0
    ? orderedElsewhere(about, config, own)
    : [
        `The rows are split in another way than when the model was trained: of ${said(own.test.length)} test rows it was trained or chosen on ${said(known)}. Its metrics here are too good.`,
      ];
}

/** Whether the rows of a batch were others, where predictions depend on that. Only of row numbers the order is not made by the settings. */
function orderedElsewhere({ split, ordered }: ReadModel, config: RunConfig, own: SplitFile): string[] {
  if (!split || !predictsTogether(config.model) || !('rowsFile' in config.split)) return [];
  const depends = 'A prediction depends on the rows that share its batch: here it may differ by some hundredths.';
  if (!ordered) return [`The file does not say in which order the rows of each part stood. ${depends} Open it with the file of row numbers.`];
  const same = (['train', 'val', 'test'] as const).every((part) => isSame(split[part], own[part]));
  return same ? [] : [`The rows of a part stand in another order than when the model was trained. ${depends}`];
}

const isSame = (a: Int32Array, b: Int32Array) => a.length === b.length && a.every((row, i) => row === b[i]);

/** @param said how rows were encoded, as far as the file says: then that was compared; otherwise the sizes of tables tell */
function stateOf(model: Model, tensors: Tensors, where: string, said: unknown): ModelState {
  const sizes = said ? [] : tablesDiffer(tensors, model.shape.fields);
  if (sizes.length > 0)
    throw new UserError(
      `the open data are not those that the model was trained on: ${sizes.join('; ')}`,
      where,
      'Open all rows that it was trained on. A field has as many values as its column, each counted once.',
    );
  try {
    return fromStateDict(model, tensors);
  } catch (error) {
    throw new UserError(
      `the weights do not fit the model of these settings: ${errorText(error).replace(/\.$/, '')}`,
      where,
      'Choose the backbone, the layers and the adapters that they were trained with.',
    );
  }
}
