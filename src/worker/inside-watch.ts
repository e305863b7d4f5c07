import { LookBudget } from '../insight/look-budget';
import { NotFinite } from '../insight/probe/not-finite';
import type { Prober } from '../insight/probe/prober';
import { once } from '../lib/once';
import type { Look } from '../protocol/insight';
import type { TrainOptions } from '../protocol/run';
import type { Learner } from '../training/step';

/** Looks within the first epoch, where most happens. */
const FIRST_EPOCH = [0.25, 0.5, 0.75];

/** Whether somebody watches a run; `unhurried`: every look is taken, whatever it costs; `at end`: only the last one is. */
export type Watched = NonNullable<TrainOptions['inside']>;

const nextAfter = (epoch: number) => FIRST_EPOCH.find((point) => point > epoch) ?? Math.floor(epoch) + 1;

/**
 * When a run is looked into: while somebody watches, and as long as it takes little of training's time. Where epochs are quick, most looks
 * are light ones.
 */
export class InsideWatch {
  /** Made when it is first needed: nobody may ever look. */
  readonly prober: () => Prober;
  private readonly budget = new LookBudget();
  private made: Prober | undefined;
  private watched: readonly number[] = [];
  private next = 0;

  /** @param tell what a look has found */
  constructor(
    make: () => Prober,
    private readonly learner: Learner,
    private readonly tell: (look: Look) => void,
    /** Whether somebody watches. */
    readonly open: boolean,
    /** Whether looks are taken whatever they cost. */
    private readonly unhurried = false,
    /** Whether it is looked into when it has ended. */
    readonly atEnd = open,
  ) {
    this.prober = once(() => {
      this.made = make();
      this.made.watch(this.watched);
      return this.made;
    });
  }

  /** @param rows of the table, which every look keeps from now on */
  watch(rows: readonly number[]): void {
    this.watched = rows;
    this.made?.watch(rows);
  }

  /** The run goes on with so many epochs done: what there was to see before has been seen. */
  from(epoch: number): void {
    this.next = nextAfter(epoch);
  }

  /** The run rests, or goes on. */
  rest(resting: boolean): void {
    this.budget.rest(resting);
  }

  /** Called at the start and after each step. @param epoch epochs done, with a fraction */
  async between(epoch: number): Promise<void> {
    if (epoch < this.next) return;
    this.next = nextAfter(epoch);
    if (!this.open) return;
    const kind = epoch === 0 || this.unhurried ? 'whole' : this.budget.affords(this.untilEndOf(Math.floor(epoch) + 1, epoch));
    if (!kind) return;
    const { prober, learner } = this;
    try {
      // Before the first step there is no training to slow down; looking then also makes the next looks quick.
      const look = epoch === 0 ? this.budget.before(() => prober().look(learner, 0)) : kind === 'whole' ? this.look(epoch) : this.glance(epoch);
      this.tell(await look);
    } catch (error) {
      // Watching must not change a run. If its numbers or the engine are wrong, the run says so itself.
      console.info('A look inside failed:', error);
    }
  }

  /** A whole look. @param final whether these are the weights that the run ended with */
  look(epoch: number, final = false): Promise<Look> {
    return this.budget.look('whole', () => this.prober().look(this.learner, epoch, final));
  }

  /** The look at the weights that the run ended with. None where a row has overflowed: a run that has been trained is not lost for that. */
  async last(epoch: number): Promise<Look | undefined> {
    try {
      return await this.look(epoch, true);
    } catch (error) {
      if (!(error instanceof NotFinite)) throw error;
      console.info('A look inside failed:', error);
      return undefined;
    }
  }

  dispose(): void {
    this.made?.dispose();
  }

  private glance(epoch: number): Promise<Look> {
    return this.budget.look('light', () => this.prober().glance(this.learner, epoch));
  }

  /** Milliseconds of training until so many epochs are done, at the pace so far. */
  private untilEndOf(epochs: number, done: number): number {
    return (this.budget.trained / done) * (epochs - done);
  }
}
