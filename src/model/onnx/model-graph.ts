import { sigmoid, type Tensor, tensor, tensor2d, tensor3d } from '@tensorflow/tfjs-core';
import type { Sets } from '../../engine/kernels/fused';
import type { Batch } from '../../engine/ops/batch/batch';
import { type HostRows, rowWeights } from '../../engine/ops/batch/row-weights';
import type { RowWeights } from '../../engine/ops/batch/rows';
import type { OnnxGraph } from '../../protocol/onnx-graph';
import type { Pass } from '../context';
import type { Layout } from '../layout';
import type { Model } from '../model';
import { batchColumns, type ModelShape } from '../shape';
import type { ModelState } from '../state-dict';
import { GraphBuilder } from './builder';
import { BATCH, batchParts, filled, GRAPH_OUTPUT, graphInputs, type Size, weightName } from './rows';
import { type Name, type Ref, type Trace, type TracedCall, traced } from './trace';
import { translated } from './translate';

/** Rows of the two passes that are compared. No layer is likely to be so wide; and a size that is the same in both is no number of rows. */
const [FEW, MORE] = [11, 13];

/**
 * What a model predicts, as a graph: ids, weights, dense values and domains of any number of rows in, probabilities out. Its definition is
 * not written a second time: two passes of unequally many rows are traced kernel by kernel, and what differs between them is the rows.
 *
 * @throws Error where the model computes something that has no translation
 */
export async function modelGraph(model: Model, state: ModelState): Promise<OnnxGraph> {
  const few = await traced((name) => probabilities(model, state, FEW, name));
  const more = await traced((name) => probabilities(model, state, MORE, name));
  const graph = new GraphBuilder();
  const { result } = few;
  const made = new TraceToGraph(graph, model, state, few, more);
  graph.nodes.push({ op: 'Reshape', inputs: [made.nameOf(result), graph.ints([-1])], outputs: [GRAPH_OUTPUT.name], attributes: {} });
  const { nodes, constants } = graph;
  return { name: `HAMUR ${model.config.backbone}`, inputs: graphInputs(model.shape), outputs: [GRAPH_OUTPUT], constants, nodes };
}

/** A pass at evaluation over rows of zeros; what it reads is named. */
function probabilities(model: Model, { parameters, buffers }: ModelState, rows: number, name: Name): Tensor {
  const from = (layout: Layout, flat: Float32Array) =>
    new Map(layout.entries.map((entry) => [entry.name, name(entry.name, tensor(layout.view(flat, entry.name), entry.shape, 'float32'))]));
  const known = new Map([...from(model.parameters, parameters), ...from(model.buffers, buffers)]);
  const found = (what: string) => {
    const tensorOf = known.get(what);
    if (!tensorOf) throw new Error(`The model has no "${what}".`);
    return tensorOf as never;
  };
  const nothing = () => undefined;
  const pass: Pass = {
    batch: namedBatch(model.shape, rows, name),
    training: false,
    parameter: found,
    running: (norm) => ({ mean: found(`${norm}.mean`), variance: found(`${norm}.variance`), momentum: 0 }),
    state: found,
    keepState: nothing,
    dropout: nothing,
    lazyEmbeddings: false,
  };
  return sigmoid(model.logits(pass));
}

function namedBatch(shape: ModelShape, size: number, name: Name): Batch {
  const columns = batchColumns(shape);
  const { domains } = shape;
  const domainOf = Int32Array.from({ length: size }, (_, row) => row % domains);
  const host: HostRows = { size, count: size, domains, domainOf };
  const oneHot = tensor3d(
    Float32Array.from({ length: domains * size }, (_, i) => Number(domainOf[i % size] === Math.floor(i / size))),
    [domains, size, 1],
  );
  name(BATCH.oneHot, oneHot);
  const weights = new Map<Sets, RowWeights>();
  return {
    size,
    count: size,
    domains,
    ints: name(BATCH.ints, tensor2d(new Int32Array(size * columns.ints), [size, columns.ints], 'int32')),
    floats: name(BATCH.floats, tensor2d(new Float32Array(size * columns.floats), [size, columns.floats])),
    composed: {
      oneHot: () => oneHot,
      weights: (sets) => {
        const own = weights.get(sets) ?? rowWeights(host, sets, (made) => made);
        if (!weights.has(sets)) for (const [part, values] of Object.entries(own)) name(weightName(sets, part as keyof RowWeights), values as Tensor);
        weights.set(sets, own);
        return own;
      },
      groups: () => undefined,
    },
  };
}

