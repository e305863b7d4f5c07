import { parseRunConfig, type RunConfigInput } from '../config/run-config';
import { testOfValues } from '../config/value-test';
import { markOf } from '../lib/mark';
import { UserError } from '../lib/user-error';
import type { EncodingFile, SplitFile } from '../protocol/take-away';
import { type AuthorsModel, authorsModel } from './authors-model';
import { fromSafetensors } from './from-safetensors';
import { type ReadModel, readModelMetadata } from './model-file';
import { splitJson } from './predictions';
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
  if (about) {
    const config = ofOneDomain(asNamed(parseRunConfig(about.config), tensors), about, where);
    return { by: 'metadata', config, data: about.data, ...(about.split && { split: about.split }) };
  }
  const model = authorsModel(tensors, metadata, where);
  return model && { by: 'authors', model };
}

/**
 * Of one model per domain each is saved by itself in a PyTorch project. Its run is that of its domain's rows alone: a domain that is the one
 * group of its column, and the row numbers that go with the weights.
 *
 * @param about what the file says, untrusted
 * @throws UserError where no group says which rows are the domain's
 */
function ofOneDomain(config: RunConfigInput, { encoding, split }: ReadModel, where: string): RunConfigInput {
  const domain = encoding?.domain as Partial<EncodingFile['domain']> | undefined;
  const name: unknown = domain?.alone === true && Array.isArray(domain.names) ? domain.names[0] : undefined;
  if (typeof name !== 'string') return config;
  const said = config.data?.domain;
  const groups = said && 'column' in said ? said.groups : undefined;
  const own = groups ? groups.find((group) => (typeof group === 'string' ? group : group.name) === name) : { name, values: testOfValues([name]) };
  const isGap = said && 'gaps' in said && said.gaps !== undefined && domain?.places?.at(-1) === name;
  if (!said || !('column' in said) || said.cuts || isGap || own === undefined)
    throw new UserError(
      `this is the model of the domain “${name}” alone, and no group of values says which rows are of it`,
      where,
      'Open the weights of the whole run, which hold the models of all its domains.',
    );
  // Two domains have not the same rows. Those that are too many for the file stand beside it in its project.
  const rowsFile = split ? `split-${markOf(splitJson(split))}.json` : 'split.json';
  return { ...config, data: { ...config.data, domain: { column: said.column, groups: [own] } }, split: { rowsFile } };
}

/** Before there was a choice STAR was its paper's, whatever its settings say: the names of its weights tell. */
function asNamed(config: RunConfigInput, tensors: Tensors): RunConfigInput {
  const ofPaper = config.model?.backbone === 'star' && Object.keys(tensors).some((name) => name.endsWith('star.0.shared_weight'));
  return ofPaper ? { ...config, model: { ...config.model, follows: 'paper' } } : config;
}
