import { parseRunConfig, type RunConfigInput } from '../config/run-config';
import { fromSafetensors } from './from-safetensors';
import { readModelMetadata } from './model-file';

/**
 * What a file of weights states: the settings of its model alone, and the data that it was trained on.
 *
 * @param where its name, for errors
 * @returns undefined where it states nothing, as a plain state dict
 * @throws UserError where it is no such file, or states no settings
 */
export function statedByModel(bytes: Uint8Array, where: string): { config: RunConfigInput; data: { name: string; hash: string } } | undefined {
  const about = readModelMetadata(fromSafetensors(bytes, where).metadata, where);
  return about && { config: parseRunConfig(about.config), data: about.data };
}
