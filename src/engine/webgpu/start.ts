import { WebGPUBackend } from '@tensorflow/tfjs-backend-webgpu';
import { backend as currentBackend, env, findBackendFactory, registerBackend, removeBackend, setBackend } from '@tensorflow/tfjs-core';
import type { Engine } from '../engine';
import type { AdapterFound } from './adapter';
import { countDevice } from './count-device';
import { registerDropoutMask } from './dropout-mask';
import { chooseProduct } from './mat-mul';
import { registerSegmentSum } from './segment-sum';

let registered = false;

/**
 * tfjs on a device of our own: tfjs neither asks for a given adapter nor hears of a lost device.
 *
 * @throws Error where the adapter gives no device
 */
export async function startWebgpu({ adapter, description, software }: AdapterFound, reason: string): Promise<Engine> {
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
  // A matrix product with 2,000 or more inner terms would be split and added up with float atomics (SplitK), whose
  // order changes from run to run. It is chosen only below this many workgroups; 0 is read as "the default".
  env().set('WEBGPU_THRESHOLD_TO_INCREASE_WORKGROUPS_FOR_MATMUL', Number.MIN_VALUE);
  if (!registered) {
    registerSegmentSum();
    registerDropoutMask();
    registered = true;
  }
  chooseProduct(software);
  if (findBackendFactory('webgpu')) removeBackend('webgpu');
  registerBackend('webgpu', () => new WebGPUBackend(device, adapter.info), 3);
  if (!(await setBackend('webgpu'))) throw new Error('The WebGPU engine did not start.');
  const backend = currentBackend() as WebGPUBackend;
  return {
    info: { name: 'webgpu', adapter: software ? `${description} (software)` : description, reason },
    parallelSums: true,
    counts: () => ({ ...counts }),
    allocated: () => ({ tensors: backend.numDataIds(), bytes: (backend.memory() as { numBytesAllocatedInGPU: number }).numBytesAllocatedInGPU }),
    lost: device.lost.then(({ reason: why, message }) => (why === 'destroyed' ? new Promise<string>(() => {}) : message || 'the GPU device was lost')),
    stop: () => {
      removeBackend('webgpu');
      device.destroy();
    },
  };
}
