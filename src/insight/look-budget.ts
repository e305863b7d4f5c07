/**
 * Looking inside takes at most this share of the time that training takes. With what it costs beside (what is sent, and memory
 * that is collected) the whole of it then stays below 3 %, as `npm run bench` measures.
 */
export const LOOK_SHARE = 0.02;
/** What the first look is taken to cost. */
const FIRST_GUESS_MS = 10;

/** Says when there is time to look, by what looks have cost so far. */
export class LookBudget {
  /** Milliseconds spent in looks, and milliseconds in which nothing was trained. */
  private spent = 0;
  private rested = 0;
  private last = FIRST_GUESS_MS;
  private restingSince: number | undefined;
  private readonly begun: number;

  /** @param now gives milliseconds */
  constructor(private readonly now: () => number = () => performance.now()) {
    this.begun = now();
  }

  /** Whether another look, as long as the last one, stays within the share. */
  mayLook(): boolean {
    const trained = this.now() - this.begun - this.spent - this.rested;
    return this.spent + this.last <= LOOK_SHARE * trained;
  }

  async look<T>(work: () => Promise<T>): Promise<T> {
    const begun = this.now();
    try {
      return await work();
    } finally {
      this.last = this.now() - begun;
      this.spent += this.last;
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
}
