import { startSideWorker } from '../../lib/side-worker';
import type { Heap } from '../tfjs/wasm-module';
import { BLOCK_BYTES, JobBlock, type Kernels } from './job';
import type { ThreadStart } from './thread';
import threadUrl from './thread?worker&url';

/** A thread that has not begun by then never will. */
const START_MS = 10_000;

/** Threads that help the calling one, which counts too. */
export class Threads {
  private constructor(
    private readonly ends: (() => void)[],
    private readonly jobs: JobBlock,
    private readonly release: () => void,
  ) {}

  get count(): number {
    return this.ends.length + 1;
  }

  /**
   * Starts threads, all or none.
   *
   * @param count the calling one included; at least 2
   * @param module the kernels, which import a shared memory
   * @param memory that memory, on which the heap lies
   * @param kernels the calling thread's
   * @param scratchBytes what each thread's kernels may use for themselves
   * @throws Error where a thread does not start
   */
  static async start(
    count: number,
    module: WebAssembly.Module,
    memory: WebAssembly.Memory,
    heap: Heap,
    kernels: Kernels,
    scratchBytes: number,
  ): Promise<Threads> {
    const block = heap._malloc(BLOCK_BYTES);
    const scratch = Array.from({ length: count - 1 }, () => heap._malloc(scratchBytes));
    const release = () => {
      for (const at of [block, ...scratch]) heap._free(at);
    };
    const jobs = new JobBlock(memory, block, kernels);
    jobs.clear();
    const ends: (() => void)[] = [];
    const threads = new Threads(ends, jobs, release);
    try {
      await Promise.all(scratch.map((at) => begin({ module, memory, block, scratch: at }, ends)));
    } catch (error) {
      // Those that have begun wait for work, and look at the block.
      threads.stop();
      throw error;
    }
    return threads;
  }

  run(kernel: number, chunks: number, parameters: number[]): void {
    this.jobs.run(kernel, chunks, parameters);
  }

  stop(): void {
    this.jobs.stop();
    for (const end of this.ends) end();
    // A thread that is about to wake, or to end, may still look at the block: its memory is not given back before it is gone.
    setTimeout(this.release, START_MS);
  }
}

/** @param ends gets what ends the thread */
function begin(start: ThreadStart, ends: (() => void)[]): Promise<void> {
  return new Promise((resolve, reject) => {
    const end = startSideWorker(threadUrl, 'kernels', start, {
      answered() {
        clearTimeout(late);
        resolve();
      },
      failed(message) {
        clearTimeout(late);
        reject(new Error(message || 'A thread did not start.'));
      },
    });
    ends.push(end);
    const late = setTimeout(() => reject(new Error('A thread did not start in time.')), START_MS);
  });
}
