/** Text in pictures, in pixels: `--small` of theme.css, the least of the page's three sizes. */
export const TEXT_SIZE = 12;

/**
 * About how wide a text stands, in pixels. A guess, so that a figure is laid out in one go, without measuring on the
 * page first; a little too wide rather than too narrow.
 */
export function widthOf(text: string, size: number): number {
  let ems = 0;
  for (const letter of text) ems += emsOf(letter);
  return ems * size;
}

/** The text, with an ellipsis where it would be wider than that. */
export function shorten(text: string, width: number, size: number): string {
  return widthOf(text, size) <= width
    ? text
    : `${fitting([...text], width, size)
        .join('')
        .trimEnd()}…`;
}

/** Several texts, each shortened as above; those that would then be the same lose their beginning instead of their end. */
export function shortenApart(texts: readonly string[], width: number, size: number): string[] {
  const short = texts.map((text) => shorten(text, width, size));
  return texts.map((text, i) => {
    if (!texts.some((other, j) => other !== text && short[j] === short[i])) return short[i] as string;
    return `…${fitting([...text].reverse(), width, size)
      .reverse()
      .join('')
      .trimStart()}`;
  });
}

/** As many of the letters as have room beside an ellipsis. */
function fitting(letters: readonly string[], width: number, size: number): string[] {
  let used = widthOf('…', size);
  let kept = 0;
  while (kept < letters.length && used + widthOf(letters[kept] as string, size) <= width) used += widthOf(letters[kept++] as string, size);
  return letters.slice(0, kept);
}

function emsOf(letter: string): number {
  // Chinese, Japanese, Korean and pictures fill a square.
  if ((letter.codePointAt(0) as number) >= 0x2e80) return 1;
  if (/[MW@%…—]/.test(letter)) return 0.95;
  if (/[A-Zmw+−<>=]/.test(letter)) return 0.72;
  if (/[fijlt .,:;'|!()[\]]/.test(letter)) return 0.36;
  return 0.62;
}
