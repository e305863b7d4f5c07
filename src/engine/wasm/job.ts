/**
 * One kernel at a time, done by several threads: a block in shared memory says which kernel, its parameters and its
 * number of shares; whoever is free takes the next share. What a share writes does not depend on who does it, so any
 * number of threads gives the same bits.
 */

/** Words (int32) of the block. */
const TICKET = 0;
const DONE = 1;
const BELL = 2;
const SLEEPERS = 3;
const STOPPED = 4;
const WAITING = 5;
const FAILED = 6;
const KERNEL = 7;
const CHUNKS = 8;
const COUNT = 9;
/** Bytes; the parameters, in float64, which holds addresses and float32 exactly. */
const PARAMETERS = 64;
const MOST_PARAMETERS = 32;
export const BLOCK_BYTES = PARAMETERS + 8 * MOST_PARAMETERS;

/**
 * The ticket holds the job's number and the next share, 16 bits each, so that a thread that comes too late, with an old
 * job's parameters, takes no share of a new one.
 */
const JOB_BITS = 16;
/** In place of a share's number: the job is being written down, and nobody may read its parameters. */
const CLOSED = 2 ** (32 - JOB_BITS) - 1;
const MOST_CHUNKS = CLOSED - 1;

/** Milliseconds for which a thread looks out for work before it sleeps; waking takes about 0.05 ms, a step's kernels follow each other sooner. */
const SPIN_MS = 1;
/** Looks between two at the clock. */
const LOOKS = 64;

export type Kernels = ((...parameters: number[]) => void)[];

/** Tells the processor that a loop only waits; not in every browser. */
const pause: () => void = (Atomics as { pause?: () => void }).pause ?? (() => {});

/** Whether this thread may sleep: a page's main thread may not. */
const maySleep = (() => {
  try {
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 0);
    return true;
  } catch {
    return false;
  }
})();

export class JobBlock {
  private readonly words: Int32Array;
  private readonly parameters: Float64Array;
  private job = 0;
  /** What the calling thread's own share of this job threw; what another thread's threw is not known. */
  private cause: unknown;

  /**
   * @param memory the shared memory; the block's part of it stays where it is when it grows
   * @param at its address, a multiple of 8; BLOCK_BYTES, set to 0 by the first who has it
   * @param kernels the calling thread's own
   */
  constructor(
    memory: WebAssembly.Memory,
    at: number,
    private readonly kernels: Kernels,
  ) {
    this.words = new Int32Array(memory.buffer, at, PARAMETERS / 4);
    this.parameters = new Float64Array(memory.buffer, at + PARAMETERS, MOST_PARAMETERS);
  }

  /** Makes an empty block of whatever lay there. */
  clear(): void {
    this.words.fill(0);
  }

  /**
   * Runs a kernel with the help of all threads that attend, and returns when all of it is done.
   *
   * @param parameters but the last two, a share's number and their count
   * @throws Error where the kernel failed in any of them
   */
  run(kernel: number, chunks: number, parameters: number[]): void {
    if (chunks > MOST_CHUNKS || parameters.length > MOST_PARAMETERS)
      throw new Error(`A job of ${chunks} shares and ${parameters.length} parameters is too large.`);
    const { words } = this;
    this.job = (this.job + 1) & (2 ** JOB_BITS - 1);
    this.cause = undefined;
    // The old ticket first: a thread that is late could still take a share by it, with parameters that are half new.
    Atomics.store(words, TICKET, (this.job << JOB_BITS) | CLOSED);
    words[KERNEL] = kernel;
    // In order for all threads, on any processor: who sees the new count sees the old ticket closed.
    Atomics.store(words, CHUNKS, chunks);
    words[COUNT] = parameters.length;
    this.parameters.set(parameters);
    Atomics.store(words, DONE, 0);
    Atomics.store(words, TICKET, this.job << JOB_BITS);
    if (Atomics.load(words, SLEEPERS) > 0) {
      Atomics.add(words, BELL, 1);
      Atomics.notify(words, BELL);
    }
    this.takeShares(this.job);
    this.awaitOthers(chunks);
    if (Atomics.exchange(words, FAILED, 0) > 0) throw new Error('A kernel failed.', { cause: this.cause });
  }

  /** Works on jobs until `stop`. Never returns to the event loop in between. */
  attend(): void {
    const { words } = this;
    let last = 0;
    for (;;) {
      if (!this.spinUntil(() => this.isNew(last) || Atomics.load(words, STOPPED) > 0)) {
        const bell = Atomics.load(words, BELL);
        Atomics.add(words, SLEEPERS, 1);
        // A job that came since has not seen a sleeper.
        if (!this.isNew(last) && Atomics.load(words, STOPPED) === 0) Atomics.wait(words, BELL, bell);
        Atomics.sub(words, SLEEPERS, 1);
        continue;
      }
      if (Atomics.load(words, STOPPED) > 0) return;
      last = jobOf(Atomics.load(words, TICKET));
      this.takeShares(last);
    }
  }

  /** Sends all threads home. */
  stop(): void {
    Atomics.store(this.words, STOPPED, 1);
    Atomics.add(this.words, BELL, 1);
    Atomics.notify(this.words, BELL);
  }

  /** Whether there is another job than that one, written down in full. */
  private isNew(last: number): boolean {
    const ticket = Atomics.load(this.words, TICKET);
    return jobOf(ticket) !== last && shareOf(ticket) !== CLOSED;
  }

  private takeShares(job: number): void {
    const { words } = this;
    const first = Atomics.load(words, TICKET);
    if (jobOf(first) !== job || shareOf(first) === CLOSED) return;
    // Read after an open ticket was seen: should they be of a later job already, no share can be taken by this one's ticket.
    const kernel = this.kernels[words[KERNEL] as number];
    const chunks = Atomics.load(words, CHUNKS);
    const count = words[COUNT] as number;
    const parameters = [...this.parameters.subarray(0, count), 0, chunks];
    for (;;) {
      const ticket = Atomics.load(words, TICKET);
      const chunk = shareOf(ticket);
      if (jobOf(ticket) !== job || chunk >= chunks) return;
      if (Atomics.compareExchange(words, TICKET, ticket, ticket + 1) !== ticket) continue;
      parameters[count] = chunk;
      try {
        kernel?.(...parameters);
      } catch (error) {
        this.cause = error;
        Atomics.store(words, FAILED, 1);
      }
      if (Atomics.add(words, DONE, 1) + 1 === chunks && Atomics.load(words, WAITING) > 0) Atomics.notify(words, DONE);
    }
  }

  private awaitOthers(chunks: number): void {
    const { words } = this;
    const isDone = () => Atomics.load(words, DONE) === chunks;
    while (!this.spinUntil(isDone)) {
      if (!maySleep) continue;
      Atomics.store(words, WAITING, 1);
      const done = Atomics.load(words, DONE);
      if (done < chunks) Atomics.wait(words, DONE, done, SPIN_MS);
      Atomics.store(words, WAITING, 0);
    }
  }

  /** Whether something came about within SPIN_MS. */
  private spinUntil(is: () => boolean): boolean {
    const begun = performance.now();
    do {
      for (let i = 0; i < LOOKS; i++) {
        if (is()) return true;
        pause();
      }
    } while (performance.now() - begun < SPIN_MS);
    return false;
  }
}

function jobOf(ticket: number): number {
  return ticket >>> (32 - JOB_BITS);
}

function shareOf(ticket: number): number {
  return ticket & CLOSED;
}
