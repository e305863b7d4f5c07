import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Texts } from './texts';

test('texts of any letters and lengths come back as they were', () => {
  fc.assert(
    fc.property(fc.array(fc.string({ unit: 'grapheme', maxLength: 60 })), (list) => {
      const texts = Texts.of(list);
      expect([...texts]).toEqual(list);
      expect(texts.length).toBe(list.length);
      expect(texts.map((text, i) => `${i}${text}`)).toEqual(list.map((text, i) => `${i}${text}`));
    }),
  );
});

test('beyond its end there is nothing; what UTF-8 cannot hold is replaced', () => {
  const texts = Texts.of(['', 'b', '\uD800']);
  expect([texts.at(-1), texts.at(0), texts.at(1), texts.at(2), texts.at(3), texts.at(0.5)]).toEqual([undefined, '', 'b', '\uFFFD', undefined, undefined]);
  expect(texts.some((text) => text === 'b')).toBe(true);
  expect(texts.some((text) => text === 'c')).toBe(false);
  expect(texts.filter((text) => text !== 'b')).toEqual(['', '\uFFFD']);
});
