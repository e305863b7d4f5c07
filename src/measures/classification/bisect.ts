/** How many of the sorted values are below `x`. */
export function countBelow(sorted: Float64Array, x: number): number {
  return bisect(sorted, (value) => value >= x);
}

/** How many of the sorted values are at most `x`. */
export function countAtMost(sorted: Float64Array, x: number): number {
  return bisect(sorted, (value) => value > x);
}

function bisect(sorted: Float64Array, holds: (value: number) => boolean): number {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (holds(sorted[middle] as number)) high = middle;
    else low = middle + 1;
  }
  return low;
}
