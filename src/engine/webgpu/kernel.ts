import type { NamedTensorInfoMap, TensorInfo } from '@tensorflow/tfjs-core';
import { replaceKernel } from '../kernels/register-js';
import { type Dispatcher, dispatcherOf, type Program } from './program';

/** A kernel as tfjs calls it by name, and the programs that it may come to run. */
export interface WebgpuKernel {
  name: string;
  run(on: Dispatcher, inputs: NamedTensorInfoMap, attributes: unknown): TensorInfo | TensorInfo[];
  programs(on: Dispatcher): Program[];
}

export function registerWebgpu({ name, run }: WebgpuKernel): void {
  replaceKernel({ kernelName: name, backendName: 'webgpu', kernelFunc: ({ inputs, attrs, backend }) => run(dispatcherOf(backend), inputs, attrs) });
}
