import { UserError } from '../lib/user-error';

/** What browsers throw when a file that was opened is there no more, or is another by now. */
const GONE = new Set(['NotFoundError', 'NotReadableError']);

/** @throws UserError in place of what a browser says of a file that it cannot read; everything else as it is */
export function sayUnreadable(error: unknown): never {
  if (!(error instanceof DOMException) || !GONE.has(error.name)) throw error;
  throw new UserError(
    'a file cannot be read any more: since it was opened it was changed, moved or deleted',
    undefined,
    'Open it again from where you have it.',
  );
}
