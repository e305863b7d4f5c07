import fc from 'fast-check';
import { expect, test } from 'vitest';
import { sortByNumber } from '../table/sort-numbers';
import { byCodePoint, sortValues } from '../table/sort-values';
import type { Column } from '../table/table';
import { Texts } from '../table/texts';
import { sortTexts } from './sort-texts';
import { numberWholeCells } from './whole-cells';

/** Beginnings that are shared, letters of every number of bytes, and zeros, which a key of eight bytes is filled up with. */
const text = fc
  .tuple(
    fc.constantFrom('', 'user_', 'a long beginning that many share ', 'é', '漢字漢字漢字', '🙂🙂🙂'),
    fc.array(fc.constantFrom('', 'a', 'b', 'z', '0', '1', '\0', ' ', '\u007F', 'é', '\uFFFD', '漢', '\uE000', '\uFF5E', '🙂', '\u{10FFFF}'), { maxLength: 12 }),
  )
  .map(([beginning, letters]) => beginning + letters.join(''));

const sorted = (list: readonly string[]) => {
  const texts = Texts.of(list);
  const codes = Uint32Array.from(list.keys());
  sortTexts(texts, codes);
  return Array.from(codes, (code) => texts.at(code));
};

test('texts that end, or go on with zeros, where the bytes that are counted end', () => {
  // As keys of eight bytes all of these are the same: their ends are told apart by nothing but their lengths.
  const zeros = Array.from({ length: 9 }, (_, i) => '\0'.repeat(i));
  const list = ['', 'user', 'eight ab', 'sixteen letters '].flatMap((begin) =>
    zeros.flatMap((end) => zeros.map((more) => `${begin}${end}x${more}`).concat(begin + end)),
  );
  list.push(...Array.from({ length: 100 }, (_, i) => `x${'\0'.repeat(i)}`));
  const shuffled = list.toSorted((a, b) => ((a.length * 7919) % 31) - ((b.length * 7919) % 31));
  expect(sorted([...new Set(shuffled)])).toEqual([...new Set(list)].sort(byCodePoint));
});

test('texts are sorted as their code points are, whatever they share', () => {
  fc.assert(
    fc.property(fc.uniqueArray(text, { maxLength: 200 }), (list) => {
      expect(sorted(list)).toEqual([...list].sort(byCodePoint));
    }),
    { numRuns: 300 },
  );
});

test('many texts of one beginning, some the beginnings of others, are sorted', () => {
  const list = Array.from({ length: 5000 }, (_, i) => 'x'.repeat((i * 7) % 5000));
  const distinct = [...new Set(list)];
  expect(sorted(distinct)).toEqual([...distinct].sort(byCodePoint));
  const ids = Array.from({ length: 3000 }, (_, i) => `user_${(i * 7919) % 3000}_x`);
  expect(sorted(ids)).toEqual([...ids].sort());
});

test('numbers are sorted as numbers, equal ones in their order', () => {
  fc.assert(
    fc.property(fc.array(fc.oneof(fc.double({ noNaN: true }), fc.constantFrom(0, -0, 1, -1, 1e-320)), { maxLength: 200 }), (list) => {
      const codes = Uint32Array.from(list.keys());
      sortByNumber(Float64Array.from(list), codes);
      expect([...codes]).toEqual([...list.keys()].sort((a, b) => (list[a] as number) - (list[b] as number) || a - b));
    }),
  );
});

/** The definition, with a set and a map. */
function defined({ codes, values }: Column, fitRows: Int32Array, read: (text: string) => string) {
  const vocabulary = sortValues([...new Set(Array.from(fitRows, (row) => read(values.at(codes[row] as number) as string)))]);
  const placeOf = new Map(vocabulary.map((value, place) => [value, place]));
  return { vocabulary, placeOfCode: Int32Array.from(values, (each) => placeOf.get(read(each)) ?? -1) };
}

test('whole cells are numbered as a set and a map number them, trimmed ones, missing ones and unseen ones too', () => {
  const cell = fc.oneof(text, fc.constantFrom('1', '1 ', ' 1', '1.0', '01', '-2', '1e3', '1000', '', ' ', 'NA', '\u00A0x', 'x'));
  const number = fc.oneof(fc.integer({ min: -20, max: 20 }).map(String), fc.constantFrom('1 ', '1.0', ' 1.0', '', 'NA', '1e1', '010'));
  fc.assert(
    fc.property(
      fc.oneof(fc.uniqueArray(cell, { minLength: 1 }), fc.uniqueArray(number, { minLength: 1 })),
      fc.array(fc.nat(), { maxLength: 30 }),
      (list, fit) => {
        const column: Column = { name: 'id', codes: Int32Array.from(list.keys()), values: Texts.of(list) };
        const fitRows = Int32Array.from(fit, (row) => row % list.length);
        const read = (each: string) => (each === 'NA' ? '' : each.trim());
        expect(numberWholeCells(column, fitRows, read)).toEqual(defined(column, fitRows, read));
      },
    ),
    { numRuns: 1000 },
  );
});

test('where very many cells are taken as other texts, it is left to the map', () => {
  const list = Array.from({ length: 2000 }, (_, i) => `${i} `);
  const column: Column = { name: 'id', codes: Int32Array.from(list.keys()), values: Texts.of(list) };
  expect(numberWholeCells(column, Int32Array.from(list.keys()), (each) => each.trim())).toBeUndefined();
});
