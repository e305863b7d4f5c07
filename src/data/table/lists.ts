import type { Column } from './table';

/** Texts that are looked at, and characters of each. */
const [LOOKED_AT, LONGEST] = [2000, 1000];

/** What stands between the values of a cell, the surer first. */
const SEPARATORS = ['|', '^', ';', ','];
/** Signs that stand in no text that is read. */
const SURE = '|^';

/**
 * What stands between the values of a cell, where the cells of a column hold several: `Drama|War`, `[1, 2]`, `3 17 4`. Whether a sign
 * separates is told by what it separates: the pieces come back in other cells.
 *
 * @param missing [values] which texts say that there is no value
 */
export function separatorOf({ values }: Column, missing: Uint8Array): string | undefined {
  const texts: string[] = [];
  for (let code = 0; code < values.length && texts.length < LOOKED_AT; code++) {
    if (!missing[code]) texts.push((values.at(code) as string).trim().slice(0, LONGEST));
  }
  if (texts.length < 2) return undefined;
  if (texts.every((text) => /^[[({]/.test(text)))
    return texts.some((text) => text.includes(',')) ? ',' : texts.some((text) => text.includes(' ')) ? ' ' : undefined;
  const separator = SEPARATORS.find((each) => separates(texts, each));
  if (separator !== undefined) return separator;
  // Words are parted by spaces too: only ids count.
  return texts.every((text) => /\d/.test(text) && text.split(' ').every((piece) => /^[A-Za-z_]{0,3}\d[\w-]*$/.test(piece))) && separates(texts, ' ')
    ? ' '
    : undefined;
}

/** In a title a comma stands too, but its pieces come once. */
function separates(texts: readonly string[], separator: string): boolean {
  const several = texts.filter((text) => text.includes(separator)).length;
  if (several < 0.1 * texts.length || several < 2) return false;
  const pieces = texts.flatMap((text) => text.split(separator).map((piece) => piece.trim()));
  return new Set(pieces).size <= (SURE.includes(separator) ? 0.75 : 0.5) * pieces.length;
}
