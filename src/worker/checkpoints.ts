import { completeStored } from '../config/complete';
import type { RunConfig } from '../config/run-config';
import { fromBytes, toBytes } from '../lib/array-bytes';
import { errorText } from '../lib/error-text';
import { UserError } from '../lib/user-error';
import type { EngineInfo } from '../protocol/engine';
import type { RunRecord } from '../runs/record';
import { memorySlots, openRunSlots, type RunSlots, readRunSlots } from '../storage/run-slots';
import type { TrainerState } from '../training/checkpoint/state';

/** The form of what lies in a slot; a later one is refused. */
const FORM = 1;
/** The end of an epoch is kept where so much time has passed since the last. */
const MS_BETWEEN_EPOCHS = 1000;
/** Within an epoch no more than this is lost. */
const MS_WITHIN_EPOCH = 10_000;
/** Keeping may take one hundredth of the time. */
const TIMES_ITS_COST = 100;

/** All that a run goes on from, wherever it does. */
export interface Checkpoint {
  form: typeof FORM;
  config: RunConfig;
  /** Of the table that it is trained on. */
  dataHash: string;
  engine: EngineInfo | undefined;
  /** The file of row numbers that its split names. */
  rowsFile: { name: string; bytes: Uint8Array } | undefined;
  /** What has been told of it. */
  record: RunRecord;
  /** Undefined before its first step. */
  state: TrainerState | undefined;
}

/** Keeps a run from time to time, so that it takes little of the training's time. */
export class Checkpoints {
  private lastAt = performance.now();
  /** Milliseconds that the last one took. */
  private cost = 0;
  /** Milliseconds that keeping may take by now, of the time that has passed; below 0 where one took longer than was thought. */
  private credit = 0;
  private countedAt = performance.now();
  private spent = 0;
  private trouble: string | undefined;
  private closed = false;
  /** One thing after the other is done to the place. */
  private turn: Promise<unknown> = Promise.resolve();

  private constructor(
    private readonly id: string,
    private onDisk: boolean,
    private place: RunSlots,
  ) {
    this.trouble = place.trouble;
  }

  /** @param onDisk whether the person wants it; in memory alone they serve while this worker lives */
  static async of(id: string, onDisk: boolean): Promise<Checkpoints> {
    return new Checkpoints(id, onDisk, await placeOf(id, onDisk));
  }

  /** Why they outlive no closed tab, where they do not. */
  get refused(): string | undefined {
    return this.trouble;
  }

  /** What keeping has taken of the training's time, in milliseconds. */
  get spentMs(): number {
    return this.spent;
  }

  /** Something else that is done to keep the run has taken so many milliseconds of its time: the next checkpoint is put off for it. */
  charge(ms: number): void {
    this.spent += ms;
    this.credit -= ms;
  }

  /** Whether a moment is one to keep. */
  isDue(at: 'step' | 'rest' | 'epoch'): boolean {
    const now = performance.now();
    // A long rest is no reason to keep it often afterwards.
    const most = Math.max(this.cost, MS_WITHIN_EPOCH / TIMES_ITS_COST);
    this.credit = Math.min(this.credit + (now - this.countedAt) / TIMES_ITS_COST, most);
    this.countedAt = now;
    if (at === 'rest') return true;
    return now - this.lastAt >= (at === 'epoch' ? MS_BETWEEN_EPOCHS : MS_WITHIN_EPOCH) && this.credit >= this.cost;
  }

  /**
   * Keeps what `make` gives. A disk that is full, or fails, ends no run: what was kept before stays, and `refused` says why.
   *
   * @param waited whether a training waits for it, which the next one is put off for
   * @returns whether it is kept
   */
  async keep(make: () => Promise<Checkpoint>, waited = true): Promise<boolean> {
    const begun = performance.now();
    // An engine that has gone may never answer: nobody waits for it in turn.
    const bytes = toBytes(await make());
    await this.inTurn(async () => {
      try {
        await this.place.slots.write(bytes);
        this.trouble = this.place.trouble;
      } catch (error) {
        this.trouble = errorText(error);
      }
    });
    this.lastAt = performance.now();
    this.countedAt = this.lastAt;
    this.cost = this.lastAt - begun;
    if (waited) this.charge(this.cost);
    return this.trouble === undefined;
  }

  /** The person's word on whether anything is kept has changed: what was kept last goes from the disk into memory, or back. */
  async keepOn(onDisk: boolean): Promise<void> {
    await this.inTurn(async () => {
      if (onDisk === this.onDisk || this.closed) return;
      this.onDisk = onDisk;
      const before = this.place.slots;
      // What cannot be read, or has no room, is kept when the next is due.
      const last = await before.read().catch(() => undefined);
      before.close();
      this.place = memorySlots(NOTHING);
      const next = await placeOf(this.id, onDisk);
      this.place = next;
      this.trouble = next.trouble;
      if (last) await next.slots.write(last).catch(() => {});
      // The run may have ended meanwhile.
      if (this.closed) next.slots.close();
    });
  }

  /** What was kept last; undefined where nothing was. */
  async last(): Promise<Checkpoint | undefined> {
    const bytes = await this.inTurn(() => this.place.slots.read());
    return bytes && readCheckpoint(bytes);
  }

  close(): void {
    this.closed = true;
    this.place.slots.close();
  }

  private inTurn<T>(act: () => Promise<T>): Promise<T> {
    const done = this.turn.then(act);
    this.turn = done.catch(() => {});
    return done;
  }
}

const NOTHING = 'nothing is to be kept on this machine';

const placeOf = async (id: string, onDisk: boolean): Promise<RunSlots> => (onDisk ? openRunSlots(id) : memorySlots(NOTHING));

/** What is kept of a run; undefined where nothing is, or the browser refuses its files. @throws UserError where a later version wrote it */
export async function keptOf(id: string): Promise<Checkpoint | undefined> {
  const bytes = await readRunSlots(id).catch((error: unknown) => {
    console.info('What was kept of the run cannot be read:', errorText(error));
    return undefined;
  });
  return bytes && readCheckpoint(bytes);
}

function readCheckpoint(bytes: Uint8Array): Checkpoint {
  const checkpoint = fromBytes(bytes) as Checkpoint;
  if (checkpoint.form !== FORM) {
    throw new UserError(
      'this run was kept by another version of the page',
      undefined,
      'Load the page anew, or train the run anew: the same seed comes to the same end.',
    );
  }
  // A setting that the page did not have yet when it was kept has the value that it came with.
  const { config, record } = checkpoint;
  return { ...checkpoint, config: completeStored(config), record: { ...record, config: completeStored(record.config) } };
}

export const checkpointOf = (parts: Omit<Checkpoint, 'form'>): Checkpoint => ({ form: FORM, ...parts });
