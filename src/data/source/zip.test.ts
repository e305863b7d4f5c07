import fc from 'fast-check';
import { strToU8, zipSync } from 'fflate';
import { describe, expect, test } from 'vitest';
import { readTable } from '../formats/read-table';
import { fileOf, textsOf } from '../test-helpers';
import { type Archive, listMembers } from './zip';

const CSV = 'user,click\nu1,1\nu2,0\n';
const zip = (files: Record<string, string | Uint8Array>, options: object = {}) =>
  zipSync(Object.fromEntries(Object.entries(files).map(([name, content]) => [name, typeof content === 'string' ? strToU8(content) : content])), options);
const archive = (bytes: Uint8Array) => fileOf(bytes, { name: 'a.zip' }) as unknown as Archive;
const read = (bytes: Uint8Array, options = {}) => readTable(fileOf(bytes, { name: 'a.zip' }), options);
/** The bytes with a number put over them. */
function withNumber(bytes: Uint8Array, at: number, value: number, size: 2 | 4): Uint8Array {
  const copy = bytes.slice();
  const view = new DataView(copy.buffer);
  if (size === 2) view.setUint16(at, value, true);
  else view.setUint32(at, value, true);
  return copy;
}
const endOf = (bytes: Uint8Array) => bytes.length - 22;
const entryOf = (bytes: Uint8Array) => new DataView(bytes.buffer).getUint32(endOf(bytes) + 16, true);

async function textOf(bytes: Uint8Array, name: string): Promise<string> {
  const member = (await listMembers(archive(bytes))).find((each) => each.name === name);
  return await new Response(member?.open().stream()).text();
}

test('files of an archive are listed and opened, deflated or stored, whatever their names', async () => {
  const big = Array.from({ length: 100_000 }, (_, i) => `${i},${i % 7}\n`).join('');
  for (const level of [0, 6]) {
    const bytes = zip({ 'a/b.csv': CSV, 'big.csv': big, 'empty.txt': '', 'é漢.csv': 'x', '../../up.csv': CSV }, { level });
    const members = await listMembers(archive(bytes));
    expect(members.map(({ name, bytes: size }) => [name, size])).toEqual([
      ['a/b.csv', 21],
      ['big.csv', big.length],
      ['empty.txt', 0],
      ['é漢.csv', 1],
      ['../../up.csv', 21],
    ]);
    expect(await textOf(bytes, 'big.csv')).toBe(big);
    expect(await textOf(bytes, 'empty.txt')).toBe('');
    expect(await textOf(bytes, 'é漢.csv')).toBe('x');
  }
});

test('the one table in an archive is opened, what lies beside it is passed over', async () => {
  const table = await read(zip({ 'set/README.md': '# about', 'set/LICENSE': 'none', '__MACOSX/._rows.csv': 'x', 'set/rows.csv': CSV }));
  expect(textsOf(table)).toEqual({ user: ['u1', 'u2'], click: ['1', '0'] });
  expect(table.name).toBe('a.zip');
  expect(table.readings?.[0]).toMatchObject({ name: 'a.zip', packed: 'zip', member: 'set/rows.csv', members: [{ name: 'set/rows.csv', bytes: 21 }] });
});

test('of several tables one is to be chosen, by name', async () => {
  const bytes = zip({ 'ratings.csv': CSV, 'movies.csv': 'movie,title\n1,x\n' });
  const error = await read(bytes).catch((each: unknown) => each);
  expect(String(error)).toContain('a.zip: the archive holds 2 tables. Choose one of them.');
  expect((error as { offers: unknown }).offers).toEqual([
    { text: 'Open ratings.csv (21 bytes)', choices: { member: 'ratings.csv' } },
    { text: 'Open movies.csv (16 bytes)', choices: { member: 'movies.csv' } },
  ]);
  expect(textsOf(await read(bytes, { choices: { member: 'movies.csv' } }))).toEqual({ movie: ['1'], title: ['x'] });
  await expect(read(bytes, { choices: { member: 'users.csv' } })).rejects.toThrow('a.zip: the archive holds no file “users.csv”. ');
});

