import { base64 } from '../lib/base64';
import type { PartName, SplitFile } from '../protocol/take-away';

/** A split as short texts, for the metadata of a file. What is read is untrusted. */

const PARTS: readonly PartName[] = ['train', 'val', 'test'];

/** The part of each row of the table, 2 bits a row, the first row lowest: 0 in none, 1 train, 2 val, 3 test. Base64. @param rows of the table */
export function packedParts(split: SplitFile, rows: number): string {
  const bytes = new Uint8Array(Math.ceil(rows / 4));
  for (const [i, part] of PARTS.entries()) for (const row of split[part]) bytes[row >> 2] = (bytes[row >> 2] as number) | ((i + 1) << (2 * (row & 3)));
  return base64(bytes);
}

/** The rows of each part, ascending; undefined where the text is not of so many rows. */
export function unpackedParts(text: string, rows: number): SplitFile | undefined {
  const bytes = bytesOf(text, Math.ceil(rows / 4));
  if (!bytes) return undefined;
  const of: [number[], number[], number[], number[]] = [[], [], [], []];
  for (let row = 0; row < rows; row++) (of[((bytes[row >> 2] as number) >> (2 * (row & 3))) & 3] as number[]).push(row);
  return { train: Int32Array.from(of[1]), val: Int32Array.from(of[2]), test: Int32Array.from(of[3]) };
}

/**
 * The order of the rows within each part that is not ascending, JSON: of each row of the part in turn, its place among the part's ascending
 * rows, in as few bits as hold the last place, the lowest bit first. Base64.
 */
export function packedOrder(split: SplitFile): string {
  return JSON.stringify(
    Object.fromEntries(PARTS.filter((part) => !isAscending(split[part])).map((part) => [part, base64(packedPlaces(placesOf(split[part])))])),
  );
}

/** The split with its rows in the order that `packedOrder` says; undefined where it is no order of these rows. @param split ascending */
export function inOrder(split: SplitFile, order: Record<string, unknown>): SplitFile | undefined {
  const ordered = { ...split };
  for (const [part, text] of Object.entries(order)) {
    if (!isPart(part) || typeof text !== 'string') return undefined;
    const rows = split[part];
    const bits = bitsOf(rows.length);
    const bytes = bytesOf(text, Math.ceil((bits * rows.length) / 8));
    const places = bytes && unpackedPlaces(bytes, rows.length, bits);
    if (!places) return undefined;
    ordered[part] = places.map((place) => rows[place] as number);
  }
  return ordered;
}

const isPart = (name: string): name is PartName => (PARTS as readonly string[]).includes(name);

const isAscending = (rows: Int32Array) => rows.every((row, i) => i === 0 || row > (rows[i - 1] as number));

/** Bits that hold each place of so many. */
const bitsOf = (count: number) => Math.ceil(Math.log2(Math.max(count, 1)));

/** Of each row, its place among the same rows in ascending order. */
function placesOf(rows: Int32Array): Int32Array {
  const from = Int32Array.from(rows.keys()).sort((a, b) => (rows[a] as number) - (rows[b] as number));
  const places = new Int32Array(rows.length);
  for (const [place, i] of from.entries()) places[i] = place;
  return places;
}

function packedPlaces(places: Int32Array): Uint8Array {
  const bits = bitsOf(places.length);
  const bytes = new Uint8Array(Math.ceil((bits * places.length) / 8));
  let at = 0;
  for (const place of places) for (let bit = 0; bit < bits; bit++, at++) bytes[at >> 3] = (bytes[at >> 3] as number) | (((place >> bit) & 1) << (at & 7));
  return bytes;
}

/** Undefined where a place is named twice, or there is none such. */
function unpackedPlaces(bytes: Uint8Array, count: number, bits: number): Int32Array | undefined {
  const places = new Int32Array(count);
  const seen = new Uint8Array(count);
  let at = 0;
  for (let i = 0; i < count; i++) {
    let place = 0;
    for (let bit = 0; bit < bits; bit++, at++) place |= (((bytes[at >> 3] as number) >> (at & 7)) & 1) << bit;
    if (place >= count || seen[place]) return undefined;
    seen[place] = 1;
    places[i] = place;
  }
  return places;
}

/** Undefined where the text is no base64 of so many bytes. */
function bytesOf(text: string, length: number): Uint8Array | undefined {
  try {
    const bytes = atob(text);
    return bytes.length === length ? Uint8Array.from(bytes, (char) => char.charCodeAt(0)) : undefined;
  } catch {
    return undefined;
  }
}
