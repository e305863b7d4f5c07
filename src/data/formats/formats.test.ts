import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { fileOf, textsOf } from '../test-helpers';
import { chooseFormat, FORMATS } from '.';
import { readTable } from './read-table';

/** One small table, as a file of every kind. */
const FOLDER = join(import.meta.dirname, 'samples');
const SAMPLES = readdirSync(FOLDER);
const bytesOf = (name: string) => new Uint8Array(readFileSync(join(FOLDER, name)));

test.each(SAMPLES)('%s becomes the table that all samples hold', async (name) => {
  expect(textsOf(await readTable(fileOf(bytesOf(name), { name })))).toEqual({
    user: ['u1', 'u2', 'u1'],
    item: ['a', 'b', 'b'],
    title: ['Kolya, the boy', '', '5" disk'],
    price: ['9.5', '12', ''],
    click: ['1', '0', '1'],
  });
});

test('every format has a sample that is its own', () => {
  const chosen = SAMPLES.map((name) => chooseFormat({ name, bytes: bytesOf(name) }));
  for (const format of FORMATS) expect(chosen, format.name).toContain(format);
});

test('what no format knows is refused for what it seems to be', () => {
  const text = (content: string) => new TextEncoder().encode(content);
  expect(() => chooseFormat({ name: 'a.pdf', bytes: text('%PDF-1.7') })).toThrow('a.pdf: this is a PDF document, not a table in text form. ');
  expect(() => chooseFormat({ name: 'a.bin', bytes: Uint8Array.of(97, 0) })).toThrow('a.bin: this is a binary file (byte 2 is zero)');
  expect(() => chooseFormat({ name: 'a.7z', bytes: Uint8Array.of(0x37, 0x7a, 0xbc, 0xaf) })).toThrow('a.7z: this is a 7z archive');
});
