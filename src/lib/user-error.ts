import { isolated, withIsolatedQuotes } from './isolated';
/** What a button beside an error could do: its words, and what the person chooses with it. */
export interface Offer {
  readonly text: string;
  readonly choices: object;
}

/**
 * An error that a person can act on: what happened, where, and what to do next.
 * Anything else that is thrown is a defect of ours and is shown as such.
 */
export class UserError extends Error {
  override readonly name = 'UserError';

  /**
   * @param what what happened, a clause without a full stop
   * @param where file, line, column, or the path inside the configuration
   * @param fix what the person can do about it
   * @param offers what would mend it at once
   */
  constructor(
    readonly what: string,
    readonly where?: string,
    readonly fix?: string,
    readonly offers: readonly Offer[] = [],
  ) {
    super(`${where ? `${isolated(where)}: ` : ''}${withIsolatedQuotes(what)}.${fix ? ` ${withIsolatedQuotes(fix)}` : ''}`);
  }
}