type Written = Trace['constants'][number];

/** Puts what a result is made from into a graph. */
class TraceToGraph {
  private readonly names = new Map<string, string>();
  private readonly batch: Record<string, () => string>;

  constructor(
    private readonly graph: GraphBuilder,
    private readonly model: Model,
    private readonly state: ModelState,
    private readonly few: Trace,
    private readonly more: Trace,
  ) {
    if (few.calls.length !== more.calls.length) throw new Error('The model does not compute the same for any number of rows.');
    this.batch = batchParts(graph, model.shape);
  }

  nameOf(ref: Ref): string {
    const key = JSON.stringify(ref);
    const known = this.names.get(key) ?? this.made(ref);
    this.names.set(key, known);
    return known;
  }

  private made(ref: Ref): string {
    if (ref.of === 'call') return this.called(ref.call);
    if (ref.of === 'constant') return this.constant(ref.place);
    const { name, shape } = this.few.sources[ref.place] as Trace['sources'][number];
    const make = this.batch[name];
    if (make) return make();
    const { parameters, buffers } = this.model;
    const isParameter = parameters.entries.some((entry) => entry.name === name);
    const data = isParameter ? parameters.view(this.state.parameters, name) : buffers.view(this.state.buffers, name);
    return this.graph.constant(name, { shape, data });
  }

  private called(place: number): string {
    const [call, other] = [this.few.calls[place] as TracedCall, this.more.calls[place] as TracedCall];
    if (call.kernel !== other.kernel) throw new Error('The model does not compute the same for any number of rows.');
    const [output, otherOutput] = [call.outputs[0], other.outputs[0]] as [TracedCall['outputs'][number], TracedCall['outputs'][number]];
    if (call.outputs.length !== 1) throw new Error(`The kernel ${call.kernel} has no translation into ONNX.`);
    const inputs = Object.fromEntries(Object.entries(call.inputs).map(([name, input]) => [name, this.nameOf(input)]));
    const shapes = Object.fromEntries(
      Object.entries(call.inputs).map(([name, input]) => [name, sizes(shapeOf(this.few, input), shapeOf(this.more, other.inputs[name] as Ref))]),
    );
    const { kernel, attributes } = call;
    return translated(this.graph, { kernel, inputs, shapes, attributes, shape: sizes(output.shape, otherOutput.shape), dtype: output.dtype });
  }

  private constant(place: number): string {
    const [few, more] = [this.few.constants[place], this.more.constants[place]] as [Written, Written];
    const { shape, values, dtype } = few;
    const numbers = Array.from(values);
    if (shape.join() === more.shape.join() && numbers.every((value, i) => Object.is(value, more.values[i]))) {
      return this.graph.constant(`constant.${place}`, { shape, data: dtype === 'float32' ? Float32Array.from(numbers) : numbers });
    }
    const [first] = numbers;
    const isOne = [...numbers, ...Array.from(more.values)].every((value) => value === first);
    if (!isOne || dtype !== 'float32') throw new Error('Numbers that hang on the rows are written down in the model.');
    return filled(this.graph, this.model.shape, this.graph.float(first as number), sizes(shape, more.shape));
  }
}

function shapeOf(trace: Trace, ref: Ref): number[] {
  if (ref.of === 'call') return trace.calls[ref.call]?.outputs[ref.output]?.shape as number[];
  return trace[ref.of === 'source' ? 'sources' : 'constants'][ref.place]?.shape as number[];
}

/** @throws Error where a size is no multiple of the rows */
function sizes(few: number[], more: number[]): Size[] {
  return few.map((size, axis) => {
    if (size === more[axis]) return size;
    const rows = size / FEW;
    if (!Number.isInteger(rows) || rows * MORE !== more[axis]) throw new Error(`A size of ${size} is no multiple of the rows.`);
    return { rows };
  });
}
