import type { Split } from './split';

/** The first rows train, the last rows test. */
export function cut(order: Int32Array, [train, val]: readonly number[]): Split {
  const trainEnd = Math.round((train as number) * order.length);
  const valEnd = Math.round(((train as number) + (val as number)) * order.length);
  return { train: order.slice(0, trainEnd), val: order.slice(trainEnd, valEnd), test: order.slice(valEnd) };
}
