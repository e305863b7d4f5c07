import { expect, test } from 'vitest';
import type { OnnxGraph } from '../../protocol/onnx-graph';
import { onnxFile } from './file';

/** What a reader of protocol buffers finds in the file: it knows nothing but the encoding and the field numbers. */

type Field = { field: number; number?: bigint; bytes?: Uint8Array; float?: number };

function fieldsOf(message: Uint8Array): Field[] {
  const view = new DataView(message.buffer, message.byteOffset, message.byteLength);
  let at = 0;
  const varint = () => {
    let [value, shift] = [0n, 0n];
    for (;;) {
      const byte = view.getUint8(at++);
      value |= BigInt(byte & 127) << shift;
      if (byte < 128) return value;
      shift += 7n;
    }
  };
  const found: Field[] = [];
  while (at < message.length) {
    const tag = Number(varint());
    const [field, kind] = [tag >> 3, tag & 7];
    if (kind === 0) found.push({ field, number: varint() });
    else if (kind === 5) {
      found.push({ field, float: view.getFloat32(at, true) });
      at += 4;
    } else if (kind === 2) {
      const length = Number(varint());
      found.push({ field, bytes: message.subarray(at, at + length) });
      at += length;
    } else throw new Error(`There is no kind ${kind}.`);
  }
  return found;
}

const all = (message: Uint8Array, field: number) => fieldsOf(message).filter((each) => each.field === field);
const inner = (message: Uint8Array, field: number) => all(message, field)[0]?.bytes as Uint8Array;
const text = (message: Uint8Array, field: number) => new TextDecoder().decode(inner(message, field));
const numbers = (message: Uint8Array, field: number) => all(message, field).map(({ number }) => Number(BigInt.asIntN(64, number as bigint)));

const GRAPH: OnnxGraph = {
  name: 'a graph',
  inputs: [{ name: 'x', type: 'float', shape: ['rows', 300] }],
  outputs: [{ name: 'y', type: 'float', shape: ['rows'] }],
  constants: [
    { name: 'w', shape: [2, 1], data: Float32Array.of(0.5, -2) },
    { name: 'axes', shape: [2], data: [-1, 2 ** 40] },
  ],
  nodes: [{ op: 'Softmax', inputs: ['x', 'w'], outputs: ['y'], attributes: { axis: { int: -1 }, perm: { ints: [0, 2] }, some: { floats: [1.5] } } }],
};

test('the file says what it is', () => {
  const model = onnxFile(GRAPH, { note: 'é' });
  expect(numbers(model, 1)).toEqual([8]);
  expect(text(model, 2)).toBe('HAMUR Playground');
  const opset = inner(model, 8);
  expect([text(opset, 1), numbers(opset, 2)]).toEqual(['', [17]]);
  const note = inner(model, 14);
  expect([text(note, 1), text(note, 2)]).toEqual(['note', 'é']);
});

test('names, shapes, numbers and attributes lie where ONNX has them', () => {
  const graph = inner(onnxFile(GRAPH, {}), 7);
  expect(text(graph, 2)).toBe('a graph');
  const [w, axes] = all(graph, 5).map(({ bytes }) => bytes as Uint8Array) as [Uint8Array, Uint8Array];
  expect([text(w, 8), numbers(w, 1), numbers(w, 2)]).toEqual(['w', [2, 1], [1]]);
  expect([...new Float32Array(inner(w, 9).slice().buffer)]).toEqual([0.5, -2]);
  expect([text(axes, 8), numbers(axes, 2)]).toEqual(['axes', [7]]);
  expect([...new BigInt64Array(inner(axes, 9).slice().buffer)]).toEqual([-1n, 2n ** 40n]);

  const x = inner(graph, 11);
  const tensor = inner(inner(x, 2), 1);
  const [rows, width] = all(inner(tensor, 2), 1).map(({ bytes }) => bytes as Uint8Array) as [Uint8Array, Uint8Array];
  expect([text(x, 1), numbers(tensor, 1), text(rows, 2), numbers(width, 1)]).toEqual(['x', [1], 'rows', [300]]);

  const node = inner(graph, 1);
  expect([all(node, 1).map(({ bytes }) => new TextDecoder().decode(bytes)), text(node, 2), text(node, 4)]).toEqual([['x', 'w'], 'y', 'Softmax']);
  const attributes = all(node, 5).map(({ bytes }) => bytes as Uint8Array);
  expect(attributes.map((each) => [text(each, 1), numbers(each, 20)])).toEqual([
    ['axis', [2]],
    ['perm', [7]],
    ['some', [6]],
  ]);
  expect(numbers(attributes[0] as Uint8Array, 3)).toEqual([-1]);
  expect(numbers(attributes[1] as Uint8Array, 8)).toEqual([0, 2]);
  expect(all(attributes[2] as Uint8Array, 7).map(({ float }) => float)).toEqual([1.5]);
});
