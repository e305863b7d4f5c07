import type { TensorInfo } from '@tensorflow/tfjs-core';
import { replaceKernel } from '../../kernels/register-js';
import type { Backend } from '../backend';
import type { Machine } from '../machine';

export type Inputs = Record<string, TensorInfo | undefined>;

/** Registers a kernel of `kernels/fused.ts`, whose inputs may be left out where the contract says so. */
export function registerFused<A>(
  kernelName: string,
  run: (machine: Machine, inputs: Record<string, TensorInfo>, attributes: A, optional: Inputs) => TensorInfo | TensorInfo[],
): void {
  replaceKernel({
    kernelName,
    backendName: 'wasm',
    kernelFunc: ({ inputs, attrs, backend }) => {
      const { machine } = backend as Backend;
      if (!machine) throw new Error(`${kernelName} needs SIMD.`);
      return run(machine, inputs as Record<string, TensorInfo>, attrs as A, inputs);
    },
  });
}

/** Shares of about `size` each. */
export function shares(total: number, size: number): number {
  return Math.max(1, Math.ceil(total / size));
}

/** The shape of a tensor of three axes. */
export function shape3({ shape }: TensorInfo): [number, number, number] {
  return shape as [number, number, number];
}
