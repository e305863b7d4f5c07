import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import { parquetWriteBuffer } from 'hyparquet-writer';
import { describe, expect, test } from 'vitest';
import { fileOf } from '../../test-helpers';
import { readTable } from '../read-table';
import { checkFirst } from './check-first';
import { checkPrefixes } from './check-prefixes';
import { checkThrift } from './check-thrift';
import { unpackers } from './unpackers';

/** Files that say one thing and hold another are given up in bounded time and memory. */

const MEGABYTE = 1 << 20;
const zeros = new Uint8Array(64 * MEGABYTE);
const unpack = (codec: 'ZSTD' | 'BROTLI' | 'GZIP' | 'SNAPPY' | 'LZ4_RAW' | 'LZ4', bytes: Uint8Array, length: number) =>
  unpackers('a.parquet')[codec]?.(bytes, length);

/** A frame of ZSTD of blocks that repeat one byte 131,072 times each. */
function zstdBomb(blocks: number): Uint8Array {
  const bytes = new Uint8Array(6 + 4 * blocks);
  bytes.set([0x28, 0xb5, 0x2f, 0xfd, 0, 0x48]);
  for (let b = 0; b < blocks; b++) bytes.set([b === blocks - 1 ? 3 : 2, 0, 0x10, 65], 6 + 4 * b);
  return bytes;
}

describe('a page unpacks into no more than its header says', () => {
  test('ZSTD that goes on for 13 GB is given up at its first part', () => {
    expect(unpack('ZSTD', zstdBomb(3), 3 * 131_072)).toEqual(new Uint8Array(3 * 131_072).fill(65));
    const begun = performance.now();
    expect(() => unpack('ZSTD', zstdBomb(100_000), 1000)).toThrow('a page unpacks into more than its header says');
    expect(() => unpack('ZSTD', zstdBomb(100_000), 4 * MEGABYTE)).toThrow('a page unpacks into more than its header says');
    expect(performance.now() - begun).toBeLessThan(2000);
  });

  test('Brotli makes no room for more', () => {
    // The highest quality, which is the default, takes twenty times as long for the same bomb.
    const bomb = new Uint8Array(brotliCompressSync(zeros, { params: { [constants.BROTLI_PARAM_QUALITY]: 5 } }));
    expect(bomb.length).toBeLessThan(1000);
    expect(() => unpack('BROTLI', bomb, 1000)).toThrow('a page unpacks into more than its header says');
    expect(unpack('BROTLI', new Uint8Array(brotliCompressSync(zeros.subarray(0, 5000))), 5000)).toEqual(zeros.subarray(0, 5000));
  });

  test('what other codecs give is no longer either', () => {
    expect(unpack('GZIP', new Uint8Array(gzipSync(zeros)), 1000)?.length).toBe(1000);
    // A literal and a copy that say they go on for ever.
    const endless = Uint8Array.of(0x1f, 65, 1, 0, ...Array.from({ length: 1000 }, () => 255), 0);
    expect(unpack('LZ4_RAW', endless, 1000)?.length).toBe(1000);
    expect(() => unpack('SNAPPY', Uint8Array.of(0xff, 0xff, 0xff, 0x7f, 0xfe, 1, 0, 0xfe, 1, 0), 100)).toThrow();
  });

  test('a page of no values needs no stream', () => {
    for (const codec of ['ZSTD', 'BROTLI', 'GZIP', 'SNAPPY', 'LZ4_RAW', 'LZ4'] as const) expect(unpack(codec, Uint8Array.of(0), 0)).toEqual(new Uint8Array(0));
  });
});

describe('what a file says of itself', () => {
  const view = (...bytes: number[]) => new DataView(Uint8Array.from(bytes).buffer);
  test('a number that never ends costs no more than its first bytes', () => {
    const long = new Uint8Array(4 * MEGABYTE).fill(0x80);
    long[0] = 0x16;
    expect(() => checkThrift(new DataView(long.buffer), 0)).toThrow('a number of its description never ends');
  });
  test('structures in structures end somewhere', () => {
    expect(() => checkThrift(view(...Array.from({ length: 100_000 }, () => 0x1c)), 0)).toThrow('its description goes too deep');
  });
  test('a list is no longer than the bytes that are there', () => {
    expect(() => checkThrift(view(0x19, 0xf5, 0xff, 0xff, 0xff, 0xff, 7), 0)).toThrow('its description is cut off');
    expect(() => checkThrift(view(0x18, 9, 1, 2), 0)).toThrow('its description is cut off');
  });
});

