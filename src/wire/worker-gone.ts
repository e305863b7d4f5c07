import { UserError } from '../lib/user-error';

/** What was asked of a worker that has gone: it did not load, stopped answering, or broke. Another takes its place with the next call. */
export class WorkerGone extends UserError {
  /** @param loaded whether it ever answered: one that does not load will not the next time either */
  constructor(
    what: string,
    fix: string,
    readonly loaded: boolean,
  ) {
    super(what, undefined, fix);
  }
}
