import { expect, test } from 'vitest';
import { fileOf } from '../test-helpers';
import { readPieces } from './read-pieces';

async function texts(content: string, bytes: number) {
  const rows: string[][] = [];
  let pieces = 0;
  for await (const { columns, rows: count } of readPieces(fileOf(content), { bytes })) {
    pieces++;
    for (let row = 0; row < count; row++) rows.push(columns.map(({ codes, values }) => values.at(codes[row] as number) as string));
  }
  return { rows, pieces };
}

test.each([1, 7, 100, 1 << 20])('the pieces of a file make its rows, cut behind %i bytes', async (bytes) => {
  const wanted = Array.from({ length: 60 }, (_, i) => [String(i), i % 7 === 0 ? `a "quoted"\nline, ${i}` : `é${i}`]);
  const content = `id,text\n${wanted.map(([id, text]) => `${id},"${text?.replaceAll('"', '""')}"`).join('\n')}\n`;
  const { rows, pieces } = await texts(content, bytes);
  expect(rows).toEqual(wanted);
  expect(pieces > 1).toBe(bytes < 1000);
});

test('lines are counted through the whole file, and a file of one line says so', async () => {
  const content = `id,text\n${Array.from({ length: 3000 }, (_, i) => (i === 2500 ? `${i},b,c\n` : `${i},b\n`)).join('')}`;
  await expect(texts(content, 100)).rejects.toThrow('rows.csv, line 2502: this line has 3 fields');
  await expect(texts('id,text\n', 100)).rejects.toThrow('a header and no rows');
});

test('text that is Windows-1252 is read as such where its first piece tells', async () => {
  const bytes = Uint8Array.from([...'a,b\ncaf', '\u00e9', ...',1\nx,2\n'].map((c) => c.charCodeAt(0)));
  const pieces = [];
  for await (const piece of readPieces(new File([bytes], 'rows.csv'))) pieces.push(piece);
  expect(pieces[0]?.columns[0]?.values.at(0)).toBe('café');
});
