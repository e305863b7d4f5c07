import type { Said } from '../../lib/side-worker';
import { JobBlock } from './job';
import { type KernelExports, kernelList } from './kernel-names';

/** One thread of the WebAssembly engine: its own instance of the kernels, on the shared memory. */

export interface ThreadStart {
  module: WebAssembly.Module;
  memory: WebAssembly.Memory;
  /** Addresses of the job block and of this thread's scratch memory. */
  block: number;
  scratch: number;
}

addEventListener('message', async ({ data }: MessageEvent<ThreadStart>) => {
  const { module, memory, block, scratch } = data;
  const { exports } = await WebAssembly.instantiate(module, { env: { memory } });
  const kernels = exports as unknown as KernelExports;
  kernels.setScratch(scratch);
  postMessage(['ready'] satisfies Said<'ready'>);
  new JobBlock(memory, block, kernelList(kernels)).attend();
  close();
});
