/** What a value must be. @throws Misshapen where it is not, with the path of the part that is wrong */
export type Shape = (value: unknown, path: string) => void;

/** A part of a value that is not as it should be. */
export class Misshapen extends Error {
  constructor(readonly path: string) {
    super(`${path} is not as it should be`);
  }
}

/** Refuses, unless it holds. */
export function must(holds: boolean, path: string): asserts holds {
  if (!holds) throw new Misshapen(path);
}

/** A finite number; both ends belong. */
export const number =
  (low = Number.NEGATIVE_INFINITY, high = Number.POSITIVE_INFINITY): Shape =>
  (value, path) =>
    must(typeof value === 'number' && Number.isFinite(value) && value >= low && value <= high, path);

/** A whole number; both ends belong. */
export const whole =
  (low = 0, high = Number.MAX_SAFE_INTEGER): Shape =>
  (value, path) =>
    must(Number.isSafeInteger(value) && (value as number) >= low && (value as number) <= high, path);

/** A text of at most so many characters. */
export const text =
  (most = 100_000): Shape =>
  (value, path) =>
    must(typeof value === 'string' && value.length <= most, path);

export const flag: Shape = (value, path) => must(typeof value === 'boolean', path);

export const oneOf =
  (values: readonly unknown[]): Shape =>
  (value, path) =>
    must(values.includes(value), path);

export const orNull =
  (shape: Shape): Shape =>
  (value, path) => {
    if (value !== null) shape(value, path);
  };

/** @param length of the list: one that it must have, or the most that it may have */
export const list =
  (item: Shape, length: number | { most: number }): Shape =>
  (value, path) => {
    must(Array.isArray(value) && (typeof length === 'number' ? value.length === length : value.length <= length.most), path);
    for (const [i, each] of value.entries()) item(each, `${path}[${i}]`);
  };

/** An object with at least these parts, and these where they are there; of others nothing is said. */
export const fields =
  (all: Readonly<Record<string, Shape>>, some: Readonly<Record<string, Shape>> = {}): Shape =>
  (value, path) => {
    must(isPlain(value), path || 'it');
    const at = (name: string) => (path ? `${path}.${name}` : name);
    for (const [name, shape] of Object.entries(all)) shape(own(value, name), at(name));
    for (const [name, shape] of Object.entries(some)) if (own(value, name) !== undefined) shape(own(value, name), at(name));
  };

/** Names are data: whatever an object is called, its own entries count. */
export const entries =
  (shape: Shape): Shape =>
  (value, path) => {
    must(isPlain(value), path);
    for (const each of Object.values(value)) shape(each, path);
  };

/** Finite numbers in a typed array, one of so many. */
export const floats =
  (...lengths: number[]): Shape =>
  (value, path) =>
    must(value instanceof Float32Array && lengths.includes(value.length) && value.every(Number.isFinite), path);

/** The same of any length up to the most. */
export const someFloats =
  (most: number): Shape =>
  (value, path) =>
    must(value instanceof Float32Array && value.length <= most && value.every(Number.isFinite), path);

/** Whole numbers below `end`, in a typed array. */
export const indices =
  (length: number, end: number): Shape =>
  (value, path) =>
    must((value instanceof Int32Array || value instanceof Uint8Array) && value.length === length && value.every((each) => each >= 0 && each < end), path);

/** Several things of one value. */
export const both =
  (...shapes: Shape[]): Shape =>
  (value, path) => {
    for (const shape of shapes) shape(value, path);
  };

const own = (value: object, name: string): unknown => (Object.hasOwn(value, name) ? (value as Record<string, unknown>)[name] : undefined);
const isPlain = (value: unknown): value is object => typeof value === 'object' && value !== null && !Array.isArray(value) && !ArrayBuffer.isView(value);
