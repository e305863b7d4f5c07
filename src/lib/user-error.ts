import { isolated, withIsolatedQuotes } from './isolated';

/** What a button beside an error could do: its words, and what the person chooses with it. */
export interface Offer {
  readonly text: string;
  readonly choices: object;
}

/** Characters of each part: a name from outside that is repeated in one may be of any length. */
const MOST = { what: 2000, where: 500, fix: 1000 } as const;
const cut = (text: string, most: number) => (text.length > most ? `${text.slice(0, most - 1)}…` : text);

/**
 * An error that a person can act on: what happened, where, and what to do next.
 * Anything else that is thrown is a defect of ours and is shown as such.
 */
export class UserError extends Error {
  override readonly name = 'UserError';
  readonly what: string;
  readonly where: string | undefined;
  readonly fix: string | undefined;

  /**
   * @param what what happened, a clause without a full stop
   * @param where file, line, column, or the path inside the configuration
   * @param fix what the person can do about it
   * @param offers what would mend it at once
   */
  constructor(
    what: string,
    where?: string,
    fix?: string,
    readonly offers: readonly Offer[] = [],
  ) {
    const said = { what: cut(what, MOST.what), where: where && cut(where, MOST.where), fix: fix && cut(fix, MOST.fix) };
    super(`${said.where ? `${isolated(said.where)}: ` : ''}${withIsolatedQuotes(said.what)}.${said.fix ? ` ${withIsolatedQuotes(said.fix)}` : ''}`);
    this.what = said.what;
    this.where = said.where;
    this.fix = said.fix;
  }
}