/** The archive of one small file as Python's zipfile (3.11) writes it with `force_zip64`: to a file, and to a stream, where sizes follow the data. */
const ZIP64 = {
  file: '504b03042d0000000000000021005e40b7d6ffffffffffffffff08001400726f77732e6373760100100015000000000000001500000000000000757365722c636c69636b0a75312c310a75322c300a504b01022d032d0000000000000021005e40b7d61500000015000000080000000000000000000000800100000000726f77732e637376504b05060000000001000100360000004f0000000000',
  stream:
    '504b03042d00080008000000210000000000ffffffffffffffff08001400726f77732e63737601001000000000000000000000000000000000002b2d4e2dd249cec94ccee62a35d431e42a35d231e00200504b07085e40b7d617000000000000001500000000000000504b01022d032d0008000800000021005e40b7d61700000015000000080000000000000000000000800100000000726f77732e637376504b0506000000000100010036000000690000000000',
};

/**
 * The same archive with sizes, place and list as zip64 has them (APPNOTE.TXT 4.3.14, 4.3.15 and 4.5.3), as for one larger than 4 GB.
 *
 * @param fields those of its entry that stand among what is extra: size, packed size, place
 */
function asZip64(bytes: Uint8Array, fields: readonly number[] = [24, 20, 42]): Uint8Array {
  const [entry, end] = [entryOf(bytes), endOf(bytes)];
  const view = new DataView(bytes.buffer, bytes.byteOffset);
  const nameBytes = view.getUint16(entry + 28, true);
  const list = new Uint8Array(46 + nameBytes + 4 + 8 * fields.length);
  list.set(bytes.subarray(entry, entry + 46 + nameBytes));
  const listView = new DataView(list.buffer);
  const extra = 46 + nameBytes;
  listView.setUint16(30, 4 + 8 * fields.length, true);
  listView.setUint16(extra, 1, true);
  listView.setUint16(extra + 2, 8 * fields.length, true);
  for (const [i, at] of fields.entries()) {
    listView.setBigUint64(extra + 4 + 8 * i, BigInt(view.getUint32(entry + at, true)), true);
    listView.setUint32(at, 0xffffffff, true);
  }
  const tail = new DataView(new ArrayBuffer(56 + 20 + 22));
  const [from, record] = [entry, entry + list.length];
  tail.setUint32(0, 0x06064b50, true);
  tail.setBigUint64(4, 44n, true);
  tail.setBigUint64(24, 1n, true);
  tail.setBigUint64(32, 1n, true);
  tail.setBigUint64(40, BigInt(list.length), true);
  tail.setBigUint64(48, BigInt(from), true);
  tail.setUint32(56, 0x07064b50, true);
  tail.setBigUint64(64, BigInt(record), true);
  tail.setUint32(72, 1, true);
  const last = new Uint8Array(tail.buffer, 76);
  last.set(bytes.subarray(end));
  last.fill(0xff, 8, 20);
  return Uint8Array.of(...bytes.subarray(0, entry), ...list, ...new Uint8Array(tail.buffer));
}

