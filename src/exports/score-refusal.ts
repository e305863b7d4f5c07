import type { RunConfigInput } from '../config/run-config';
import { UserError } from '../lib/user-error';

/** Why a model scores no new rows; undefined where it does, as of what holds where `sharing` is left out. */
export function scoreRefusal({ sharing }: RunConfigInput['model'] & object): UserError | undefined {
  if (sharing === 'separate')
    return new UserError('one model per domain does not score new rows yet', 'model.sharing', 'Train one model for all domains, with adapters or pooled.');
  return undefined;
}
