import { short } from '../../../lib/numbers';

export interface LineSeries {
  name: string;
  colour: string;
  /** An SVG dash pattern; empty for a full line. */
  dash: string;
  /** One for each x; null where there is none. */
  values: readonly (number | null)[];
  /** For lines in the background, such as single seeds: thinner, without a label or a place in the reading. */
  thin?: boolean;
}

/**
 * What a line says at the x with that index, as text.
 *
 * @param held whether a line without a value there is read at its last value before it
 */
export function valueText(values: LineSeries['values'], at: number, held: boolean): string {
  const value = held ? values[values.slice(0, at + 1).findLastIndex((each) => each !== null)] : values[at];
  return value === null || value === undefined ? 'n/a' : short(value);
}

/** An x as text: what is counted has no decimals. */
export const xText = (x: number): string => (Number.isInteger(x) ? String(x) : short(x));
