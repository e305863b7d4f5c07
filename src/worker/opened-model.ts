import type { RunConfig } from '../config/run-config';
import type { EncodedData } from '../data/types';
import { encodingDifferences } from '../exports/encoding-differences';
import { fromSafetensors } from '../exports/from-safetensors';
import { type AboutModel, readModelMetadata } from '../exports/model-file';
import { errorText } from '../lib/error-text';
import { UserError } from '../lib/user-error';
import { Model } from '../model/model';
import { fromStateDict } from '../model/state-dict';
import type { LearnerState, TrainerState } from '../training/checkpoint/state';
import { NONE } from '../training/losses';
import { modelShape } from '../training/rows/batch';

/** A file of weights, as it lies on a disk. */
export interface ModelFile {
  name: string;
  bytes: Uint8Array;
}

/**
 * The state of a run whose model comes from a file: it has ended, and was trained elsewhere.
 *
 * @param config of the model, without a baseline
 * @param ours how the open data are encoded
 * @throws UserError that names what of the file does not fit the settings or the open data
 */
export function openedState({ name, bytes }: ModelFile, config: RunConfig, data: EncodedData, ours: AboutModel['encoding']): TrainerState {
  if (config.model.sharing === 'separate')
    throw new UserError('a file of one model per domain cannot be opened yet', name, 'Open a model that the domains share.');
  const { tensors, metadata } = fromSafetensors(bytes, name);
  const theirs = readModelMetadata(metadata, name)?.encoding;
  const differences = theirs ? encodingDifferences(theirs, ours) : [];
  if (differences.length > 0)
    throw new UserError(
      `the open data are not encoded as those that the model was trained on: ${differences.join('; ')}`,
      name,
      'Open the data that it was trained on.',
    );
  for (const [tensor, { data: values }] of Object.entries(tensors)) {
    const negative = /(running_var|\.variance|num_batches_tracked)$/.test(tensor) && values.some((value) => value < 0);
    if (negative) throw new UserError(`"${tensor}" holds a number below zero`, name, 'Save the weights anew.');
  }
  const { parameters, buffers, steps } = stateOf(new Model(modelShape(data, config.model), config.model), tensors, name);
  const learner: LearnerState = { parameters, buffers, memories: [], last: [], steps, lastStep: undefined };
  const measured = { meter: { stepMs: new Float64Array(0), rows: 0, total: { dispatches: 0, submits: 0, bytesWritten: 0, bytesRead: 0 } } };
  const paces = { pace: { steps: new Float64Array(0), epochs: new Float64Array(0) } };
  return {
    variants: { model: { learner, best: undefined, epochs: [], ended: 'epochs', step: 0, share: 0, losses: NONE, ...measured, ...paces } },
    moments: { taken: [], ms: 0, firstMs: 0, lastAt: undefined },
  };
}

function stateOf(model: Model, tensors: Parameters<typeof fromStateDict>[1], where: string) {
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
