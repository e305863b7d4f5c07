import { type TensorInfo, util } from '@tensorflow/tfjs-core';
import { allocatorOf, type Heap, heapOf } from '../tfjs/wasm-module';
import type { Backend } from './backend';
import { KERNELS, type KernelExports, type KernelName, kernelList } from './kernel-names';
import { threadsToStart } from './thread-limit';
import { Threads } from './threads';

/** Bytes that a kernel may use for itself in each thread: the most is 128 rows of 134 columns, packed, and a tile. */
const SCRATCH_BYTES = 96 * 1024;

/** What our kernels run on: tfjs's heap, memory between kernels, and threads. */
export class Machine {
  private readonly spaces = new Map<string, { at: number; bytes: number }>();
  private helpers: Threads | undefined;

  private constructor(
    private readonly backend: Backend,
    private readonly module: WebAssembly.Module,
    private readonly memory: WebAssembly.Memory,
    private readonly shared: boolean,
    private readonly kernels: KernelExports,
    /** Whether multiply and add are one instruction. */
    readonly relaxed: boolean,
  ) {
    kernels.setScratch(this.heap._malloc(SCRATCH_BYTES));
  }

  /**
   * @param module the kernels, which import `memory`, the heap
   * @param shared whether that is shared
   * @param relaxed whether the kernels were built with relaxed SIMD
   */
  static async make(backend: Backend, module: WebAssembly.Module, memory: WebAssembly.Memory, shared: boolean, relaxed: boolean): Promise<Machine> {
    const { exports } = await WebAssembly.instantiate(module, { env: { memory } });
    return new Machine(backend, module, memory, shared, exports as unknown as KernelExports, relaxed);
  }

  /** Threads that work on a kernel, this one included. */
  get threads(): number {
    return this.helpers?.count ?? 1;
  }

  /** Starts threads, if the memory is shared. Where they do not start, this one works alone. */
  async startThreads(count = threadsToStart()): Promise<void> {
    if (this.helpers || count < 2 || !this.shared) return;
    try {
      this.helpers = await Threads.start(count, this.module, this.memory, this.heap, kernelList(this.kernels), SCRATCH_BYTES);
    } catch (error) {
      console.warn(`The WebAssembly engine runs on one thread: ${error instanceof Error ? error.message : error}`);
    }
  }

  stopThreads(): void {
    this.helpers?.stop();
    this.helpers = undefined;
  }

  /**
   * Runs a kernel, all its shares.
   *
   * @param parameters but the last two, which are a share's number and their count
   */
  run(name: KernelName, chunks: number, ...parameters: number[]): void {
    if (this.helpers && chunks > 1) {
      try {
        this.helpers.run(KERNELS.indexOf(name), chunks, parameters);
      } catch (error) {
        throw new Error(`The kernel ${name} failed.`, { cause: error });
      }
      return;
    }
    const kernel = this.kernels[name];
    for (let chunk = 0; chunk < chunks; chunk++) kernel(...parameters, chunk, chunks);
  }

  /** A tensor's address; 0 for none. */
  at(tensor: TensorInfo | undefined): number {
    return tensor ? this.backend.getMemoryOffset(tensor.dataId) : 0;
  }

  /** A new tensor, its values whatever lay there, or, where there is one, another reference to `into`. */
  output(shape: number[], into?: TensorInfo, dtype: 'float32' | 'int32' = 'float32'): TensorInfo {
    if (!into) return this.backend.makeOutput(shape, dtype);
    if (util.sizeFromShape(shape) !== util.sizeFromShape(into.shape)) throw new Error(`An output of shape ${shape} does not fit into ${into.shape}.`);
    this.backend.incRef(into.dataId);
    return { dataId: into.dataId, shape, dtype };
  }

  /**
   * Memory under a name, kept from call to call, so that a run's bytes stay flat; it grows when more is asked for, and
   * its values are then whatever lay there.
   *
   * @returns its address
   * @throws UserError where there is no memory left
   */
  space(name: string, bytes: number): number {
    const space = this.spaces.get(name);
    if (space && space.bytes >= bytes) return space.at;
    if (space) this.heap._free(space.at);
    this.spaces.delete(name);
    const at = this.heap._malloc(bytes);
    this.spaces.set(name, { at, bytes });
    return at;
  }

  /** Puts whole numbers into memory under a name. @returns their address */
  integers(name: string, values: number[]): number {
    const at = this.space(name, 4 * values.length);
    new Int32Array(heapOf(this.backend)).set(values, at / 4);
    return at;
  }

  private get heap(): Heap {
    return allocatorOf(this.backend.wasm);
  }
}
