/** An ONNX graph in plain data, before it is written: https://github.com/onnx/onnx/blob/main/docs/IR.md */

/** Of a tensor's numbers, with the numbers that ONNX has for them (TensorProto.DataType). */
export const ONNX_TYPES = { float: 1, int64: 7 } as const;
type OnnxType = keyof typeof ONNX_TYPES;

/** A number that is fixed, or the name of one that every call may choose. */
type Dimension = number | string;

export interface OnnxValue {
  name: string;
  type: OnnxType;
  shape: Dimension[];
}

/** A tensor that is the same in every call. */
export interface OnnxConstant {
  name: string;
  shape: number[];
  /** Float32, or whole numbers, which are written as int64. */
  data: Float32Array | number[];
}

/** Whole numbers, where they are marked so, and others. */
export type OnnxAttribute = { int: number } | { ints: number[] } | { floats: number[] };

export interface OnnxNode {
  op: string;
  inputs: string[];
  outputs: string[];
  attributes: Record<string, OnnxAttribute>;
}

export interface OnnxGraph {
  name: string;
  inputs: OnnxValue[];
  outputs: OnnxValue[];
  constants: OnnxConstant[];
  /** Each after those that it reads of. */
  nodes: OnnxNode[];
}
