import { BACKBONE_INFO } from '../../config/backbones';
import type { Backbone, RunConfigInput } from '../../config/run-config';
import { UserError } from '../../lib/user-error';

/** The backbones that are written in Python: the files of `project/backbones`. */
export const PYTHON_BACKBONES: readonly Backbone[] = ['mlp', 'dcn', 'wide-deep', 'shared-bottom', 'mmoe', 'ple', 'star'];

/** Why there is no PyTorch project of a model; undefined where there is one, as of what holds where both are left out. */
export function torchRefusal({ backbone, sharing }: RunConfigInput['model'] & object): UserError | undefined {
  if (sharing === 'separate')
    return new UserError(
      'one model per domain has no PyTorch project yet',
      'model.sharing',
      'Take its weights (safetensors), or train one model for all domains.',
    );
  if (backbone !== undefined && !PYTHON_BACKBONES.includes(backbone))
    return new UserError(
      `${BACKBONE_INFO[backbone].title} has no PyTorch project yet`,
      'model.backbone',
      `Take its weights (safetensors), or choose one of ${PYTHON_BACKBONES.join(', ')}.`,
    );
  return undefined;
}
