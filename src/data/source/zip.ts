import { Inflate } from 'fflate';
import { UserError } from '../../lib/user-error';
import { inWords } from '../limits';
import type { ByteSource } from './byte-source';
import { crc32 } from './crc32';
import { type Archive, damaged, readCentralDirectory, type ZipEntry } from './zip-directory';

export type { Archive };

/** A file within a zip archive. */
export interface ZipMember {
  /** Its whole name within the archive, with folders. */
  name: string;
  /** Once it is unpacked, as the archive says. */
  bytes: number;
  /** The file itself. Its stream errors where the archive is damaged, and never gives more than `bytes`. */
  open(): ByteSource;
}

/** Whether the bytes begin as a zip archive does. @param bytes at least the first four of a file */
export function isZip(bytes: Uint8Array): boolean {
  const [p, k, a, b] = bytes;
  return p === 0x50 && k === 0x4b && ((a === 3 && b === 4) || (a === 5 && b === 6));
}

/**
 * The files of a zip archive, folders left out, in the archive's order. Only its list is read.
 *
 * @throws UserError where it is cut off or damaged
 */
export async function listMembers(archive: Archive): Promise<ZipMember[]> {
  const entries = await readCentralDirectory(archive);
  return entries.filter(({ name }) => !name.endsWith('/')).map((entry) => ({ name: entry.name, bytes: entry.bytes, open: () => memberOf(archive, entry) }));
}

const [STORED, DEFLATED] = [0, 8];
/** Bytes that are read at once, and that are unpacked at once: these may become a thousand times as many. */
const [READ, UNPACKED] = [1 << 20, 1 << 14];

function memberOf(archive: Archive, entry: ZipEntry): ByteSource {
  const name = `${archive.name}/${entry.name}`;
  return { name, size: entry.bytes, stream: () => memberStream(archive, entry, name) };
}

function memberStream(archive: Archive, entry: ZipEntry, name: string): ReadableStream<Uint8Array> {
  const parts = unpack(archive, entry, name);
  return new ReadableStream<Uint8Array>({
    async pull(controller) {
      const { done, value } = await parts.next();
      if (done) controller.close();
      else controller.enqueue(value);
    },
    cancel: async () => void (await parts.return(undefined)),
  });
}

async function* unpack(archive: Archive, entry: ZipEntry, name: string): AsyncGenerator<Uint8Array> {
  if (entry.encrypted) throw new UserError('this file of the archive is encrypted', name, 'Unpack the archive with its password, and open the file.');
  if (entry.method !== STORED && entry.method !== DEFLATED) {
    throw new UserError(
      `this file is packed by method ${entry.method}, which is not read here`,
      name,
      'Unpack the archive and open the file, or pack it as zip anew.',
    );
  }
  const out: Uint8Array[] = [];
  const inflater = new Inflate((bytes) => out.push(bytes));
  let [unpacked, crc] = [0, 0];
  for await (const { bytes, last } of packedParts(archive, entry, name)) {
    if (entry.method === STORED) out.push(bytes);
    else pushInto(inflater, bytes, last, name);
    for (const part of out.splice(0)) {
      unpacked += part.length;
      if (unpacked > entry.bytes) throw damaged(name, `it unpacks into more than the ${inWords(entry.bytes)} bytes that the archive says`);
      crc = crc32(part, crc);
      if (part.length > 0) yield part;
    }
  }
  if (unpacked !== entry.bytes) throw damaged(name, `it has ${inWords(unpacked)} bytes, and the archive says ${inWords(entry.bytes)}`);
  if (crc !== entry.crc) throw damaged(name, 'its checksum differs');
}

function pushInto(inflater: Inflate, bytes: Uint8Array, last: boolean, name: string): void {
  try {
    inflater.push(bytes, last);
  } catch {
    throw damaged(name, 'its data cannot be unpacked');
  }
}

/** The bytes of a member as they lie in the archive. */
async function* packedParts(archive: Archive, entry: ZipEntry, name: string): AsyncGenerator<{ bytes: Uint8Array; last: boolean }> {
  const header = new DataView(await archive.slice(entry.offset, entry.offset + 30).arrayBuffer());
  if (header.byteLength < 30 || header.getUint32(0, true) !== 0x04034b50) throw damaged(name, 'it is not where the archive says');
  const from = entry.offset + 30 + header.getUint16(26, true) + header.getUint16(28, true);
  const to = from + entry.packedBytes;
  if (to > archive.size) throw damaged(name, 'the archive is cut off');
  if (from === to) yield { bytes: new Uint8Array(0), last: true };
  for (let at = from; at < to; at += READ) {
    const read = new Uint8Array(await archive.slice(at, Math.min(to, at + READ)).arrayBuffer());
    for (let p = 0; p < read.length; p += UNPACKED) yield { bytes: read.subarray(p, p + UNPACKED), last: at + p + UNPACKED >= to };
  }
}
