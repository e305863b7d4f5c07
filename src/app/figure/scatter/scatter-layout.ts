import { rangeOf, ticksWithin } from '../ticks';
import type { Point } from './lasso';

export interface ScatterLayout {
  width: number;
  height: number;
  /** The box in which points lie. */
  left: number;
  right: number;
  top: number;
  bottom: number;
  /** Where each point stands, in pixels, y downwards. */
  placed: Point[];
  xTicks: { at: number; value: number }[];
  yTicks: { at: number; value: number }[];
}

/** Wider, a square plot is mostly empty. */
const WIDEST_SQUARE = 720;
const MARGIN = { left: 44, right: 12, top: 24, bottom: 44 };
/** About how far ticks stand apart. */
const X_TICK = 72;
const Y_TICK = 56;

/** Where everything stands. With `square`, a unit is as long across as it is up, so that distances mean something. */
export function layOut(points: readonly Point[], room: number, square: boolean): ScatterLayout {
  const width = square ? Math.min(room, WIDEST_SQUARE) : room;
  const height = Math.round(Math.max(260, Math.min(square ? 520 : 400, width * (square ? 0.85 : 0.65))));
  const [left, right, top, bottom] = [MARGIN.left, Math.max(MARGIN.left + 1, width - MARGIN.right), MARGIN.top, height - MARGIN.bottom];
  let xRange = rangeOf(points.map(({ x }) => x));
  let yRange = rangeOf(points.map(({ y }) => y));
  if (square) {
    const unit = Math.max((xRange[1] - xRange[0]) / (right - left), (yRange[1] - yRange[0]) / (bottom - top));
    xRange = widened(xRange, unit * (right - left));
    yRange = widened(yRange, unit * (bottom - top));
  }
  const xAt = linear(xRange, left, right);
  const yAt = linear(yRange, bottom, top);
  return {
    width,
    height,
    left,
    right,
    top,
    bottom,
    placed: points.map(({ x, y }) => ({ x: xAt(x), y: yAt(y) })),
    xTicks: ticksWithin(...xRange, (right - left) / X_TICK).map((value) => ({ at: xAt(value), value })),
    yTicks: ticksWithin(...yRange, (bottom - top) / Y_TICK).map((value) => ({ at: yAt(value), value })),
  };
}

const widened = ([low, high]: [number, number], size: number): [number, number] => [(low + high - size) / 2, (low + high + size) / 2];

const linear =
  ([low, high]: [number, number], from: number, to: number) =>
  (value: number) =>
    from + ((value - low) / (high - low)) * (to - from);
