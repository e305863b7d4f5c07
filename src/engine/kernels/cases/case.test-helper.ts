import { FULL } from '../../../lib/full.test-helper';
import { type Random, randomStream, shuffle } from '../../../lib/random';
import { type Arrays, at, range, sizeOf } from '../fused.definition.test-helper';
import { differences, MOST_DIFFERENCES } from '../fused.gradient.test-helper';

/** Inputs for every fused kernel, in ordinary shapes and in those where kernels go wrong, each with the result that it must give. */

export interface Given {
  shape: number[];
  values: Float32Array | Int32Array;
}

export interface Wanted {
  shape: number[];
  values: ArrayLike<number>;
  /** The input that names where it goes. */
  into?: string;
  /** Elements that only have to be finite. */
  free?: (i: number) => boolean;
  /** Elements that keep the bits that lay there. */
  kept?: (i: number) => boolean;
  /** The usual tolerance is multiplied by this. */
  slack?: number;
  /** The size that rounding errors are compared with, where terms cancel and leave a smaller result. */
  terms?: number;
}

export interface Example {
  inputs: Record<string, Given>;
  attributes: object;
  results: Wanted[];
  /** What inputs named `…InPlace` hold afterwards. */
  changed?: Record<string, Wanted>;
}

export interface KernelCase {
  kernel: string;
  title: string;
  make: () => Example;
}

/** A gradient both ways: as the kernel's result is checked with, and by the chain rule. */
export interface BothWays {
  title: string;
  make: () => { small: boolean; wanted: Record<string, Float64Array>; chained: Record<string, Float64Array> };
}

export interface Family {
  cases: KernelCase[];
  gradient?: BothWays;
}

export type Shape = number[];
export const exact = ({ values }: Given) => Float64Array.from(values);
export const floats = (values: ArrayLike<number>, shape: Shape): Given => ({ values: Float32Array.from(values), shape });
export const integers = (values: ArrayLike<number>, shape: Shape): Given => ({ values: Int32Array.from(values), shape });
export const normals = (random: Random, shape: Shape, deviation = 1): Given =>
  floats(
    range(sizeOf(shape)).map(() => deviation * random.normal()),
    shape,
  );
export const positives = (random: Random, shape: Shape): Given =>
  floats(
    range(sizeOf(shape)).map(() => 0.3 + random.uniform()),
    shape,
  );
export const largest = (values: ArrayLike<number>) => range(values.length).reduce((most, i) => Math.max(most, Math.abs(at(values, i))), 0);

/** Made once for all engines, and only if its tests run. */
export function once<T>(make: () => T): () => T {
  let made: T | undefined;
  return () => {
    made ??= make();
    return made;
  };
}

export function bothWays<Name extends string>(
  inputs: Arrays<Name>,
  dy: Float64Array,
  forward: (inputs: Arrays<Name>) => ArrayLike<number>,
  chained: Arrays<Name>,
): { small: boolean; wanted: Arrays<Name>; chained: Arrays<Name> } {
  const small = (Object.values(inputs) as Float64Array[]).reduce((sum, { length }) => sum + length, 0) <= MOST_DIFFERENCES;
  return { small, wanted: small ? differences(inputs, dy, forward) : chained, chained };
}

/** Where the rows of each domain begin, given how many each has; at the end, where they end. */
export const startsOf = (counts: number[]) => range(counts.length + 1).map((d) => counts.slice(0, d).reduce((a, b) => a + b, 0));

/** Random shapes: sizes from 1 to `most`, so that every remainder by the width of a vector or tile comes up; with FULL=1 twice as many. */
export const drawn = <T>(name: string, count: number, make: (size: (most: number) => number, i: number) => T): T[] => {
  const random = randomStream(13, `shapes/${name}`);
  return range(FULL ? count : Math.ceil(count / 2)).map((i) => make((most) => 1 + random.below(most), i));
};

/** Domains of counting rows in random order; padding repeats the first row, as a batch's does. */
export function domainsOf(random: Random, counts: number[], padding: number): number[] {
  const order = shuffle(
    counts.flatMap((count, d) => range(count).map(() => d)),
    random,
  );
  return [...order, ...range(padding).map(() => order[0] ?? 0)];
}
