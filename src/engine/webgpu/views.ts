import type { WebGPUBackend } from '@tensorflow/tfjs-backend-webgpu';
import type { DataId, Tensor, Tensor1D, TensorInfo } from '@tensorflow/tfjs-core';
import { VIEW_ALIGNMENT } from '../engine';
import { ENGINE_OF_TFJS } from '../kernels/tfjs';
import { insideOf } from './inside';
import type { Dispatcher } from './program';

/**
 * Teaches a backend of tensors that are parts of another one's buffer: they are bound, read and given up as what they
 * are. Nothing that is read of a part is kept, since it may be written to through its owner.
 */
export function teachParts(dispatcher: Dispatcher): void {
  const { backend } = dispatcher;
  const inside = insideOf(backend);
  const { tensorToBinding, releaseResource } = inside;
  const { read, readSync } = backend;

  inside.tensorToBinding = (tensor: TensorInfo) => {
    const data = tensor && inside.tensorMap.get(tensor.dataId);
    if (!data?.part) return tensorToBinding.call(backend, tensor);
    return { buffer: data.resource as GPUBuffer, offset: data.part.offset, size: data.part.size };
  };
  inside.releaseResource = (id: DataId) => {
    const part = inside.tensorMap.has(id) ? inside.tensorMap.get(id).part : undefined;
    releaseResource.call(backend, id);
    if (part?.holds) backend.disposeData(part.of);
  };
  backend.read = async (id: DataId) => {
    const values = isPart(id) ? await readPart(backend, id) : await read.call(backend, id);
    dispatcher.check();
    const data = inside.tensorMap.has(id) ? inside.tensorMap.get(id) : undefined;
    if (data?.changes) data.values = null;
    return values;
  };
  backend.readSync = (id: DataId) => {
    if (isPart(id)) throw new Error('A view cannot be read synchronously: await its data().');
    return readSync.call(backend, id);
  };

  function isPart(id: DataId): boolean {
    return inside.tensorMap.has(id) && inside.tensorMap.get(id).part !== undefined;
  }
}

/**
 * A tensor in the memory of another; see `Engine.view`.
 *
 * @throws Error for a view that begins where WebGPU cannot bind, or that leaves `flat`
 */
export function makeView(dispatcher: Dispatcher, flat: Tensor1D, from: number, shape: number[]): Tensor {
  const size = shape.reduce((a, b) => a * b, 1);
  if (from % VIEW_ALIGNMENT !== 0) throw new Error(`A view begins at ${from}, which is no multiple of ${VIEW_ALIGNMENT}.`);
  if (from < 0 || from + size > flat.size) throw new Error(`A view of ${size} values from ${from} leaves a tensor of ${flat.size}.`);
  const { dataId } = dispatcher.part(flat.dataId, from, shape, false);
  return ENGINE_OF_TFJS.makeTensorFromTensorInfo({ dataId, shape, dtype: 'float32' }, dispatcher.backend);
}

async function readPart(backend: WebGPUBackend, id: DataId): Promise<Float32Array> {
  const inside = insideOf(backend);
  const { part, resource } = inside.tensorMap.get(id);
  if (!part) throw new Error('The tensor is no part of another.');
  const staging = backend.bufferManager.acquireBuffer(part.size, GPUBufferUsage.COPY_DST | GPUBufferUsage.MAP_READ);
  inside.ensureCommandEncoderReady();
  inside.endComputePassEncoder();
  (inside.commandEncoder as GPUCommandEncoder).copyBufferToBuffer(resource as GPUBuffer, part.offset, staging, 0, part.size);
  inside.submitQueue();
  await staging.mapAsync(GPUMapMode.READ);
  const values = new Float32Array(staging.getMappedRange().slice(0));
  staging.unmap();
  backend.bufferManager.releaseBuffer(staging);
  return values;
}
