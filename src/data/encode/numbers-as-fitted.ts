import { isNumeric } from '../../config/value-test';
import { numbersInForm } from '../table/number-forms';

/** So many of the known texts tell the form of the others. */
const SHOWN = 20;

/**
 * Reads single texts of a column as the whole column was read when it was fitted: where its numbers had decimal commas, so have new ones.
 *
 * @param known texts that were read as another number than a program would read, with these numbers
 * @returns of a text that is not missing its number; Infinity where it is none
 */
export function numbersAsFitted(known: Readonly<Record<string, number>> | undefined): (text: string) => number {
  const plain = (text: string) => (isNumeric(text) ? Number(text) + 0 : Number.POSITIVE_INFINITY);
  if (!known) return plain;
  const read = new Map(Object.entries(known));
  const shown = [...read].slice(0, SHOWN);
  const asShown = (numbers: Float64Array | undefined) => (numbers && shown.every(([, number], i) => numbers[i] === number) ? numbers : undefined);
  const inForm = (decimal: ',' | '.' | undefined, more: string[]) => asShown(numbersInForm(() => [...shown.map(([text]) => text), ...more], decimal));
  return (text) => {
    const number = read.get(text);
    if (number !== undefined) return number;
    // Of several forms that the known texts may have, the one in which the new text is a number too.
    for (const decimal of [undefined, ',', '.'] as const) {
      const last = inForm(decimal, [text])?.at(-1);
      if (last !== undefined) return last;
    }
    return plain(text);
  };
}
