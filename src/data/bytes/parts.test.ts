import fc from 'fast-check';
import { expect, test } from 'vitest';
import { UserError } from '../../lib/user-error';
import { LIMITS, type Limits } from '../limits';
import type { SampleOptions } from '../table/row-sample';
import { layoutOf, piecesOf } from './oracle.test-helper';
import { cutsOf, type ReadElsewhere, readInParts } from './parts';
import { readPart } from './read-part';
import { DelimitedReader } from './reader';

const NAMES = ['a', 'b', 'c'];

/** All that a reader makes of a file in so many parts, or what it says. */
async function readIn(
  parts: number,
  bytes: Uint8Array<ArrayBuffer>,
  extra: Parameters<typeof layoutOf>[1] = {},
  limits: Partial<Limits> = {},
  sample?: SampleOptions,
) {
  const file = new Blob([bytes]);
  const layout = layoutOf(NAMES, { header: true, ...extra });
  const options = { layout, limits: { ...LIMITS, ...limits }, fileName: 'rows.csv' };
  const cuts = Array.from({ length: parts - 1 }, (_, i) => Math.floor((bytes.length * (i + 1)) / parts));
  let absorbed = 0;
  const elsewhere: ReadElsewhere = async (question) => {
    try {
      const part = await readPart(question);
      absorbed += Number(part !== undefined);
      return part;
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      return undefined;
    }
  };
  async function* pieces() {
    yield* piecesOf(bytes, [1000]);
  }
  const reader = await DelimitedReader.start({ ...options, strict: true, ...(sample && { sample }) });
  try {
    await readInParts(reader, { file, pieces: pieces(), cuts, question: options, elsewhere, onStep: () => {} });
    const { rows, columns } = reader.finish();
    const { ragged, emptyLine, comments, sampled } = reader;
    const plain = columns.map(({ codes, values }) => ({ kind: codes.constructor.name, codes: [...codes], values: [...values] }));
    return { table: { rows, plain, ragged, emptyLine, comments, sampled }, absorbed };
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    return { table: error.message, absorbed };
  }
}

const cell = fc.constantFrom('a', '12', '', '"q"', '"x,y"', '"d""q"', '1234567', '12345678', 'é', 'a long text of many letters', '\uFEFF');
const row = fc.array(cell, { minLength: 3, maxLength: 3 });
const odd = fc.array(fc.constantFrom('b', '"two\nlines, and\n\nmore"', '"two\r\nlines"', '#', 'x\n\ny', ' '), { minLength: 1, maxLength: 4 });

test('a file is the same table in any number of parts, or the same error with the same line', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.oneof({ weight: 12, arbitrary: row }, { weight: 1, arbitrary: odd }), { minLength: 30, maxLength: 150 }),
      fc.constantFrom('\n', '\r\n', '\r'),
      fc.constantFrom<('refuse' | 'skip')[]>('skip', 'skip', 'refuse'),
      fc.constantFrom('#', 'q'),
      fc.constantFrom('', 'a"b,c,d\n', 'last,"one'),
      async (rows, end, ragged, comment, last) => {
        const text = [NAMES, ...rows].map((record) => record.join(',')).join(end) + end + last;
        const bytes = new TextEncoder().encode(text);
        const { table } = await readIn(1, bytes, { ragged, comment });
        for (const parts of [2, 3, 7]) expect((await readIn(parts, bytes, { ragged, comment })).table).toEqual(table);
      },
    ),
    { numRuns: 150 },
  );
});

const plainRows = (count: number, text = (i: number) => `t${i % 700}`) =>
  new TextEncoder().encode(`a,b,c\n${Array.from({ length: count }, (_, i) => `${i},${text(i)},"some words, ${i % 3}"\n`).join('')}`);

test('parts are taken over, each with texts of its own', async () => {
  const bytes = plainRows(2000);
  const { table, absorbed } = await readIn(7, bytes);
  expect(absorbed).toBe(6);
  expect(table).toEqual((await readIn(1, bytes)).table);
});

test('a part that begins within quotes is read again, from where the one before ends', async () => {
  const bytes = plainRows(500, (i) => (i % 100 === 50 ? `"${'a,b,c\n'.repeat(600)}"` : 'x'));
  const { table } = await readIn(3, bytes);
  expect(table).toEqual((await readIn(1, bytes)).table);
});

test.each<[what: string, limits: Partial<Limits>]>([
  ['cells', { cells: 3000 }],
  ['distinct texts', { distinct: 900 }],
  ['bytes of text', { text: 60_000 }],
])('near the limit of %s parts are read row by row: the same error, or the same sample', async (_, limits) => {
  const bytes = plainRows(2000);
  for (const sample of [undefined, { seed: 3 }, { seed: 3, by: 'b' }]) {
    const { table } = await readIn(1, bytes, {}, limits, sample);
    // Of seven parts the first ones are taken over whole, and rows of theirs are dropped later.
    for (const parts of [3, 7]) expect((await readIn(parts, bytes, {}, limits, sample)).table).toEqual(table);
  }
});

test.each<[what: string, sample: SampleOptions]>([
  ['rows', { seed: 3, share: 1 / 2 }],
  ['values', { seed: 3, by: 'b', share: 1 / 4 }],
])('a share of the %s is the same in any number of parts', async (_, sample) => {
  const bytes = plainRows(2000, (i) => `"u ""${i % 90}"""`);
  const { table } = await readIn(1, bytes, {}, {}, sample);
  expect(table).toMatchObject({ sampled: { of: 2000, share: sample.share } });
  expect((await readIn(5, bytes, {}, {}, sample)).table).toEqual(table);
});

test('what is no UTF-8 is told with its line, whichever part it stands in', async () => {
  const bytes = plainRows(900);
  for (const share of [0.1, 0.5, 0.95]) {
    const broken = bytes.slice();
    broken[Math.floor(share * bytes.length)] = 0xff;
    const { table } = await readIn(1, broken);
    expect(table).toContain('is not UTF-8 text');
    for (const parts of [2, 5]) expect((await readIn(parts, broken)).table).toEqual(table);
  }
});

test('small files are not cut, large ones into no more parts than there are threads', () => {
  expect(cutsOf(1e6, 8)).toEqual([]);
  expect(cutsOf(80e6, 1)).toEqual([]);
  expect(cutsOf(80e6, 2)).toEqual([40e6]);
  expect(cutsOf(1e9, 16)).toHaveLength(3);
});
