import type { EngineCounts } from '../../protocol/engine';

/**
 * Counts what a device really does, at the device itself: dispatches in compute passes, submits to its queue, bytes
 * written from and mapped back to the processor.
 */
export function countDevice(device: GPUDevice): EngineCounts {
  const counts: EngineCounts = { dispatches: 0, submits: 0, bytesWritten: 0, bytesRead: 0 };

  const { queue } = device;
  const submit = queue.submit.bind(queue);
  queue.submit = (buffers) => {
    counts.submits++;
    return submit(buffers);
  };
  const writeBuffer = queue.writeBuffer.bind(queue);
  queue.writeBuffer = (...args: Parameters<GPUQueue['writeBuffer']>) => {
    const [, , data, , size] = args;
    counts.bytesWritten += size ?? data.byteLength;
    return writeBuffer(...args);
  };
  const createBuffer = device.createBuffer.bind(device);
  device.createBuffer = (descriptor) => {
    const buffer = createBuffer(descriptor);
    // tfjs uploads through buffers that are mapped when they are made, and reads through mapped ones.
    if (descriptor.mappedAtCreation) counts.bytesWritten += descriptor.size;
    if (descriptor.usage & GPUBufferUsage.MAP_READ) {
      const mapAsync = buffer.mapAsync.bind(buffer);
      buffer.mapAsync = (...args) => {
        counts.bytesRead += buffer.size;
        return mapAsync(...args);
      };
    }
    return buffer;
  };
  const createCommandEncoder = device.createCommandEncoder.bind(device);
  device.createCommandEncoder = (descriptor) => {
    const encoder = createCommandEncoder(descriptor);
    const beginComputePass = encoder.beginComputePass.bind(encoder);
    encoder.beginComputePass = (passDescriptor) => {
      const pass = beginComputePass(passDescriptor);
      const dispatch = pass.dispatchWorkgroups.bind(pass);
      pass.dispatchWorkgroups = (...args) => {
        counts.dispatches++;
        return dispatch(...args);
      };
      return pass;
    };
    return encoder;
  };
  return counts;
}
