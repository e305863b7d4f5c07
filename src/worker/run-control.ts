import type { Control } from '../training/variant';
import { nextTask } from './next-task';

/** The person's hand on the loop: pause, one step, resume, stop; felt from the moment that the run was asked for. */
export class RunControl implements Control {
  private paused = false;
  private stopped = false;
  private wake: () => void = () => {};
  private stepsWanted = 0;

  /** Told when the loop really rests, and when it goes on. */
  onPause: (resting: boolean) => void = () => {};

  /** Whether the person has ended the run, before its first step perhaps. */
  get isStopped(): boolean {
    return this.stopped;
  }

  pause(): void {
    this.paused = true;
  }

  resume(): void {
    this.paused = false;
    this.wake();
  }

  step(): void {
    this.paused = true;
    this.stepsWanted++;
    this.wake();
  }

  stop(): void {
    this.stopped = true;
    this.wake();
  }

  async beforeStep(beforeRest: () => Promise<void>): Promise<boolean> {
    await nextTask();
    let rested = false;
    while (this.paused && !this.stopped && this.stepsWanted === 0) {
      if (!rested) {
        rested = true;
        await beforeRest();
        this.onPause(true);
        // The person may have gone on in the meantime.
        continue;
      }
      await new Promise<void>((resolve) => {
        this.wake = resolve;
      });
    }
    if (this.stepsWanted > 0) this.stepsWanted--;
    if (rested && !this.paused) this.onPause(false);
    return !this.stopped;
  }

  breathe(): Promise<void> {
    return nextTask();
  }
}

/**
 * The person's hand on one loop of several. One that was given up stands still wherever it waits next: its engine has gone, and another
 * loop has the person's ear.
 */
export class OwnControl implements Control {
  private given = false;

  constructor(private readonly person: RunControl) {}

  /** The loop is given up. */
  giveUp(): void {
    this.given = true;
  }

  get isGivenUp(): boolean {
    return this.given;
  }

  beforeStep(beforeRest: () => Promise<void>): Promise<boolean> {
    return this.unlessGiven(() => this.person.beforeStep(beforeRest));
  }

  breathe(): Promise<void> {
    return this.unlessGiven(() => this.person.breathe());
  }

  /** Does the work and answers, if the loop was not given up before or meanwhile; otherwise it never answers. */
  async unlessGiven<T>(work: () => Promise<T>): Promise<T> {
    if (this.given) return STANDSTILL;
    const value = await work();
    return this.given ? STANDSTILL : value;
  }
}

const STANDSTILL = new Promise<never>(() => {});
