import { type Random, shuffle } from '../../lib/random';
import type { Split } from './split';

const between = (low: number, value: number, high: number) => Math.max(low, Math.min(high, value));

/**
 * At random, but each stratum in the same shares: of each stratum a part gets its share to within two rows, and of all
 * rows together to within one.
 *
 * @param strata [rows] of each kept row, 0..count - 1
 */
export function stratified(strata: Int32Array, count: number, [train, val]: readonly number[], random: Random): Split {
  const members: number[][] = Array.from({ length: count }, () => []);
  for (const [position, stratum] of strata.entries()) (members[stratum] as number[]).push(position);
  const parts: [number[], number[], number[]] = [[], [], []];
  const shares = [train as number, (train as number) + (val as number)] as const;
  let [before, inTrain, inBoth] = [0, 0, 0];
  for (const own of members) {
    shuffle(own, random);
    before += own.length;
    // What is rounded off in one stratum is made up for in the next.
    const first = between(0, Math.round(shares[0] * before) - inTrain, own.length);
    const second = between(first, Math.round(shares[1] * before) - inBoth, own.length);
    for (const [i, position] of own.entries()) parts[i < first ? 0 : i < second ? 1 : 2].push(position);
    [inTrain, inBoth] = [inTrain + first, inBoth + second];
  }
  // No part has its rows sorted by stratum.
  const [a, b, c] = parts.map((positions) => shuffle(Int32Array.from(positions), random)) as [Int32Array, Int32Array, Int32Array];
  return { train: a, val: b, test: c };
}
