import { predictTest } from '../insight/predict-test';
import type { Prober } from '../insight/probe/prober';
import type { Pace, Subject } from '../insight/subject';
import { UserError } from '../lib/user-error';
import type { Look } from '../protocol/insight';
import type { InsideWatch } from './inside-watch';
import { nextTask } from './next-task';

/** What ends work that somebody gave up. */
export const GIVEN_UP = new UserError('it was cancelled');

/** What ends work on a model that goes on training. */
export const CHANGED = new UserError('the model has changed in the meantime', undefined, 'Pause the run, or wait for its end, and ask again.');

/** What is known of one state of the model, or under way. */
interface Known {
  at: string;
  look?: Promise<Look>;
  predictions?: Promise<Float32Array>;
}

/** A run's model as questions need it: only while it rests, and each costly answer worked out once for each of its states. */
export class AskedModel {
  private known: Known = { at: '' };
  private readonly dropped = new AbortController();

  /** @param state tells one state of the model from another; undefined while it is being trained */
  constructor(
    readonly subject: Subject,
    readonly seed: number,
    private readonly watch: InsideWatch | undefined,
    private readonly state: () => string | undefined,
  ) {}

  /** The model is about to go: whatever is being measured ends. */
  drop(): void {
    this.dropped.abort();
  }

  /** What is known of the model as it is now. @throws UserError while it is being trained */
  atRest(): Known {
    const at = this.state();
    if (at === undefined) throw new UserError('the model is training', undefined, 'Pause the run, or wait for its end.');
    if (this.known.at !== at) this.known = { at };
    return this.known;
  }

  /** A look at the model as it is. @throws UserError where it has no adapters, or is being trained */
  async looked(): Promise<{ prober: Prober; look: Look }> {
    if (!this.watch) throw new UserError('this model has no adapters to look into', undefined, 'Switch an adapter on, and train.');
    const known = this.atRest();
    const prober = this.watch.prober();
    known.look ??= this.kept(known, 'look', prober.look(this.subject.learner, 0));
    return { prober, look: await known.look };
  }

  /** [test rows] click probabilities. @throws UserError while the model is training */
  predictions(): Promise<Float32Array> {
    const known = this.atRest();
    known.predictions ??= this.kept(known, 'predictions', predictTest(this.subject, this.pace()));
    return known.predictions;
  }

  /** Work goes on only while the model stays as it is, and is wanted. */
  pace(wanted?: AbortSignal): Pace {
    const at = this.state();
    return {
      breathe: async () => {
        await nextTask();
        if (wanted?.aborted || this.dropped.signal.aborted) throw GIVEN_UP;
        if (this.state() !== at) throw CHANGED;
      },
    };
  }

  /** What fails is asked anew. */
  private kept<T>(known: Known, name: 'look' | 'predictions', asked: Promise<T>): Promise<T> {
    asked.catch(() => delete known[name]);
    return asked;
  }
}
