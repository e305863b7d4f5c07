import type { Compressors, PageHeader, SchemaElement } from 'hyparquet';
import { readRleBitPackedHybrid } from 'hyparquet/src/encoding.js';
import { getMaxDefinitionLevel, getMaxRepetitionLevel, getSchemaPath } from 'hyparquet/src/schema.js';
import { readVarInt } from 'hyparquet/src/thrift.js';
import { checkFirst } from './check-first';
import { checkPrefixes } from './check-prefixes';

/** A run may say that it goes on for two thousand million values in five bytes; the reader would write them all. */

/** Bit-packed runs are in groups of eight, and some writers fill them up. */
const SPARE = 504;

/**
 * Checks the runs of a page's levels and of its codes, and the lengths of its texts.
 *
 * @param bytes of the page as they lie in the file
 * @throws Error where a run is too long
 */
export function checkRuns(
  header: PageHeader,
  bytes: Uint8Array,
  codec: keyof Compressors,
  schema: SchemaElement[],
  path: string[],
  compressors: Compressors,
): void {
  const levels = getSchemaPath(schema, path);
  const [repetition, definition] = [widthOf(getMaxRepetitionLevel(levels)), widthOf(getMaxDefinitionLevel(levels))];
  const { type } = levels.at(-1)?.element ?? {};
  const isBoolean = type === 'BOOLEAN';
  const unpack = (packed: Uint8Array, length: number) => compressors[codec]?.(packed, length) ?? packed;
  const v1 = header.type === 'DATA_PAGE' ? header.data_page_header : undefined;
  const v2 = header.type === 'DATA_PAGE_V2' ? header.data_page_header_v2 : undefined;
  if (v1) {
    const page = unpack(bytes, header.uncompressed_page_size);
    let at = 0;
    for (const width of [repetition, definition]) {
      if (width === 0) continue;
      checkRun(page, at + 4, width, v1.num_values);
      at += 4 + uint32(page, at);
    }
    checkCodes(page, at, v1.encoding, isBoolean, v1.num_values);
    if (v1.encoding === 'DELTA_BINARY_PACKED' && type === 'INT32') checkFirst(page, at);
    if (v1.encoding === 'DELTA_BYTE_ARRAY') {
      const before = repetition > 0 ? 4 + uint32(page, 0) : 0;
      checkPrefixes(page, at, definition > 0 ? countOf(page, before, getMaxDefinitionLevel(levels), v1.num_values) : v1.num_values);
    }
  } else if (v2) {
    const { repetition_levels_byte_length: first, definition_levels_byte_length: second, num_values, num_nulls } = v2;
    if (!(first >= 0 && second >= 0 && first + second <= bytes.length && num_nulls >= 0 && num_nulls <= num_values))
      throw new Error('the lengths of a page are wrong');
    if (repetition > 0) checkRun(bytes, 0, repetition, num_values);
    if (definition > 0) checkRun(bytes, first, definition, num_values);
    const packed = bytes.subarray(first + second);
    const length = header.uncompressed_page_size - first - second;
    const page = v2.is_compressed !== false && length > 0 ? unpack(packed, length) : packed;
    checkCodes(page, 0, v2.encoding, isBoolean, num_values);
    if (v2.encoding === 'DELTA_BINARY_PACKED' && type === 'INT32' && num_values > num_nulls) checkFirst(page, 0);
    if (v2.encoding === 'DELTA_BYTE_ARRAY') checkPrefixes(page, 0, num_values - num_nulls);
  }
}

function checkCodes(page: Uint8Array, at: number, encoding: string, isBoolean: boolean, values: number): void {
  if (isBoolean && encoding === 'RLE') checkRun(page, at + 4, 1, values);
  else if (/RLE|DICTIONARY/.test(encoding)) checkRun(page, at + 1, page[at] ?? 0, values);
}

function checkRun(bytes: Uint8Array, from: number, width: number, values: number): void {
  const reader = { view: new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength), offset: from };
  let seen = 0;
  while (seen < values && reader.offset < bytes.length) {
    const header = readVarInt(reader) >>> 0;
    const packed = (header & 1) === 1;
    const count = packed ? (header >>> 1) * 8 : header >>> 1;
    if (count > values + SPARE) throw new Error('a run of values is longer than its page');
    seen += count;
    reader.offset += packed ? (header >>> 1) * width : Math.ceil(width / 8);
  }
}

/** Values of a page that are there: those whose level is the highest. @param from where the levels begin, with their length */
function countOf(page: Uint8Array, from: number, highest: number, values: number): number {
  const reader = { view: new DataView(page.buffer, page.byteOffset, page.byteLength), offset: from };
  const levels = new Uint8Array(values);
  readRleBitPackedHybrid(reader, widthOf(highest), levels);
  return levels.reduce((count, level) => count + Number(level === highest), 0);
}

const widthOf = (level: number) => Math.ceil(Math.log2(level + 1));
const uint32 = (bytes: Uint8Array, at: number) =>
  at + 4 <= bytes.length ? new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength).getUint32(at, true) : 0;
