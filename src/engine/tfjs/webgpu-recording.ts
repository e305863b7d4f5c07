import type { WebGPUBackend } from '@tensorflow/tfjs-backend-webgpu';

/**
 * How tfjs records commands and hands them over, so that ours stand in one order with its own.
 *
 * Relies on private fields of `WebGPUBackend` in tfjs-backend-webgpu 4.22.0, `backend_webgpu.ts`: one command encoder and at most
 * one compute pass are open at a time, and whoever records a dispatch counts it.
 */
interface Recorder {
  ensureCommandEncoderReady(): void;
  endComputePassEncoder(): void;
  submitQueue(): void;
  commandEncoder: GPUCommandEncoder | null;
  computePassEncoder: GPUComputePassEncoder | null;
  dispatchCountInPass: number;
}

const recorderOf = (backend: WebGPUBackend) => backend as unknown as Recorder;

/** The compute pass that is open, or a new one. */
export function passOf(backend: WebGPUBackend): GPUComputePassEncoder {
  const recorder = recorderOf(backend);
  recorder.ensureCommandEncoderReady();
  recorder.computePassEncoder ??= (recorder.commandEncoder as GPUCommandEncoder).beginComputePass();
  return recorder.computePassEncoder;
}

/** Counts a dispatch that was recorded. @returns those that are recorded and not handed over */
export function countDispatch(backend: WebGPUBackend): number {
  return ++recorderOf(backend).dispatchCountInPass;
}

/** Records a copy, in order with what is recorded. The two must not share a buffer. */
export function recordCopy(backend: WebGPUBackend, from: GPUBufferBinding, to: GPUBufferBinding, bytes: number): void {
  const recorder = recorderOf(backend);
  recorder.ensureCommandEncoderReady();
  recorder.endComputePassEncoder();
  (recorder.commandEncoder as GPUCommandEncoder).copyBufferToBuffer(from.buffer, from.offset ?? 0, to.buffer, to.offset ?? 0, bytes);
}

/** Hands over what is recorded, if anything is. */
export function submit(backend: WebGPUBackend): void {
  const recorder = recorderOf(backend);
  if (!recorder.commandEncoder) return;
  recorder.endComputePassEncoder();
  recorder.submitQueue();
}

/** Calls `told` after each submit, those of tfjs's own too. */
export function afterSubmit(backend: WebGPUBackend, told: () => void): void {
  const recorder = recorderOf(backend);
  const { submitQueue } = recorder;
  recorder.submitQueue = () => {
    submitQueue.call(backend);
    told();
  };
}
