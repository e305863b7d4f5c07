import type { Tensor3D } from '@tensorflow/tfjs-core';
import { ENGINE_OF_TFJS } from './tfjs';

/** Name under which each engine registers its kernel. */
export const DROPOUT_MASK = 'HamurDropoutMask';

export interface DropoutMaskAttributes {
  shape: [number, number, number];
  /** 32 bits that name the mask. */
  key: number;
  /** Of 2^24 equally likely draws, those below this keep their element. */
  kept: number;
}

/**
 * A mask for dropout: 0 with probability `share`, else 1 / (1 - share). Each element hashes its index and the key, so
 * that the same key gives the same mask on every engine and nothing is uploaded.
 *
 * @param share of elements that are left out, 0 <= share < 1
 * @param key 32 bits that name the mask: another key, an independent mask
 */
export function dropoutMask(shape: [number, number, number], share: number, key: number): Tensor3D {
  const attributes: DropoutMaskAttributes = { shape, key: key >>> 0, kept: Math.round((1 - share) * DRAWS) };
  return ENGINE_OF_TFJS.runKernel(DROPOUT_MASK, {}, attributes as never) as unknown as Tensor3D;
}

/** Draws have 24 bits: as many as a float32 holds exactly. */
export const DRAWS = 2 ** 24;

/** 24 random bits for an element: "lowbias32", a 32-bit mixer by C. Wellons (public domain), applied twice. */
export function drawOf(index: number, key: number): number {
  return mix((mix(index ^ 0x9e3779b9) ^ key) >>> 0) >>> 8;
}

function mix(value: number): number {
  let x = value >>> 0;
  x = Math.imul(x ^ (x >>> 16), 0x7feb352d);
  x = Math.imul(x ^ (x >>> 15), 0x846ca68b);
  return (x ^ (x >>> 16)) >>> 0;
}
