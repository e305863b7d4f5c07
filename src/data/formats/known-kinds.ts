import { UserError } from '../../lib/user-error';
import type { Sample } from './format';

/** First bytes of files that people take for tables and that no format here reads. */
const SIGNATURES: readonly [bytes: number[], what: string, fix: string][] = [
  [[0x50, 0x4b, 0x03, 0x04], 'a zip archive within another', 'Unpack it first.'],
  [[0xd0, 0xcf, 0x11, 0xe0], 'an old Excel workbook', 'Save the sheet as CSV (UTF-8).'],
  [[0x25, 0x50, 0x44, 0x46], 'a PDF document', 'Choose a CSV, TSV, JSON Lines or Parquet file.'],
  [[0x89, 0x50, 0x4e, 0x47], 'a picture', 'Choose a CSV, TSV, JSON Lines or Parquet file.'],
  [[0x42, 0x5a, 0x68], 'a bzip2 archive', 'Unpack it first, or use gzip.'],
  [[0xfd, 0x37, 0x7a, 0x58], 'an xz archive', 'Unpack it first, or use gzip.'],
  [[0x37, 0x7a, 0xbc, 0xaf], 'a 7z archive', 'Unpack it first, or use zip or gzip.'],
  [[0x52, 0x61, 0x72, 0x21], 'a RAR archive', 'Unpack it first, or use zip or gzip.'],
  [[0x4f, 0x52, 0x43], 'an ORC file', 'Convert it to Parquet or CSV first.'],
  [[0x4f, 0x62, 0x6a, 0x01], 'an Avro file', 'Convert it to Parquet or CSV first.'],
  [[0x41, 0x52, 0x52, 0x4f, 0x57, 0x31], 'an Arrow (Feather) file', 'Convert it to Parquet or CSV first.'],
  [[0x89, 0x48, 0x44, 0x46], 'an HDF5 file', 'Convert it to Parquet or CSV first.'],
  [[0x28, 0xb5, 0x2f, 0xfd], 'a zstd archive', 'Unpack it first, or use gzip.'],
];

const signatureOf = (bytes: Uint8Array) => SIGNATURES.find(([signature]) => signature.every((byte, i) => bytes[i] === byte));

/** Whether the bytes are plainly no text: a signature of another kind of file, or a zero. */
export function isBinary(bytes: Uint8Array): boolean {
  return signatureOf(bytes) !== undefined || bytes.includes(0);
}

/** @throws UserError where the sample is plainly not text, naming what it seems to be */
export function refuseKnown({ name, bytes }: Sample): void {
  const known = signatureOf(bytes);
  if (known) throw new UserError(`this is ${known[1]}, not a table in text form`, name, known[2]);
  const zero = bytes.indexOf(0);
  if (zero >= 0) throw new UserError(`this is a binary file (byte ${zero + 1} is zero), not a table of text`, name, 'Choose a CSV or TSV file, plain or gzip.');
}
