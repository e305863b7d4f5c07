import { allFinite } from '../../lib/all-finite';
import { UserError } from '../../lib/user-error';

/** What a model makes of some rows has overflowed, so that there is nothing to look at. */
export class NotFinite extends UserError {}

/** @throws NotFinite where H of a row that is looked at, or a product of two, is not finite */
export function checkFinite(...numbers: ArrayLike<number>[]): void {
  if (numbers.every(allFinite)) return;
  throw new NotFinite(
    'what the model generates for a row is not a finite number, so it cannot be looked at',
    'inside',
    'A dense column may hold numbers far beyond those of the training rows: let it be clipped, or scale it by rank.',
  );
}