test('texts that each hold the one before are given up before there is room made for them', () => {
  /** Numbers that grow by a step, as DELTA_BINARY_PACKED writes them. */
  const growing = (count: number, first: number, step: number) => {
    const number = (value: number): number[] => (value < 128 ? [value] : [(value % 128) + 128, ...number(Math.floor(value / 128))]);
    const blocks = Array.from({ length: Math.ceil((count - 1) / 128) }, () => [...number(2 * step), 0, 0, 0, 0]);
    return [128, 1, 4, ...number(count), ...number(2 * first), ...blocks.flat()];
  };
  const page = (count: number, step: number) => Uint8Array.from([...growing(count, 0, step), ...growing(count, step, 0)]);
  expect(() => checkPrefixes(page(100, 1000), 0, 100)).not.toThrow();
  expect(() => checkPrefixes(page(2000, MEGABYTE), 0, 2000)).toThrow('the texts of a page take more than 1,073,741,824 bytes');
  expect(() => checkPrefixes(Uint8Array.from([...growing(9, 5, 0), ...growing(9, 1, 0)]), 0, 9)).toThrow('the lengths of its texts are wrong');
});

test('a first number that the reader would take for another one is refused', () => {
  const first = (...bytes: number[]) => Uint8Array.of(7, 128, 1, 4, 12, ...bytes);
  expect(() => checkFirst(first(0xff, 0xff, 0xff, 0xff, 0x0f), 1)).not.toThrow();
  expect(() => checkFirst(first(0xfc, 0xff, 0xff, 0xff, 0x1f), 1)).toThrow('a whole number of 32 bits is written in more');
  expect(() => checkFirst(first(0xff), 1)).toThrow('a number never ends');
});

describe('a column has as many values as there are rows', () => {
  const [rows, data] = [60, Array.from({ length: 60 }, (_, i) => i)];
  const list = [
    { name: 'root', num_children: 1 },
    { name: 'a', converted_type: 'LIST', repetition_type: 'OPTIONAL', num_children: 1 },
    { name: 'list', repetition_type: 'REPEATED', num_children: 1 },
    { name: 'element', type: 'INT32', repetition_type: 'OPTIONAL' },
  ] as const;
  const files = {
    plain: parquetWriteBuffer({ columnData: [{ name: 'a', data, type: 'INT32' }], statistics: false, codec: 'UNCOMPRESSED' }),
    list: parquetWriteBuffer({
      columnData: [{ name: 'a', data: data.map((i) => [i, i]) }],
      statistics: false,
      codec: 'UNCOMPRESSED',
      schema: list.map((each) => ({ ...each })),
    }),
  };

  /** The same file, which says that it has another number of rows. */
  const saying = (buffer: ArrayBuffer, claimed: number) => {
    const bytes = new Uint8Array(buffer.slice(0));
    const footer = bytes.length - 8 - new DataView(bytes.buffer).getUint32(bytes.length - 8, true);
    for (let at = footer; at < bytes.length - 8; at++) if (bytes[at] === 2 * rows && bytes[at - 1] === 0x16) bytes[at] = 2 * claimed;
    return fileOf(bytes, { name: 'rows.parquet' });
  };

  test.each([
    ['plain', 59, /a page says that it holds more values than there are|it has 60 values where there are 59 rows/],
    ['plain', 61, /it has 60 values where there are 61 rows/],
    ['list', 61, /it has 60 values where there are 61 rows/],
  ] as const)('%s that says %i rows', async (kind, claimed, message) => {
    expect((await readTable(fileOf(new Uint8Array(files[kind]), { name: 'rows.parquet' }))).rows).toBe(60);
    const error = await readTable(saying(files[kind], claimed)).catch((each: unknown) => each);
    expect(String(error)).toMatch(message);
    expect(String(error)).toContain('rows.parquet, column “a”');
  });
});
