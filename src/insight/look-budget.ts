import { median } from '../lib/median';

/**
 * Looking inside takes at most this share of the time that training takes. With what it costs beside (what is sent, and memory
 * that is collected) the whole of it then stays below 3 %, as `npm run bench` measures.
 */
export const LOOK_SHARE = 0.02;

/** `whole`: all that a look can hold. `light`: without what costs most. */
export type LookKind = 'whole' | 'light';
/** What the first look of a kind is taken to cost. */
const FIRST_GUESS_MS: Record<LookKind, number> = { whole: 15, light: 5 };
/** What the next one costs is taken from so many of the last: one that was held up must not keep the next away. */
const REMEMBERED = 3;

/** Says when there is time to look, by what looks have cost so far. */
export class LookBudget {
  /** Milliseconds spent in looks, and milliseconds in which nothing was trained. */
  private spent = 0;
  private rested = 0;
  private readonly costs: Record<LookKind, number[]> = { whole: [], light: [] };
  private restingSince: number | undefined;
  private readonly begun: number;

  /** @param now gives milliseconds */
  constructor(private readonly now: () => number = () => performance.now()) {
    this.begun = now();
  }

  /** Milliseconds that training has taken. */
  get trained(): number {
    return this.now() - this.begun - this.spent - this.rested;
  }

  /**
   * Which look there is time for: one that stays within the share, and after which a light one still will at the next end of an
   * epoch; after a whole one, two of them, should they take longer than thought. So light looks come first, and whole ones take what is
   * left over.
   *
   * @param untilNext milliseconds of training until that end
   */
  affords(untilNext: number): LookKind | undefined {
    const left = LOOK_SHARE * this.trained - this.spent;
    const fits = (kind: LookKind, reserved: number) => this.costOf(kind) <= Math.min(left, left + LOOK_SHARE * untilNext - reserved * this.costOf('light'));
    return fits('whole', 2) ? 'whole' : fits('light', 1) ? 'light' : undefined;
  }

  async look<T>(kind: LookKind, work: () => Promise<T>): Promise<T> {
    const begun = this.now();
    try {
      return await work();
    } finally {
      const cost = this.now() - begun;
      this.costs[kind] = [...this.costs[kind], cost].slice(-REMEMBERED);
      this.spent += cost;
    }
  }

  /** Work before training begins: it neither counts against the share nor pays for any of it. */
  async before<T>(work: () => Promise<T>): Promise<T> {
    const begun = this.now();
    try {
      return await work();
    } finally {
      this.rested += this.now() - begun;
    }
  }

  /** The run rests, or goes on: time in which nothing is trained pays for no look. */
  rest(resting: boolean): void {
    if (this.restingSince !== undefined) this.rested += this.now() - this.restingSince;
    this.restingSince = resting ? this.now() : undefined;
  }

  private costOf(kind: LookKind): number {
    const known = this.costs[kind];
    return known.length > 0 ? median(known) : FIRST_GUESS_MS[kind];
  }
}
