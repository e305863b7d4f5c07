import type { Tensor1D } from '@tensorflow/tfjs-core';
import { mix32 } from './dropout-mask';
import { runFused } from './fused';

/** Name under which each engine registers its kernel. inputs { rows [n] int32 } -> [n] int32: rows[placeInShuffle(i)] at i */
export const SHUFFLE = 'HamurShuffle';
export interface Shuffle {
  /** 32 bits that name the order. */
  key: number;
}

/** Rows in the order that a key names, made on the engine, so that nothing is uploaded. */
export function shuffled(rows: Tensor1D, key: number): Tensor1D {
  return runFused<Tensor1D>(SHUFFLE, { rows }, { key } satisfies Shuffle);
}

/** Rounds of the network; four already pass for random (Luby & Rackoff, SIAM J. Comput. 17, 1988). */
export const ROUNDS = 6;
const ROUND_STEP = 0x9e3779b9;

/**
 * Which of n things comes at place i in the order that a key names: a Feistel network permutes the numbers of an even number of bits, at most 4n of them. If it leaves 0 .. n - 1, it is
 * applied again. Every place is computed alone, so any engine can do it, in any order.
 *
 * @param i 0 .. n - 1
 * @param n at most 2^30
 * @param key 32 bits
 */
export function placeInShuffle(i: number, n: number, key: number): number {
  const half = halfBits(n);
  const mask = (1 << half) - 1;
  let at = i;
  do {
    let [left, right] = [at >>> half, at & mask];
    for (let round = 0; round < ROUNDS; round++) {
      const key32 = mix32((key + Math.imul(round, ROUND_STEP)) >>> 0);
      [left, right] = [right, left ^ (mix32((right ^ key32) >>> 0) & mask)];
    }
    at = (left << half) | right;
  } while (at >= n);
  return at;
}

/** Bits of half a number: the least for which 4^bits >= n. */
export function halfBits(n: number): number {
  let half = 1;
  while (4 ** half < n) half++;
  return half;
}
