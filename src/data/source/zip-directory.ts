import { UserError } from '../../lib/user-error';
import { inWords } from '../limits';
import type { ByteSource } from './byte-source';

/** An archive: a zip file, which any part can be read of. */
export type Archive = ByteSource & Required<Pick<ByteSource, 'size' | 'slice'>>;

/** What a zip archive's list says of one file (APPNOTE.TXT 4.3.12, with zip64). */
export interface ZipEntry {
  name: string;
  /** Unpacked. */
  bytes: number;
  packedBytes: number;
  crc: number;
  /** 0: stored, 8: deflated. */
  method: number;
  encrypted: boolean;
  /** Where its local header begins. */
  offset: number;
}

/** An archive's list beyond this is no list of tables. */
const [MOST_ENTRIES, MOST_BYTES] = [100_000, 1 << 25];
const END = { signature: 0x06054b50, bytes: 22, longestComment: 0xffff };
const END64 = { signature: 0x06064b50, bytes: 56 };
const LOCATOR64 = { signature: 0x07064b50, bytes: 20 };
const ENTRY = { signature: 0x02014b50, bytes: 46 };

/** Reads the list at the archive's end. @throws UserError where it is cut off or damaged */
export async function readCentralDirectory(archive: Archive): Promise<ZipEntry[]> {
  const { count, bytes, offset } = await findDirectory(archive);
  if (count > MOST_ENTRIES || bytes > MOST_BYTES)
    throw new UserError(`the archive holds more than ${inWords(MOST_ENTRIES)} files`, archive.name, 'Unpack it, and open the tables.');
  const list = new DataView(await archive.slice(offset, offset + bytes).arrayBuffer());
  const entries: ZipEntry[] = [];
  let at = 0;
  while (entries.length < count) {
    if (at + ENTRY.bytes > list.byteLength || list.getUint32(at, true) !== ENTRY.signature) throw damaged(archive.name, 'its list of files is cut off');
    const [nameBytes, extraBytes, commentBytes] = [list.getUint16(at + 28, true), list.getUint16(at + 30, true), list.getUint16(at + 32, true)];
    const next = at + ENTRY.bytes + nameBytes + extraBytes + commentBytes;
    if (next > list.byteLength) throw damaged(archive.name, 'its list of files is cut off');
    const name = nameOf(new Uint8Array(list.buffer, at + ENTRY.bytes, nameBytes));
    const large = largeNumbers(list, at, at + ENTRY.bytes + nameBytes, extraBytes);
    entries.push({
      name,
      crc: list.getUint32(at + 16, true),
      method: list.getUint16(at + 10, true),
      encrypted: (list.getUint16(at + 8, true) & 1) === 1,
      ...large,
    });
    at = next;
  }
  return entries;
}

/** UTF-8, as most write it, whether they say so or not; or some old code page. */
function nameOf(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder('windows-1252').decode(bytes);
  }
}

async function findDirectory(archive: Archive): Promise<{ count: number; bytes: number; offset: number }> {
  const from = Math.max(0, archive.size - END.bytes - END.longestComment);
  const tail = new DataView(await archive.slice(from, archive.size).arrayBuffer());
  for (let at = tail.byteLength - END.bytes; at >= 0; at--) {
    if (tail.getUint32(at, true) !== END.signature || at + END.bytes + tail.getUint16(at + 20, true) > tail.byteLength) continue;
    const found = { count: tail.getUint16(at + 10, true), bytes: tail.getUint32(at + 12, true), offset: tail.getUint32(at + 16, true) };
    const isLarge = found.count === 0xffff || found.bytes === 0xffffffff || found.offset === 0xffffffff;
    const directory = isLarge ? await largeDirectory(archive, from + at) : found;
    if (directory.offset + directory.bytes > archive.size) throw damaged(archive.name, 'its list of files is not where it says');
    return directory;
  }
  throw damaged(archive.name, 'it is cut off, for its end with the list of files is missing');
}

async function largeDirectory(archive: Archive, end: number): Promise<{ count: number; bytes: number; offset: number }> {
  const locator = new DataView(await archive.slice(Math.max(0, end - LOCATOR64.bytes), end).arrayBuffer());
  const wrong = () => damaged(archive.name, 'its list of files is not where it says');
  if (locator.byteLength < LOCATOR64.bytes || locator.getUint32(0, true) !== LOCATOR64.signature) throw wrong();
  const at = whole(locator, 8);
  const record = new DataView(await archive.slice(at, at + END64.bytes).arrayBuffer());
  if (record.byteLength < END64.bytes || record.getUint32(0, true) !== END64.signature) throw wrong();
  return { count: whole(record, 32), bytes: whole(record, 40), offset: whole(record, 48) };
}

/** Sizes and place of an entry; beyond 32 bits they stand among what is extra. */
function largeNumbers(list: DataView, at: number, extra: number, extraBytes: number): Pick<ZipEntry, 'bytes' | 'packedBytes' | 'offset'> {
  const numbers = { bytes: list.getUint32(at + 24, true), packedBytes: list.getUint32(at + 20, true), offset: list.getUint32(at + 42, true) };
  for (let e = extra; e + 4 <= extra + extraBytes; e += 4 + list.getUint16(e + 2, true)) {
    if (list.getUint16(e, true) !== 1) continue;
    let value = e + 4;
    for (const name of ['bytes', 'packedBytes', 'offset'] as const) {
      if (numbers[name] !== 0xffffffff || value + 8 > extra + extraBytes) continue;
      numbers[name] = whole(list, value);
      value += 8;
    }
    break;
  }
  return numbers;
}

/** A file of more than 2^53 bytes there is not: the number is wrong, and is found to be beyond the archive. */
const whole = (view: DataView, at: number) => Number(view.getBigUint64(at, true));

export function damaged(name: string, why: string): UserError {
  return new UserError(`the zip archive is damaged: ${why}`, name, 'Download it again, or pack it anew.');
}
