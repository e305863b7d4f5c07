import fc from 'fast-check';
import { expect, test } from 'vitest';
import { isolated, withIsolatedQuotes } from './isolated';

const HEBREW = '\u05e9\u05dc\u05d5\u05dd';

/** How deep in isolates each character of a text stands, by the rules BD9 and X6a of UAX 9. */
function depths(text: string): number[] {
  let depth = 0;
  return [...text].map((c) => {
    if (c === '\u2069') depth = Math.max(0, depth - 1);
    const here = depth;
    if (c >= '\u2066' && c <= '\u2068') depth++;
    return here;
  });
}

test('a name of plain letters stays as it is', () => {
  for (const name of ['home', '__proto__', 'Ünïcode 5', '日本語', '<b>', 'zero\u200bwidth', '']) expect(isolated(name)).toBe(name);
});

test('a name that is written from the right, or says so, is isolated, and is in it as it was', () => {
  for (const name of [HEBREW, 'user\u202egpj', 'a\u200fb']) expect(isolated(name)).toBe(`\u2068${name}\u2069`);
});

test('whatever a name opens or closes, it ends where it ends', () => {
  const marks = fc.string({ unit: fc.constantFrom('a', HEBREW, '\u2066', '\u2067', '\u2068', '\u2069', '\u202e', '\u202c'), maxLength: 12 });
  fc.assert(
    fc.property(marks, (name) => {
      const text = `x${isolated(name)}y`;
      expect(text).toContain(name);
      const at = depths(text);
      expect([at[0], at.at(-1)]).toEqual([0, 0]);
      // No letter of the name stands outside.
      const inside = [...text].map((c, i) => ({ c, depth: at[i] as number })).slice(1, -1);
      if (/[\u2066-\u2069\u202a-\u202e\u0590-\u05ff]/.test(name))
        for (const { c, depth } of inside) if (c < '\u2066' || c > '\u2069') expect(depth).toBeGreaterThan(0);
    }),
  );
});

test('in a sentence, what stands in quotes is isolated', () => {
  expect(withIsolatedQuotes('column "a" has 5 values.')).toBe('column "a" has 5 values.');
  expect(withIsolatedQuotes(`column "${HEBREW}" has “5” values.`)).toBe(`\u2068column "\u2068${HEBREW}\u2069" has “5” values.\u2069`);
  expect(withIsolatedQuotes('column “a\u202eb” is no, “c” is')).toBe('\u2068column “\u2068a\u202eb\u2069” is no, “c” is\u2069');
  const open = withIsolatedQuotes(`a quote " in the name \u202e`);
  expect(depths(`${open}y`).at(-1)).toBe(0);
});
