/** Signs behind which a field begins, and before which it ends. */
const AROUND = ',;\t|\r\n';
const [BACKSLASH, QUOTE] = [92, 34];

/**
 * Whether quotes within quoted fields are written as MySQL and PHP write them, by a backslash, `"the \"big\" one"`, and not twice: by
 * RFC 4180 such a field would end within its text.
 *
 * @param head the first text of a file
 */
export function escapesQuotes(head: string): boolean {
  for (let at = head.indexOf('\\"'); at >= 0; at = head.indexOf('\\"', at + 2)) {
    const next = head[at + 2];
    if (next === undefined || next === '"' || AROUND.includes(next)) continue;
    // The quote before it opens the field, or is another one of this kind.
    const open = head.lastIndexOf('"', at - 1);
    if (open === 0 || (open > 0 && AROUND.includes(head[open - 1] as string))) return true;
  }
  return false;
}

/** The same text with every quote behind a backslash written twice, as RFC 4180 has it. It is as long as before, so that no place moves. */
export async function* withDoubledQuotes(pieces: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  /** Whether the last piece ended in a backslash, which waits for what follows it. */
  let waits = false;
  for await (const piece of pieces) {
    const text: Uint8Array = new Uint8Array(piece.length + (waits ? 1 : 0));
    if (waits) text[0] = BACKSLASH;
    text.set(piece, waits ? 1 : 0);
    let at: number = text.indexOf(BACKSLASH);
    while (at >= 0 && at + 1 < text.length) {
      if (text[at + 1] === QUOTE) text[at] = QUOTE;
      // A backslash behind a backslash is a letter, and so is what is behind both.
      at = text.indexOf(BACKSLASH, at + 2);
    }
    waits = at >= 0;
    yield waits ? text.subarray(0, at) : text;
  }
  if (waits) yield Uint8Array.of(BACKSLASH);
}
