import type { WebGPUBackend } from '@tensorflow/tfjs-backend-webgpu';
import { registerKernel } from '@tensorflow/tfjs-core';
import { DRAWS, DROPOUT_MASK, type DropoutMaskAttributes } from '../kernels/dropout-mask';

/** One thread an element; the hash is the one of `drawOf`, bit for bit. */
class DropoutMaskProgram {
  readonly shaderKey = 'hamurDropoutMask';
  readonly variableNames: string[] = [];
  readonly uniforms = 'key : i32, kept : i32, total : i32, gain : f32,';
  readonly workgroupSize: [number, number, number] = [64, 1, 1];
  readonly dispatchLayout = { x: [0, 1, 2] };
  readonly dispatch: [number, number, number];

  constructor(readonly outputShape: number[]) {
    this.dispatch = [Math.ceil(outputShape.reduce((a, b) => a * b, 1) / 64), 1, 1];
  }

  getUserCode(): string {
    return `
      fn mix32(value : u32) -> u32 {
        var x = value;
        x = (x ^ (x >> 16u)) * 0x7feb352du;
        x = (x ^ (x >> 15u)) * 0x846ca68bu;
        return x ^ (x >> 16u);
      }
      fn main(at : i32) {
        if (at >= uniforms.total) { return; }
        let draw = mix32(mix32(u32(at) ^ 0x9e3779b9u) ^ bitcast<u32>(uniforms.key)) >> 8u;
        result[at] = select(0.0, uniforms.gain, draw < u32(uniforms.kept));
      }`;
  }
}

export function registerDropoutMask(): void {
  registerKernel({
    kernelName: DROPOUT_MASK,
    backendName: 'webgpu',
    kernelFunc: ({ attrs, backend }) => {
      const { shape, key, kept } = attrs as unknown as DropoutMaskAttributes;
      const uniforms = [
        { type: 'int32', data: [key | 0] },
        { type: 'int32', data: [kept] },
        { type: 'int32', data: [shape[0] * shape[1] * shape[2]] },
        { type: 'float32', data: [DRAWS / kept] },
      ];
      return (backend as WebGPUBackend).runWebGPUProgram(new DropoutMaskProgram(shape), [], 'float32', uniforms);
    },
  });
}
