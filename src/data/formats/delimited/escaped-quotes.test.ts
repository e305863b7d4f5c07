import fc from 'fast-check';
import Papa from 'papaparse';
import { expect, test } from 'vitest';
import { fileOf, textsOf } from '../../test-helpers';
import { readTable } from '../read-table';
import { escapesQuotes, withDoubledQuotes } from './escaped-quotes';

test('quotes behind backslashes are told from those written twice, and from those that are letters', () => {
  for (const text of ['"a \\"b\\" c"', 'x;"The \\"Big\\" One";y', 'id,title\n1,"so \\"called"\n']) expect(escapesQuotes(text), text).toBe(true);
  for (const text of ['a,"b ""c"" d",e', '"C:\\dir\\",2', '"{\\""a\\"":1}",2', 'path\n"C:\\"\n', 'a\t12\\" remix\tb', 'plain', '"a\\'])
    expect(escapesQuotes(text), text).toBe(false);
});

async function doubled(pieces: readonly string[]): Promise<string> {
  const encoder = new TextEncoder();
  let bytes: number[] = [];
  const all = (async function* () {
    for (const piece of pieces) yield encoder.encode(piece);
  })();
  for await (const piece of withDoubledQuotes(all)) bytes = [...bytes, ...piece];
  return new TextDecoder().decode(Uint8Array.from(bytes));
}

test('wherever the text is cut, quotes behind a backslash are written twice, and its length stays', async () => {
  expect(await doubled(['a\\"b', '\\', '"c\\\\"\\'])).toBe('a""b""c\\\\"\\');
  await fc.assert(
    fc.asyncProperty(fc.string({ unit: fc.constantFrom('\\', '"', 'a', ',') }), fc.array(fc.nat(30), { maxLength: 4 }), async (text, cuts) => {
      const at = [0, ...cuts.map((cut) => Math.min(cut, text.length)), text.length].sort((a, b) => a - b);
      const whole = await doubled([text]);
      expect(await doubled(at.slice(1).map((to, i) => text.slice(at[i], to)))).toBe(whole);
      expect(whole).toHaveLength(text.length);
    }),
    { numRuns: 200 },
  );
});

test('papaparse, told of the backslash, reads the same cells', async () => {
  const cell = fc.string({ unit: fc.constantFrom('"', ';', 'a', 'é', ' '), maxLength: 6 });
  await fc.assert(
    fc.asyncProperty(fc.array(fc.tuple(cell, cell), { minLength: 2, maxLength: 8 }), async (rows) => {
      const quoted = (text: string) => `"${text.replaceAll('"', '\\"')}"`;
      const text = `"id";"title";"more"\n${[['x "y" z', 'b'], ...rows].map((row, i) => [`k${i}`, ...row].map(quoted).join(';')).join('\n')}\n`;
      const { data } = Papa.parse<string[]>(text.trimEnd(), { delimiter: ';', escapeChar: '\\' });
      const table = textsOf(await readTable(fileOf(text, { chunkBytes: 7 })));
      expect(table.title).toEqual(data.slice(1).map((row) => row[1]));
      expect(table.more).toEqual(data.slice(1).map((row) => row[2]));
    }),
    { numRuns: 60 },
  );
});
