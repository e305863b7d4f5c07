import type { Tensor3D } from '@tensorflow/tfjs-core';
import { ENGINE_OF_TFJS } from '../tfjs/engine';

/** Name under which each engine registers its kernel. */
export const DROPOUT_MASK = 'HamurDropoutMask';

export interface DropoutMaskAttributes extends Dropout {
  shape: [number, number, number];
}

/** Which mask, and what share it keeps: of 2^24 equally likely draws, those below `kept` keep their element; `key` is 32 bits. */
export interface Dropout {
  kept: number;
  key: number;
}

/** @param share of elements that are left out, 0 <= share < 1 @param key another key, an independent mask */
export function dropoutOfShare(share: number, key: number): Dropout {
  return { kept: Math.round((1 - share) * DRAWS), key: key >>> 0 };
}

/**
 * A mask for dropout: 0 with probability 1 - kept / 2^24, else 2^24 / kept. Each element hashes its index and the key, so
 * that the same key gives the same mask on every engine and nothing is uploaded.
 */
export function dropoutMask(shape: [number, number, number], dropout: Dropout): Tensor3D {
  const attributes: DropoutMaskAttributes = { shape, ...dropout };
  return ENGINE_OF_TFJS.runKernel(DROPOUT_MASK, {}, attributes as never) as unknown as Tensor3D;
}

/** Draws have 24 bits: as many as a float32 holds exactly. */
export const DRAWS = 2 ** 24;

/** 24 random bits for an element: `mix32` twice, once with the key. */
export function drawOf(index: number, key: number): number {
  return mix32((mix32(index ^ 0x9e3779b9) ^ key) >>> 0) >>> 8;
}

/** "lowbias32", a 32-bit mixer by C. Wellons (public domain): a small change of the input changes half of the output's bits. */
export function mix32(value: number): number {
  let x = value >>> 0;
  x = Math.imul(x ^ (x >>> 16), 0x7feb352d);
  x = Math.imul(x ^ (x >>> 15), 0x846ca68b);
  return (x ^ (x >>> 16)) >>> 0;
}
