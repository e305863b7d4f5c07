import type { WebGPUBackend } from '@tensorflow/tfjs-backend-webgpu';
import { type DataId, type TensorInfo, util } from '@tensorflow/tfjs-core';
import { recordCopy, submit } from './webgpu-recording';

/**
 * Where tensors lie on the GPU, and tensors that are parts of another one's buffer, of which tfjs knows nothing.
 *
 * Relies on private fields of `WebGPUBackend` in tfjs-backend-webgpu 4.22.0, `backend_webgpu.ts`: `tensorMap` holds the buffer and
 * the values that were read of each tensor, `tensorToBinding` says how a kernel binds it, `releaseResource` lets its buffer go, and
 * tensors in `commandQueueOwnedIds` keep theirs until what is recorded has been handed over.
 */
interface Inside {
  tensorMap: { get(id: DataId): TensorData; set(id: DataId, data: TensorData): void; has(id: DataId): boolean };
  tensorToBinding(tensor: TensorInfo): GPUBufferBinding;
  nextDataId(): number;
  releaseResource(id: DataId): void;
  commandQueueOwnedIds: WeakSet<object>;
}

/** What tfjs's WebGPU backend knows of one tensor. */
interface TensorData {
  values: unknown;
  dtype: string;
  shape: number[];
  refCount: number;
  resource?: GPUBuffer | null;
  /** The buffer belongs to another tensor, or to another owner. */
  external?: boolean;
  /** Ours: the tensor is a part of another one's buffer. */
  part?: Part;
  /** Ours: it has been written to in place, so that values read from it are not kept. */
  changes?: boolean;
}

/** Where a tensor lies that is a part of another one's buffer. */
interface Part {
  /** The tensor that owns the buffer. */
  of: DataId;
  /** In bytes. */
  offset: number;
  size: number;
  /** The owner lives as long as the part does; else the owner must outlive it. */
  holds: boolean;
}

const insideOf = (backend: WebGPUBackend) => backend as unknown as Inside;

/** A tensor that is a part of another one's buffer. @param from in elements */
export function makePart(backend: WebGPUBackend, of: DataId, from: number, shape: number[], holds: boolean): TensorInfo {
  const inside = insideOf(backend);
  backend.uploadToGPU(of);
  const owner = inside.tensorMap.get(of);
  const dataId = { id: inside.nextDataId() };
  const base = owner.part ?? { of, offset: 0 };
  const part = { of: base.of, offset: base.offset + 4 * from, size: 4 * util.sizeFromShape(shape), holds };
  inside.tensorMap.set(dataId, { dtype: 'float32', shape, values: null, refCount: 1, resource: owner.resource ?? null, external: true, part });
  return { dataId, shape, dtype: 'float32' };
}

/** Where a tensor lies; uploads it if need be, and keeps it until the commands that are recorded next have been submitted. */
export function placeOf(backend: WebGPUBackend, { dataId, shape, dtype }: TensorInfo): GPUBufferBinding {
  const inside = insideOf(backend);
  backend.uploadToGPU(dataId);
  inside.commandQueueOwnedIds.add(dataId);
  const { part } = inside.tensorMap.get(dataId);
  if (part) inside.commandQueueOwnedIds.add(part.of);
  return inside.tensorToBinding({ dataId, shape, dtype });
}

/** Takes note that a tensor is written to in place, so that values read from it are not kept. */
export function forgetValues(backend: WebGPUBackend, dataId: DataId): void {
  const { tensorMap } = insideOf(backend);
  const { part } = tensorMap.get(dataId);
  for (const id of part ? [dataId, part.of] : [dataId]) {
    if (tensorMap.has(id)) Object.assign(tensorMap.get(id), { values: null, changes: true });
  }
}

/**
 * Teaches a backend of parts: they are bound, read and given up as what they are. Nothing that is read of a part is kept, since
 * it may be written to through its owner.
 *
 * @param check called when values have been read; throws where the device has reported an error
 */
export function teachParts(backend: WebGPUBackend, check: () => void): void {
  const inside = insideOf(backend);
  const { tensorToBinding, releaseResource } = inside;
  const { read, readSync } = backend;
  const dataOf = (id: DataId) => (inside.tensorMap.has(id) ? inside.tensorMap.get(id) : undefined);

  inside.tensorToBinding = (tensor) => {
    const data = tensor && inside.tensorMap.get(tensor.dataId);
    if (!data?.part) return tensorToBinding.call(backend, tensor);
    return { buffer: data.resource as GPUBuffer, offset: data.part.offset, size: data.part.size };
  };
  inside.releaseResource = (id) => {
    const part = dataOf(id)?.part;
    releaseResource.call(backend, id);
    if (part?.holds) backend.disposeData(part.of);
  };
  backend.read = async (id) => {
    const part = dataOf(id)?.part;
    const values = part ? await readPart(backend, inside.tensorMap.get(id).resource as GPUBuffer, part) : await read.call(backend, id);
    check();
    const data = dataOf(id);
    if (data?.changes) data.values = null;
    return values;
  };
  backend.readSync = (id) => {
    if (dataOf(id)?.part) throw new Error('A view cannot be read synchronously: await its data().');
    return readSync.call(backend, id);
  };
}

async function readPart(backend: WebGPUBackend, buffer: GPUBuffer, { offset, size }: Part): Promise<Float32Array> {
  const staging = backend.bufferManager.acquireBuffer(size, GPUBufferUsage.COPY_DST | GPUBufferUsage.MAP_READ);
  recordCopy(backend, { buffer, offset }, { buffer: staging }, size);
  submit(backend);
  await staging.mapAsync(GPUMapMode.READ);
  const values = new Float32Array(staging.getMappedRange().slice(0));
  staging.unmap();
  backend.bufferManager.releaseBuffer(staging);
  return values;
}

/** Bytes of all buffers, those too that are kept to be used again. */
export function allocatedBytes(backend: WebGPUBackend): number {
  return backend.memory().numBytesAllocatedInGPU;
}
