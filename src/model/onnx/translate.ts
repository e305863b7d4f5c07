import { ONNX_TYPES, type OnnxAttribute } from '../../protocol/onnx-graph';
import type { GraphBuilder } from './builder';
import type { Size } from './rows';

/** A kernel of tfjs as it was called: its inputs by their names in the graph, and what it says of sizes. */
export interface Call {
  kernel: string;
  inputs: Record<string, string>;
  attributes: Record<string, unknown>;
  /** Of the first output. */
  shape: Size[];
  dtype: string;
  /** Of each input. */
  shapes: Record<string, Size[]>;
}

/**
 * What kernels of tfjs 4.22 are in ONNX's operators of opset 17. What tells a kernel what to do must not depend on the number of rows, but
 * where it is read as a `Size`.
 *
 * @returns the name of the output
 * @throws Error for a kernel that is not known here
 */
export function translated(graph: GraphBuilder, call: Call): string {
  const translate = KERNELS[call.kernel];
  if (!translate) throw new Error(`The kernel ${call.kernel} has no translation into ONNX.`);
  return translate(graph, call);
}

type Translate = (graph: GraphBuilder, call: Call) => string;

/** One operator of one input, and of two. */
const unary =
  (op: string): Translate =>
  (graph, { inputs }) =>
    graph.node(op, [inputs.x as string]);
const binary =
  (op: string): Translate =>
  (graph, { inputs }) =>
    graph.node(op, [inputs.a as string, inputs.b as string]);

const flag = (value: unknown): OnnxAttribute => ({ int: value ? 1 : 0 });
const axesOf = (value: unknown): number[] => (typeof value === 'number' ? [value] : [...(value as number[])]);

const KERNELS: Record<string, Translate> = {
  Add: binary('Add'),
  Sub: binary('Sub'),
  Multiply: binary('Mul'),
  RealDiv: binary('Div'),
  Maximum: binary('Max'),
  Minimum: binary('Min'),
  Relu: unary('Relu'),
  Sigmoid: unary('Sigmoid'),
  Softplus: unary('Softplus'),
  Sqrt: unary('Sqrt'),
  Identity: unary('Identity'),
  // Where a number is above 0, it is 1.
  Step: (graph, { inputs, attributes: { alpha } }) =>
    graph.node('Where', [graph.node('Greater', [inputs.x as string, graph.float(0)]), graph.float(1), graph.float((alpha as number | undefined) ?? 0)]),
  Rsqrt: (graph, { inputs }) => graph.node('Reciprocal', [graph.node('Sqrt', [inputs.x as string])]),
  Square: (graph, { inputs: { x } }) => graph.node('Mul', [x as string, x as string]),
  Softmax: (graph, { inputs, attributes }) => graph.node('Softmax', [inputs.logits as string], { axis: { int: attributes.dim as number } }),
  BatchMatMul: (graph, { inputs: { a, b }, attributes: { transposeA, transposeB }, shapes }) => {
    const turned = (name: string, rank: number) => graph.node('Transpose', [name], { perm: { ints: lastTwoSwapped(rank) } });
    const [left, right] = [a as string, b as string];
    return graph.node('MatMul', [transposeA ? turned(left, shapes.a?.length as number) : left, transposeB ? turned(right, shapes.b?.length as number) : right]);
  },
  Transpose: (graph, { inputs, attributes }) => graph.node('Transpose', [inputs.x as string], { perm: { ints: attributes.perm as number[] } }),
  Reshape: (graph, { inputs, shape }) => graph.node('Reshape', [inputs.x as string, graph.ints(asReshape(shape))]),
  ExpandDims: (graph, { inputs, shape }) => graph.node('Reshape', [inputs.input as string, graph.ints(asReshape(shape))]),
  Concat: (graph, { inputs, attributes }) =>
    graph.node(
      'Concat',
      Object.keys(inputs)
        .sort((a, b) => Number(a) - Number(b))
        .map((place) => inputs[place] as string),
      { axis: { int: attributes.axis as number } },
    ),
  Slice: (graph, { inputs, attributes, shape, shapes }) => {
    const begins = attributes.begin as number[];
    const given = shapes.x as Size[];
    // An axis that is taken whole need not be said.
    const cut = shape.flatMap((size, axis) => (sameSize(size, given[axis]) ? [] : [axis]));
    const fixed = cut.map((axis) => shape[axis] as number);
    if (!fixed.every((size) => typeof size === 'number')) throw new Error('A slice of some rows has no translation into ONNX.');
    const from = cut.map((axis) => begins[axis] as number);
    if (cut.length === 0) return inputs.x as string;
    return graph.node('Slice', [inputs.x as string, graph.ints(from), graph.ints(from.map((at, i) => at + (fixed[i] as number))), graph.ints(cut)]);
  },
  GatherV2: (graph, { inputs, attributes: { axis, batchDims } }) => {
    if (batchDims !== 0) throw new Error('A gather of several batches has no translation into ONNX.');
    return graph.node('Gather', [inputs.x as string, inputs.indices as string], { axis: { int: axis as number } });
  },
  Sum: (graph, { inputs, attributes: { axis, keepDims } }) =>
    graph.node('ReduceSum', [inputs.x as string, graph.ints(axesOf(axis))], { keepdims: flag(keepDims) }),
  Mean: (graph, { inputs, attributes: { axis, keepDims } }) =>
    graph.node('ReduceMean', [inputs.x as string], { axes: { ints: axesOf(axis) }, keepdims: flag(keepDims) }),
  ArgMax: (graph, { inputs, attributes: { axis } }) => graph.node('ArgMax', [inputs.x as string], { axis: { int: axis as number }, keepdims: flag(false) }),
  OneHot: (graph, { inputs, attributes: { depth, onValue, offValue } }) => {
    const ends = graph.floats([offValue as number, onValue as number]);
    return graph.node('OneHot', [inputs.indices as string, graph.ints([depth as number]), ends], { axis: { int: -1 } });
  },
  Cast: (graph, { inputs, dtype }) => graph.node('Cast', [inputs.x as string], { to: { int: ONNX_TYPES[dtype === 'float32' ? 'float' : 'int64'] } }),
  Tile: (graph, { inputs, attributes }) => graph.node('Tile', [inputs.x as string, graph.ints(attributes.reps as number[])]),
};

function lastTwoSwapped(rank: number): number[] {
  return [...Array.from({ length: rank - 2 }, (_, axis) => axis), rank - 1, rank - 2];
}

const sameSize = (a: Size | undefined, b: Size | undefined) => JSON.stringify(a) === JSON.stringify(b);

/** At most one size may hang on the rows: it is what remains. */
function asReshape(shape: Size[]): number[] {
  if (shape.filter((size) => typeof size !== 'number').length > 1) throw new Error('A shape with the rows twice has no translation into ONNX.');
  return shape.map((size) => (typeof size === 'number' ? size : -1));
}
