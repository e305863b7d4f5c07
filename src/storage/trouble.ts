import { errorText } from '../lib/error-text';
import { UserError } from '../lib/user-error';
import type { TroubleKind } from '../protocol/library';

const WORDS: Record<TroubleKind, { what: string; fix: string }> = {
  refused: {
    what: 'the browser lets this page keep nothing, because the window is private or its settings say so',
    fix: 'The page works without it, but a reload or a closed tab loses runs and files.',
  },
  full: {
    what: 'the browser has no more room for this page',
    fix: 'Remove runs or data from the list of what is kept.',
  },
  evicted: {
    what: 'the browser has deleted what was kept here, as it does when room is short or site data are cleared',
    fix: 'Files have to be opened anew; runs can be trained anew, and come out the same.',
  },
  blocked: {
    what: 'another tab of this page holds what is kept here',
    fix: 'Close the other tabs, and load this one anew.',
  },
  newer: {
    what: 'what is kept here was written by a newer version of this page',
    fix: 'Load the page anew to get that version. Nothing was changed, and this version keeps nothing meanwhile.',
  },
  broken: {
    what: 'what is kept here cannot be read or written',
    fix: 'If it stays so, choose to keep nothing, which deletes all of it, and then to keep again.',
  },
};

/** That something could not be kept or read again. */
export class StorageTrouble extends UserError {
  constructor(
    readonly kind: TroubleKind,
    /** What the browser says of it. */
    detail?: string,
  ) {
    const { what, fix } = WORDS[kind];
    super(detail ? `${what} (${detail})` : what, undefined, fix);
  }

  /** As sentences. */
  get words(): string {
    return `${this.message.slice(0, 1).toUpperCase()}${this.message.slice(1)}`;
  }
}

const KINDS: Readonly<Record<string, TroubleKind>> = {
  QuotaExceededError: 'full',
  SecurityError: 'refused',
  NotAllowedError: 'refused',
  // Firefox says so of databases in private windows.
  InvalidStateError: 'refused',
  VersionError: 'newer',
  // Another tab writes the file.
  NoModificationAllowedError: 'blocked',
};

/** What a failed access to storage means. */
export function troubleOf(error: unknown): StorageTrouble {
  if (error instanceof StorageTrouble) return error;
  const name = error instanceof Error ? error.name : '';
  const kind = Object.hasOwn(KINDS, name) ? (KINDS[name] as TroubleKind) : 'broken';
  return new StorageTrouble(kind, kind === 'broken' ? errorText(error) : undefined);
}

/** Does something with storage. @throws StorageTrouble for whatever it throws */
export async function inWords<T>(act: () => T | Promise<T>): Promise<T> {
  try {
    return await act();
  } catch (error) {
    throw troubleOf(error);
  }
}
