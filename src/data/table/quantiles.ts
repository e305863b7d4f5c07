import { sortByNumber } from './sort-numbers';

/**
 * The numbers below which these shares of the rows lie: of the rows in the order of their numbers, the one at `share * rows`, rounded down.
 *
 * @param numbers of which there is at least one that is not NaN; those are passed over
 * @param counts [numbers] rows of each; left out: one
 * @param shares 0..1, rising
 */
export function quantilesOf<const S extends readonly number[]>(numbers: Float64Array, counts: Int32Array | undefined, shares: S): { [I in keyof S]: number } {
  return (counts ? ofCounts(numbers, counts, shares) : ofRows(numbers, shares)) as { [I in keyof S]: number };
}

function ofRows(numbers: Float64Array, shares: readonly number[]): number[] {
  const present = withoutNaN(numbers);
  const places = shares.map((share) => placeOf(share, present.length));
  arrange(present, 0, present.length, places, MOST_CUTS);
  return places.map((place) => present[place] as number);
}

function withoutNaN(numbers: Float64Array): Float64Array {
  const present = new Float64Array(numbers.length);
  let count = 0;
  for (let i = 0; i < numbers.length; i++) if (!Number.isNaN(numbers[i] as number)) present[count++] = numbers[i] as number;
  return present.subarray(0, count);
}

/** A shorter run is sorted outright. */
const SHORT = 1000;
/** So often a run is cut in two before it is sorted outright: whoever makes the numbers may make every cut a bad one. */
const MOST_CUTS = 20;

/**
 * Puts what a sort would put there at these places, in a run from `from` to `to`; a sort of all would take five times as long.
 *
 * @param places rising, each within the run
 */
function arrange(numbers: Float64Array, from: number, to: number, places: readonly number[], cuts: number): void {
  if (places.length === 0) return;
  if (to - from < SHORT || cuts === 0) {
    // The engine's own order of numbers is much faster than any comparison of ours.
    numbers.subarray(from, to).sort();
    return;
  }
  const pivot = middleOf(numbers[from] as number, numbers[(from + to) >> 1] as number, numbers[to - 1] as number);
  let [i, j] = [from, to - 1];
  while (i <= j) {
    while ((numbers[i] as number) < pivot) i++;
    while ((numbers[j] as number) > pivot) j--;
    if (i > j) break;
    const number = numbers[i] as number;
    numbers[i++] = numbers[j] as number;
    numbers[j--] = number;
  }
  // What is left between the two halves equals the pivot.
  const [low, high] = [places.filter((place) => place <= j), places.filter((place) => place >= i)];
  arrange(numbers, from, j + 1, low, cuts - 1);
  arrange(numbers, i, to, high, cuts - 1);
}

const middleOf = (a: number, b: number, c: number) => Math.max(Math.min(a, b), Math.min(Math.max(a, b), c));

function ofCounts(numbers: Float64Array, counts: Int32Array, shares: readonly number[]): number[] {
  const order = Uint32Array.from(numbers.keys()).filter((i) => !Number.isNaN(numbers[i] as number));
  sortByNumber(numbers, order);
  const rowsAt = (place: number) => counts[order[place] as number] as number;
  let rows = 0;
  for (let i = 0; i < order.length; i++) rows += rowsAt(i);
  let [place, before] = [0, 0];
  return shares.map((share) => {
    const wanted = placeOf(share, rows);
    for (; before + rowsAt(place) <= wanted; place++) before += rowsAt(place);
    return numbers[order[place] as number] as number;
  });
}

const placeOf = (share: number, rows: number) => Math.min(rows - 1, Math.floor(share * rows));
