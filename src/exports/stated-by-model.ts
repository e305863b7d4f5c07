import { parseRunConfig, type RunConfigInput } from '../config/run-config';
import type { SplitFile } from '../protocol/take-away';
import { type AuthorsModel, authorsModel } from './authors-model';
import { fromSafetensors } from './from-safetensors';
import { readModelMetadata } from './model-file';
import type { Tensors } from './safetensors';

/** What a file of weights states. */
export type StatedByModel =
  /** The settings of its model alone, the data that it was trained on, and their split, where that was not too large. */
  | { by: 'metadata'; config: RunConfigInput; data: { name: string; hash: string }; split?: SplitFile }
  /** Names and shapes of a checkpoint of the authors' code: its data must be shown to it. */
  | { by: 'authors'; model: AuthorsModel };

/**
 * @param where its name, for errors
 * @returns undefined where it states nothing, as a plain state dict of another model
 * @throws UserError where it is no such file, states no settings, or has tensors that fit no model of the authors
 */
export function statedByModel(bytes: Uint8Array, where: string): StatedByModel | undefined {
  const { tensors, metadata } = fromSafetensors(bytes, where);
  const about = readModelMetadata(metadata, where);
  if (about) return { by: 'metadata', config: asNamed(parseRunConfig(about.config), tensors), data: about.data, ...(about.split && { split: about.split }) };
  const model = authorsModel(tensors, metadata, where);
  return model && { by: 'authors', model };
}

/** Before there was a choice STAR was its paper's, whatever its settings say: the names of its weights tell. */
function asNamed(config: RunConfigInput, tensors: Tensors): RunConfigInput {
  const ofPaper = config.model?.backbone === 'star' && Object.keys(tensors).some((name) => name.endsWith('star.0.shared_weight'));
  return ofPaper ? { ...config, model: { ...config.model, follows: 'paper' } } : config;
}
