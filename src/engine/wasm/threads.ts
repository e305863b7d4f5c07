import type { Heap } from '../tfjs/wasm-module';
import { BLOCK_BYTES, JobBlock, type Kernels } from './job';
import type { ThreadStart } from './thread';

/** A thread that has not begun by then never will. */
const START_MS = 10_000;

/** Threads that help the calling one, which counts too. */
export class Threads {
  private constructor(
    private readonly workers: Worker[],
    private readonly jobs: JobBlock,
    private readonly release: () => void,
  ) {}

  get count(): number {
    return this.workers.length + 1;
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
    const workers: Worker[] = [];
    const threads = new Threads(workers, jobs, release);
    try {
      await Promise.all(
        scratch.map((at) => {
          const worker = new Worker(new URL('./thread.ts', import.meta.url), { type: 'module', name: 'kernels' });
          workers.push(worker);
          return begin(worker, { module, memory, block, scratch: at });
        }),
      );
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
    for (const worker of this.workers) worker.terminate();
    // A thread that is about to wake, or to end, may still look at the block: its memory is not given back before it is gone.
    setTimeout(this.release, START_MS);
  }
}

function begin(worker: Worker, start: ThreadStart): Promise<void> {
  return new Promise((resolve, reject) => {
    const late = setTimeout(() => reject(new Error('A thread did not start in time.')), START_MS);
    worker.onmessage = () => {
      clearTimeout(late);
      resolve();
    };
    worker.onerror = (event) => {
      clearTimeout(late);
      reject(new Error(event.message || 'A thread did not start.'));
    };
    worker.postMessage(start);
  });
}
