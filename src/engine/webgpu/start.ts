import { WebGPUBackend } from '@tensorflow/tfjs-backend-webgpu';
import { backend as currentBackend, findBackendFactory, registerBackend, removeBackend, setBackend } from '@tensorflow/tfjs-core';
import { type Engine, NEVER } from '../engine';
import { deferSubmits, neverSplitSums } from '../tfjs/flags';
import { allocatedBytes, teachParts } from '../tfjs/webgpu-tensors';
import type { AdapterFound } from './adapter';
import { countDevice } from './count-device';
import { chooseProduct } from './kernels/mat-mul';
import { registerWebgpuKernels, warmUpKernels } from './kernels/register';
import { Dispatcher, installDispatcher, MOST_DISPATCHES } from './program';
import { makeView } from './views';

export interface WebgpuOptions {
  /** How products are computed; left out: as suits the adapter (see `product.ts`). */
  products?: 'tiled' | 'in registers';
}

/**
 * tfjs on a device of our own: tfjs neither asks for a given adapter nor hears of a lost device.
 *
 * @throws Error where the adapter gives no device
 */
export async function startWebgpu({ adapter, description, software }: AdapterFound, reason: string, options: WebgpuOptions = {}): Promise<Engine> {
  const { limits } = adapter;
  const device = await adapter.requestDevice({
    requiredFeatures: adapter.features.has('timestamp-query') ? ['timestamp-query'] : [],
    requiredLimits: {
      maxComputeWorkgroupStorageSize: limits.maxComputeWorkgroupStorageSize,
      maxComputeWorkgroupsPerDimension: limits.maxComputeWorkgroupsPerDimension,
      maxStorageBufferBindingSize: limits.maxStorageBufferBindingSize,
      maxBufferSize: limits.maxBufferSize,
      maxComputeWorkgroupSizeX: limits.maxComputeWorkgroupSizeX,
      maxComputeInvocationsPerWorkgroup: limits.maxComputeInvocationsPerWorkgroup,
    },
  });
  const counts = countDevice(device);
  neverSplitSums();
  // Nothing is handed over until somebody asks (`submit`, or a read), but for loops that never do.
  deferSubmits(MOST_DISPATCHES);
  registerWebgpuKernels();
  const tiled = options.products ? options.products === 'tiled' : !software;
  chooseProduct(!tiled);
  if (findBackendFactory('webgpu')) removeBackend('webgpu');
  const make = () => new WebGPUBackend(device, adapter.info);
  registerBackend('webgpu', make, 3);
  if (!(await setBackend('webgpu'))) throw new Error('The WebGPU engine did not start.');
  const backend = currentBackend() as WebGPUBackend;
  const dispatcher = new Dispatcher(backend, tiled);
  installDispatcher(dispatcher);
  teachParts(backend, () => dispatcher.check());
  let stopped = false;
  return {
    info: { name: 'webgpu', adapter: software ? `${description} (software)` : description, reason },
    parallelSums: true,
    // A tensor meets two limits: what of a buffer a program may be given, and what a buffer may have. How much memory
    // there is in all, the browser does not say.
    capacity: { tensor: Math.min(device.limits.maxStorageBufferBindingSize, device.limits.maxBufferSize), total: Number.POSITIVE_INFINITY },
    counts: () => ({ ...counts }),
    view: (flat, from, shape) => makeView(dispatcher, flat, from, shape),
    submit: () => dispatcher.submit(),
    warmUp: () => warmUpKernels(dispatcher),
    finished: async () => {
      await device.queue.onSubmittedWorkDone();
      dispatcher.check();
    },
    allocated: () => ({ tensors: backend.numDataIds(), bytes: allocatedBytes(backend) }),
    lost: device.lost.then(({ message }) => (stopped ? NEVER : message || 'the GPU device was lost')),
    stop: () => {
      stopped = true;
      // Another engine may have taken the name since, and with it this backend's tensors have gone already.
      if (findBackendFactory('webgpu') === make) removeBackend('webgpu');
      device.destroy();
    },
  };
}
