import { BACKBONE_INFO } from '../../config/backbones';
import { PRESETS } from '../../config/presets';
import type { Backbone, Fidelity, RunConfigInput } from '../../config/run-config';

/** One of the models that the MovieLens tables compare. */
export interface MovielensModel {
  id: string;
  title: string;
  backbone: Backbone;
  hamur: boolean;
  fidelity: Fidelity;
  config: RunConfigInput;
}

const PRESET: Partial<Record<Backbone, string>> = { mlp: 'movielens-100k', dcn: 'movielens-dcn', 'wide-deep': 'movielens-wide-deep' };

/** The data of a preset as before it named the users: they change nothing that is trained, and its proofs stay those of their recipe. */
export const withoutUsers = ({ group: _, ...data }: NonNullable<RunConfigInput['data']> = {}): NonNullable<RunConfigInput['data']> => data;

/**
 * The authors' recipe for MovieLens, or ours.
 *
 * @throws Error for a backbone that they have none for
 */
export function movielensModel(backbone: Backbone, fidelity: Fidelity, hamur: boolean): MovielensModel {
  const preset = PRESETS.find(({ id }) => id === PRESET[backbone])?.config;
  if (!preset) throw new Error(`There is no MovieLens preset for ${backbone}.`);
  const model = { ...preset.model, fidelity, ...(!hamur && { adapters: [] }) };
  return {
    id: `${backbone}-${hamur ? 'hamur' : 'alone'}-${fidelity}`,
    title: `${BACKBONE_INFO[backbone].title}${hamur ? ' + HAMUR' : ''}`,
    backbone,
    hamur,
    fidelity,
    config: { ...preset, data: withoutUsers(preset.data), model, train: { ...preset.train, baseline: false }, engine: 'wasm' },
  };
}
