import type { Histogram } from '../../protocol/columns';

const MOST_BINS = 24;
/** The greatest value is so many times the median where bins grow by a factor. */
const SKEWED = 20;

/**
 * How the rows of a column of numbers lie.
 *
 * @param numbers [values] NaN where missing
 * @param counts [values] rows of each
 * @param median of the rows
 * @param whole whether all numbers are whole: then an edge between two of them parts nothing
 */
export function histogramOf(
  numbers: Float64Array,
  counts: Int32Array,
  { min, max, median, whole }: { min: number; max: number; median: number; whole: boolean },
): Histogram {
  const scale = min >= 0 && max > SKEWED * Math.max(median, whole ? 1 : 0) && max > 0 ? 'log' : 'linear';
  const edges = scale === 'log' ? growing(numbers, min, max) : even(min, max, whole);
  return { edges, rows: rowsInBins(edges, numbers, counts), scale };
}

function even(min: number, max: number, whole: boolean): number[] {
  return whole && max - min < MOST_BINS ? Array.from({ length: max - min + 2 }, (_, i) => min + i) : evenEdges(min, max, MOST_BINS);
}

/** The edges of bins of one width: [bins + 1], rising. */
export function evenEdges(min: number, max: number, bins: number): number[] {
  let edge = min;
  // A double may not hold the span: so it is parted before it is added up. What is rounded may not fall.
  const edges = Array.from({ length: bins }, (_, i) => {
    edge = Math.min(max, Math.max(edge, min * (1 - i / bins) + max * (i / bins)));
    return edge;
  });
  return [...edges, max];
}

/**
 * The rows in each bin; the first and the last hold what lies beyond.
 *
 * @param numbers [values] NaN where missing
 * @param counts [values] rows of each
 */
export function rowsInBins(edges: readonly number[], numbers: Float64Array, counts: Int32Array): number[] {
  const rows = new Array<number>(edges.length - 1).fill(0);
  for (let code = 0; code < numbers.length; code++) {
    const number = numbers[code] as number;
    if (Number.isNaN(number)) continue;
    const bin = binOf(edges, number);
    rows[bin] = (rows[bin] as number) + (counts[code] as number);
  }
  return rows;
}

/** From the smallest number above zero; one bin holds what is smaller. */
function growing(numbers: Float64Array, min: number, max: number): number[] {
  let smallest = max;
  for (const number of numbers) if (number > 0 && number < smallest) smallest = number;
  const first = min > 0 ? [] : [min];
  const bins = MOST_BINS - first.length;
  const factor = (Math.log(max) - Math.log(smallest)) / bins;
  const edges = Array.from({ length: bins }, (_, i) => Math.min(max, Math.exp(Math.log(smallest) + i * factor)));
  edges[0] = smallest;
  return [...first, ...edges, max];
}

/** The last bin holds its upper edge too. */
export function binOf(edges: readonly number[], number: number): number {
  let [low, high] = [0, edges.length - 1];
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (number >= (edges[middle] as number)) low = middle;
    else high = middle;
  }
  return low;
}
