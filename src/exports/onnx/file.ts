import { UserError } from '../../lib/user-error';
import { ONNX_TYPES, type OnnxAttribute, type OnnxConstant, type OnnxGraph, type OnnxNode, type OnnxValue } from '../../protocol/onnx-graph';
import { bytes, float, inner, joined, type Message, message, text, whole } from './protobuf';

/**
 * ONNX files: the messages and field numbers of https://github.com/onnx/onnx/blob/main/onnx/onnx.proto.
 */

/** Operators as they were then, and the form of the file: what onnxruntime reads since 1.12. */
export const OPSET = 17;
const IR_VERSION = 8;

const PRODUCER = 'HAMUR Playground';

/** Protocol buffers are read up to this size. */
const MOST_BYTES = 2 ** 31 - 1;

/** AttributeProto.AttributeType. */
const KINDS = { int: 2, floats: 6, ints: 7 };

/**
 * A model as an ONNX file.
 *
 * @param about goes along as `metadata_props`: texts by name
 * @throws UserError where the file would be larger than 2 GB, the most that ONNX allows in one file
 */
export function onnxFile(graph: OnnxGraph, about: Record<string, string>): Uint8Array {
  const model = message([
    whole(1, IR_VERSION),
    text(2, PRODUCER),
    inner(7, graphOf(graph)),
    // The empty domain is ONNX's own.
    inner(8, message([text(1, ''), whole(2, OPSET)])),
    ...Object.entries(about).map(([key, value]) => inner(14, message([text(1, key), text(2, value)]))),
  ]);
  if (model.length > MOST_BYTES) {
    const size = `${(model.length / 2 ** 30).toFixed(1)} GB`;
    throw new UserError(`the model is ${size}, and an ONNX file holds 2 GB at most`, undefined, 'Save the weights as safetensors, or the PyTorch project.');
  }
  return joined(model);
}

function graphOf({ name, inputs, outputs, constants, nodes }: OnnxGraph): Message {
  return message([
    ...nodes.map((node, i) => inner(1, nodeOf(node, i))),
    text(2, name),
    ...constants.map((constant) => inner(5, constantOf(constant))),
    ...inputs.map((value) => inner(11, described(value))),
    ...outputs.map((value) => inner(12, described(value))),
  ]);
}

function nodeOf({ op, inputs, outputs, attributes }: OnnxNode, i: number): Message {
  return message([
    ...inputs.map((name) => text(1, name)),
    ...outputs.map((name) => text(2, name)),
    text(3, `${op}.${i}`),
    text(4, op),
    ...Object.entries(attributes).map(([name, value]) => inner(5, attributeOf(name, value))),
  ]);
}

function attributeOf(name: string, value: OnnxAttribute): Message {
  if ('int' in value) return message([text(1, name), whole(3, value.int), whole(20, KINDS.int)]);
  if ('ints' in value) return message([text(1, name), ...value.ints.map((each) => whole(8, each)), whole(20, KINDS.ints)]);
  return message([text(1, name), ...value.floats.map((each) => float(7, each)), whole(20, KINDS.floats)]);
}

function constantOf({ name, shape, data }: OnnxConstant): Message {
  const floats = data instanceof Float32Array;
  const raw = floats ? new Uint8Array(data.buffer, data.byteOffset, data.byteLength) : new Uint8Array(BigInt64Array.from(data, BigInt).buffer);
  return message([...shape.map((size) => whole(1, size)), whole(2, ONNX_TYPES[floats ? 'float' : 'int64']), text(8, name), bytes(9, raw)]);
}

function described({ name, type, shape }: OnnxValue): Message {
  const dimensions = shape.map((size) => inner(1, typeof size === 'number' ? whole(1, size) : text(2, size)));
  const tensor = message([whole(1, ONNX_TYPES[type]), inner(2, message(dimensions))]);
  return message([text(1, name), inner(2, inner(1, tensor))]);
}
