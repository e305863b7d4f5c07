import { TEXT_SIZE, widthOf } from '../text';

/** Room for the numbers of a vertical axis, at least. */
const Y_WIDTH = 48;
/** Between such a number and the lines. */
const Y_GAP = 12;

/** Room for these numbers of a vertical axis, in pixels: charts of numbers of usual length have the same. */
export const yWidthOf = (numbers: readonly string[]): number => Math.max(Y_WIDTH, ...numbers.map((text) => Math.ceil(widthOf(text, TEXT_SIZE)) + Y_GAP));
