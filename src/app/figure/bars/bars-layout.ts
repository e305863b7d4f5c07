import { shorten, TEXT_SIZE, widthOf } from '../text';
import { rangeOf, ticksWithin } from '../ticks';

export interface BarsLayout {
  width: number;
  height: number;
  /** Where intervals are drawn. */
  left: number;
  right: number;
  /** The middle of a row's interval and the base line of its text. */
  barAt: (row: number) => number;
  textAt: (row: number) => number;
  axisAt: number;
  xAt: (value: number) => number;
  ticks: number[];
  labels: string[];
  /** How much room a note has. */
  noteWidth: number;
}

const ROW = 24;
const TWO_LINES = 40;
const AXIS = 40;
const NARROWEST_PLOT = 160;
const GAP = 12;
const SWATCH = 16;
const TICK = 84;
/** Half of a tick's label, which must not be cut off at the edge. */
const TICK_HALF = 20;

/** Where everything stands: labels, intervals and numbers side by side, or intervals below their text where it is narrow. */
export function layOutBars(labels: readonly string[], numbers: readonly string[], values: readonly (number | null)[], width: number): BarsLayout {
  const numberWidth = Math.ceil(Math.max(0, ...numbers.map((text) => widthOf(text, TEXT_SIZE))));
  const labelWidth = SWATCH + Math.ceil(Math.max(0, ...labels.map((text) => widthOf(text, TEXT_SIZE))));
  const labelRoom = Math.min(labelWidth, 200);
  const narrow = width - labelRoom - numberWidth - 2 * GAP < NARROWEST_PLOT;
  const left = narrow ? TICK_HALF : labelRoom + GAP;
  const right = Math.max(left + 1, narrow ? width - TICK_HALF : width - Math.max(numberWidth + GAP, TICK_HALF));
  const [low, high] = rangeOf(values, 0.06);
  const row = narrow ? TWO_LINES : ROW;
  const axisAt = 4 + row * labels.length;
  return {
    width,
    height: axisAt + AXIS,
    left,
    right,
    barAt: (i) => 4 + row * i + (narrow ? 28 : row / 2),
    textAt: (i) => 4 + row * i + (narrow ? 12 : row / 2),
    axisAt,
    xAt: (value) => left + ((value - low) / (high - low)) * (right - left),
    // Without a value there is nothing to measure, only where it would stand.
    ticks: numbers.some((text) => text !== '') ? ticksWithin(low, high, (right - left) / TICK) : [],
    labels: labels.map((label) => shorten(label, (narrow ? width - numberWidth - GAP : labelRoom) - SWATCH, TEXT_SIZE)),
    noteWidth: narrow ? width - TICK_HALF : width - left,
  };
}
