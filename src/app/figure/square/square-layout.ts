import { shorten, TEXT_SIZE, widthOf } from '../text';

export interface SquareLayout {
  width: number;
  height: number;
  /** The side of a cell, and where the first one begins. */
  cell: number;
  left: number;
  top: number;
  /** Labels as they are written; what is too long ends in an ellipsis. */
  labels: string[];
  /** Whether column labels are slanted, since they are wider than their column. */
  slanted: boolean;
  /** Whether the values fit into the cells. */
  written: boolean;
}

const SMALLEST = 24;
const LARGEST = 64;
/** Below this no value is written into a cell. */
const READABLE = 28;
const LONGEST_LABEL = 110;
/** A swatch and the space around it. */
const SWATCH = 18;
const SLANT = Math.SQRT1_2;

/** Where everything stands in a square table that has `room` pixels; it may become wider than that, and is then scrolled. */
export function layOutSquare(names: readonly string[], values: readonly string[], room: number): SquareLayout {
  const longest = Math.min(LONGEST_LABEL, Math.max(48, room * 0.26));
  const labels = names.map((name) => shorten(name, longest, TEXT_SIZE));
  const widths = labels.map((label) => widthOf(label, TEXT_SIZE));
  const widest = Math.max(0, ...widths);
  const left = Math.ceil(SWATCH + widest);
  const n = Math.max(1, names.length);

  // The last slanted labels lean out over the right edge.
  const lean = (cell: number) => Math.max(0, ...widths.map((width, i) => (i + 0.5 - n) * cell + SLANT * width + 12));
  const cellWith = (right: (cell: number) => number) => {
    let cell = LARGEST;
    while (cell > SMALLEST && left + n * cell + right(cell) > room) cell--;
    return cell;
  };
  let cell = cellWith(() => 1);
  const slanted = widest + 6 > cell;
  if (slanted) cell = cellWith(lean);
  return {
    width: Math.ceil(left + n * cell + (slanted ? Math.max(1, lean(cell)) : 1)),
    height: Math.ceil((slanted ? SWATCH + SLANT * (widest + TEXT_SIZE) : 2 * SWATCH) + n * cell + 1),
    cell,
    left,
    top: Math.ceil(slanted ? SWATCH + SLANT * (widest + TEXT_SIZE) : 2 * SWATCH),
    labels,
    slanted,
    written: cell >= READABLE && values.every((value) => widthOf(value, TEXT_SIZE) <= cell - 2),
  };
}
