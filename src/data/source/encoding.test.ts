import { expect, test } from 'vitest';
import { readTable } from '../formats/read-table';
import { fileOf, textsOf } from '../test-helpers';

const CSV = 'city,n\nKöln,1\nZürich,2\n';
const WANTED = { city: ['Köln', 'Zürich'], n: ['1', '2'] };
const latin1 = (text: string) => Uint8Array.from(text, (c) => c.charCodeAt(0));
const utf16 = (text: string, little: boolean) =>
  Uint8Array.from([...text].flatMap((c) => (little ? [c.charCodeAt(0) & 255, c.charCodeAt(0) >> 8] : [c.charCodeAt(0) >> 8, c.charCodeAt(0) & 255])));
const read = async (bytes: Uint8Array, options = {}) => await readTable(fileOf(bytes), options);

test.each<[what: string, bytes: Uint8Array, encoding: string]>([
  ['UTF-8', new TextEncoder().encode(CSV), 'utf-8'],
  ['UTF-8 with a mark', new TextEncoder().encode(`\uFEFF${CSV}`), 'utf-8'],
  ['UTF-16 LE with a mark', utf16(`\uFEFF${CSV}`, true), 'utf-16le'],
  ['UTF-16 BE with a mark', utf16(`\uFEFF${CSV}`, false), 'utf-16be'],
  ['UTF-16 LE', utf16(CSV, true), 'utf-16le'],
  ['UTF-16 BE', utf16(CSV, false), 'utf-16be'],
  ['Latin-1', latin1(CSV), 'windows-1252'],
])('%s is found', async (_, bytes, encoding) => {
  for (const pieceBytes of [1, 3, 1000]) {
    const table = await read(bytes, { pieceBytes });
    expect(textsOf(table)).toEqual(WANTED);
    expect(table.readings?.[0]?.encoding).toBe(encoding);
  }
});

test('letters of Windows that Latin-1 lacks are read, with a note and with what other encodings make of them', async () => {
  const bytes = Uint8Array.of(...latin1('price,n\n'), 0x80, ...latin1('5,1\n'), 0x96, ...latin1(',2\n'));
  const table = await read(bytes);
  expect(textsOf(table).price).toEqual(['€5', '–']);
  const [reading] = table.readings ?? [];
  expect(reading?.notes[0]?.message).toContain('The text is not UTF-8, so it is read as Windows-1252');
  expect(reading?.readAs?.find(({ encoding }) => encoding === 'windows-1252')?.lines).toEqual([
    { line: 2, text: '€5,1' },
    { line: 3, text: '–,2' },
  ]);
  expect(reading?.readAs?.map(({ encoding }) => encoding)).toContain('windows-1251');
});

test('letters beyond ASCII that come late are found too, with their line', async () => {
  const table = await read(latin1(`city,n\n${'Bonn,1\n'.repeat(50_000)}Köln,2\n`));
  expect(table.rows).toBe(50_001);
  expect(table.readings?.[0]).toMatchObject({
    encoding: 'windows-1252',
    readAs: expect.arrayContaining([{ encoding: 'windows-1252', lines: [{ line: 50_002, text: 'Köln,2' }] }]),
  });
});

test.each<[encoding: string, bytes: number[], text: string]>([
  ['gb18030', [0xd6, 0xd0], '中'],
  ['shift_jis', [0x93, 0xfa], '日'],
  ['euc-kr', [0xc7, 0xd1], '한'],
  ['windows-1251', [0xcc], 'М'],
  ['big5', [0xa4, 0xa4], '中'],
])('%s is read where somebody says so', async (encoding, bytes, text) => {
  const file = Uint8Array.of(...latin1('a,b\n'), ...bytes, ...latin1(',1\n'));
  expect(textsOf(await read(file, { choices: { encoding } })).a).toEqual([text]);
});

test('UTF-8 that is stated replaces what is damaged, and counts it; an unknown encoding is named', async () => {
  const damaged = Uint8Array.of(...new TextEncoder().encode('a,b\né,1\nG'), 0xfc, ...latin1('n,2\n'));
  const table = await read(damaged, { choices: { encoding: 'utf-8' } });
  expect(textsOf(table).a).toEqual(['é', 'G\uFFFDn']);
  expect(table.warnings[0]?.message).toBe('1 letter is damaged or of another encoding, and was replaced with �.');
  const refused = await read(damaged).catch((error: unknown) => error);
  expect((refused as { offers: { choices: object }[] }).offers.map(({ choices }) => choices)).toEqual([{ encoding: 'utf-8' }, { encoding: 'windows-1252' }]);
  await expect(read(damaged, { choices: { encoding: 'klingon' } })).rejects.toThrow(
    'data.read.encoding: “klingon” is no encoding that is known here. Name one of utf-8,',
  );
});
