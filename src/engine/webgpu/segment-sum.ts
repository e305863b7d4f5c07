import type { WebGPUBackend } from '@tensorflow/tfjs-backend-webgpu';
import { registerKernel, type TensorInfo } from '@tensorflow/tfjs-core';
import { SEGMENT_SUM } from '../kernels/segment-sum';

/**
 * One thread per sum and column, each adding its rows in order: no atomics, so the same bits every time. Sizes travel
 * as uniforms, since tfjs's program key does not hold shapes.
 */
class SegmentSumProgram {
  readonly shaderKey: string;
  readonly variableNames: string[];
  readonly uniforms = 'columns : i32, total : i32,';
  readonly workgroupSize: [number, number, number] = [64, 1, 1];
  readonly dispatchLayout = { x: [0] };
  readonly dispatch: [number, number, number];

  constructor(
    readonly outputShape: number[],
    private readonly indexed: boolean,
  ) {
    this.variableNames = indexed ? ['values', 'starts', 'index'] : ['values', 'starts'];
    this.shaderKey = `hamurSegmentSum_${indexed}`;
    this.dispatch = [Math.ceil(outputShape.reduce((a, b) => a * b, 1) / 64), 1, 1];
  }

  getUserCode(): string {
    return `
      fn main(at : i32) {
        if (at >= uniforms.total) { return; }
        let segment = at / uniforms.columns;
        let column = at % uniforms.columns;
        var sum = 0.0;
        for (var i = starts[segment]; i < starts[segment + 1]; i = i + 1) {
          sum = sum + values[${this.indexed ? 'index[i]' : 'i'} * uniforms.columns + column];
        }
        result[at] = sum;
      }`;
  }
}

export function registerSegmentSum(): void {
  registerKernel({
    kernelName: SEGMENT_SUM,
    backendName: 'webgpu',
    kernelFunc: ({ inputs, backend }) => {
      const { values, index, starts } = inputs as { values: TensorInfo; index?: TensorInfo; starts: TensorInfo };
      const columns = values.shape[1] as number;
      const shape = [(starts.shape[0] as number) - 1, columns];
      const program = new SegmentSumProgram(shape, index !== undefined);
      const uniforms = [
        { type: 'int32', data: [columns] },
        { type: 'int32', data: [(shape[0] as number) * columns] },
      ];
      return (backend as WebGPUBackend).runWebGPUProgram(program, index ? [values, starts, index] : [values, starts], 'float32', uniforms);
    },
  });
}