describe('zip64', () => {
  test.each(Object.entries(ZIP64))('as Python writes it to a %s', async (_, hex) => {
    const bytes = new Uint8Array(Buffer.from(hex, 'hex'));
    expect((await listMembers(archive(bytes))).map(({ name, bytes: size }) => [name, size])).toEqual([['rows.csv', 21]]);
    expect(textsOf(await read(bytes))).toEqual({ user: ['u1', 'u2'], click: ['1', '0'] });
  });

  test.each([[[24, 20, 42]], [[24]], [[20]], [[42]], [[24, 42]], [[]]])('with numbers of its list beyond 32 bits: %j', async (fields) => {
    const bytes = asZip64(zip({ 'rows.csv': CSV }), fields);
    expect(textsOf(await read(bytes))).toEqual({ user: ['u1', 'u2'], click: ['1', '0'] });
  });

  test('a list, a size or a place beyond the archive is said, whatever the number', async () => {
    const bytes = asZip64(zip({ 'rows.csv': CSV }));
    const at = (offset: number) => bytes.length - 98 + offset;
    const entry = Number(new DataView(bytes.buffer).getBigUint64(at(48), true));
    const extra = entry + 46 + 'rows.csv'.length + 4;
    for (const place of [at(40), at(48), at(64), extra, extra + 8, extra + 16]) {
      for (const value of [0xffffffffffffffffn, 1n << 53n, 1n << 40n, 0x7fffffffffffffffn]) {
        const wrong = bytes.slice();
        new DataView(wrong.buffer).setBigUint64(place, value, true);
        await expect(read(wrong)).rejects.toThrow(/^a\.zip(\/rows\.csv)?: the (zip archive is damaged|archive holds more than 100,000 files)/);
      }
    }
    const many = bytes.slice();
    new DataView(many.buffer).setBigUint64(at(32), 1n << 60n, true);
    await expect(read(many)).rejects.toThrow('a.zip: the archive holds more than 100,000 files');
  });
});

test('what is wrong with an archive is said', async () => {
  const bytes = zip({ 'rows.csv': CSV.repeat(50) });
  await expect(read(zip({ 'README.md': 'x' }))).rejects.toThrow('a.zip: the archive holds no table. ');
  await expect(read(zip({ '[Content_Types].xml': 'x', 'xl/workbook.xml': 'x' }))).rejects.toThrow('a.zip: this is a workbook, not a table in text form. ');
  await expect(read(bytes.slice(0, -30))).rejects.toThrow('a.zip: the zip archive is damaged: it is cut off, for its end with the list of files is missing. ');
  const entry = entryOf(bytes);
  await expect(read(withNumber(bytes, entry + 8, 1, 2))).rejects.toThrow('a.zip/rows.csv: this file of the archive is encrypted. ');
  await expect(read(withNumber(bytes, entry + 10, 9, 2))).rejects.toThrow(/packed by method 9, which is not read here/);
  await expect(read(withNumber(bytes, entry + 16, 7, 4))).rejects.toThrow(/^a\.zip\/rows\.csv: the zip archive is damaged: its checksum differs\. Download/);
  await expect(read(withNumber(bytes, entry + 24, 1_000_000, 4))).rejects.toThrow(/it has 1,050 bytes, and the archive says 1,000,000/);
});

test('what unpacks into more than the archive says is given up at once', async () => {
  const bomb = zip({ 'rows.csv': new Uint8Array(1 << 26).fill(44) }, { level: 9 });
  expect(bomb.length).toBeLessThan(1 << 17);
  const lying = withNumber(bomb, entryOf(bomb) + 24, 1000, 4);
  await expect(read(lying)).rejects.toThrow(/it unpacks into more than the 1,000 bytes that the archive says/);
  await expect(read(bomb, { limits: { unpacked: 1 << 20 } })).rejects.toThrow(/a\.zip\/rows\.csv(, line 1)?: /);
});

test('whatever byte is wrong, it ends with a table or an error that names the archive', async () => {
  const good = zip({ 'rows.csv': CSV.repeat(30) });
  const change = fc.array(fc.tuple(fc.nat({ max: good.length - 1 }), fc.integer({ min: 0, max: 255 })), { minLength: 1, maxLength: 3 });
  await fc.assert(
    fc.asyncProperty(change, fc.option(fc.nat({ max: good.length })), async (changes, cut) => {
      const bytes = good.slice(0, cut ?? good.length);
      for (const [at, byte] of changes) if (at < bytes.length) bytes[at] = byte;
      const outcome = await read(bytes, { limits: { unpacked: 1 << 20 } }).catch((error: unknown) => error);
      if (outcome instanceof Error) expect(outcome.message).toMatch(/^a\.zip/);
      else expect((outcome as { rows: number }).rows).toBeGreaterThan(0);
    }),
    { numRuns: 300 },
  );
}, 60_000);
