import type { WebGPUBackend } from '@tensorflow/tfjs-backend-webgpu';
import { backend } from '@tensorflow/tfjs-core';
import type { Engine } from '../engine';
import { findAdapter } from './adapter';
import { type Dispatcher, dispatcherOf } from './program';
import { startWebgpu, type WebgpuOptions } from './start';

/** A started engine on the adapter of this machine. @throws Error where there is none */
export async function startForTest(options: WebgpuOptions = {}): Promise<{ engine: Engine; dispatcher: Dispatcher; backend: WebGPUBackend }> {
  const found = await findAdapter();
  if (typeof found === 'string') throw new Error(found);
  const engine = await startWebgpu(found, 'a test', options);
  return { engine, dispatcher: dispatcherOf(backend()), backend: backend() as WebGPUBackend };
}
