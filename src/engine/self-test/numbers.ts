import { type Tensor, tensor } from '@tensorflow/tfjs-core';
import { randomStream } from '../../lib/random';

/** Drawing more takes longer than computing with them; a prime number, which no row length shares a factor with. */
const PERIOD = 1021;
const drawn = new Map<string, Float32Array>();

/** Random values that are the same every time. */
export function values(name: string, size: number): Float32Array {
  let known = drawn.get(name);
  if (!known) {
    const random = randomStream(1, `self-test/${name}`);
    known = Float32Array.from({ length: PERIOD }, () => random.normal());
    drawn.set(name, known);
  }
  const repeated = new Float32Array(size);
  for (let at = 0; at < size; at += PERIOD) repeated.set(known.subarray(0, size - at), at);
  return repeated;
}

export function numbers(name: string, shape: number[]): Tensor {
  return tensor(
    values(
      name,
      shape.reduce((a, b) => a * b, 1),
    ),
    shape,
  );
}
