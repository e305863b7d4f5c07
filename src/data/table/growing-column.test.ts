import fc from 'fast-check';
import { expect, test } from 'vitest';
import { bytesOfValue } from '../limits';
import { GrowingColumn } from './growing-column';

/** What UTF-8 makes of a text: a lone surrogate becomes the replacement character. */
const wellFormed = (text: string) => new TextDecoder('utf-8', { ignoreBOM: true }).decode(new TextEncoder().encode(text));

/** Codes in order of first appearance, and what the texts count, by a Map. */
function byMap(cells: readonly string[]) {
  const known = new Map<string, number>();
  const codes = cells.map((cell) => {
    const code = known.get(wellFormed(cell)) ?? known.size;
    known.set(wellFormed(cell), code);
    return code;
  });
  const values = [...known.keys()];
  return { codes, values, bytes: values.reduce((sum, text) => sum + bytesOfValue(text), 0) };
}

const grown = (cells: readonly string[]) => {
  const column = new GrowingColumn('a');
  let bytes = 0;
  for (const cell of cells) bytes += column.add(cell);
  return { column, bytes };
};

const finished = (column: GrowingColumn) => {
  const { codes, values } = column.finish();
  return { codes: Array.from(codes), values: [...values] };
};

const cell = fc.oneof(
  fc.constantFrom('', 'a', '\0', 'a\0', '\uFEFF', '\uD800', '\uDC00', '\uFFFD', '🙂', 'é', '__proto__', 'é'.repeat(40), 'x'.repeat(31), 'x'.repeat(33)),
  fc.string({ unit: 'binary', maxLength: 6 }),
);

test('texts have the codes that a Map gives them, whatever they are', () => {
  fc.assert(
    fc.property(fc.array(cell, { maxLength: 60 }), (cells) => {
      const { codes, values, bytes } = byMap(cells);
      const { column, bytes: counted } = grown(cells);
      expect(counted).toBe(bytes);
      expect(column.textBytes).toBe(bytes);
      expect([column.textAt(0), column.textAt(values.length)]).toEqual([values[0], undefined]);
      expect(finished(column)).toEqual({ codes, values });
    }),
  );
});

test('a column that grows anew from some of its rows is one that only had these', () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(cell, fc.boolean()), { minLength: 1, maxLength: 60 }), fc.array(cell, { maxLength: 9 }), (rows, more) => {
      const { column } = grown(rows.map(([text]) => text));
      const places = Uint32Array.from(rows.flatMap(([, kept], place) => (kept ? [place] : [])));
      column.regrow(column.takeCodes(), places);
      const { codes, values, bytes } = byMap([...rows.flatMap(([text, kept]) => (kept ? [text] : [])), ...more]);
      for (const text of more) column.add(text);
      expect(column.textBytes).toBe(bytes);
      expect(finished(column)).toEqual({ codes, values });
    }),
  );
});

test('many texts are found again when their strings are held no more', () => {
  const cells = Array.from({ length: 100_000 }, (_, i) => `an id ${(i * 7919) % 40_009}`);
  const expected = byMap(cells);
  const { codes, values } = finished(grown(cells).column);
  expect(values).toEqual(expected.values);
  expect(codes.every((code, row) => code === expected.codes[row])).toBe(true);
});
