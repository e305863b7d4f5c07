import type { RunConfigInput } from '../../config/run-config';
import { UserError } from '../../lib/user-error';

/** Why there is no ONNX file of a model; undefined where there is one, as of what holds where `sharing` is left out. */
export function onnxRefusal({ sharing }: RunConfigInput['model'] & object): UserError | undefined {
  if (sharing === 'separate')
    return new UserError('one model per domain is no ONNX file', 'model.sharing', 'Take its weights (safetensors), or train one model for all domains.');
  return undefined;
}
