import { UserError } from '../../../lib/user-error';

/** First bytes of files that people take for tables. */
const SIGNATURES: readonly [bytes: number[], what: string, fix: string][] = [
  [[0x50, 0x4b, 0x03, 0x04], 'a zip archive or an Excel workbook', 'Unpack it, or save the sheet as CSV (UTF-8).'],
  [[0x50, 0x41, 0x52, 0x31], 'a Parquet file', 'Convert it to CSV first.'],
  [[0xd0, 0xcf, 0x11, 0xe0], 'an old Excel workbook', 'Save the sheet as CSV (UTF-8).'],
  [[0x25, 0x50, 0x44, 0x46], 'a PDF document', 'Choose a CSV or TSV file.'],
  [[0x89, 0x50, 0x4e, 0x47], 'a picture', 'Choose a CSV or TSV file.'],
  [[0x42, 0x5a, 0x68], 'a bzip2 archive', 'Unpack it first, or use gzip.'],
  [[0xfd, 0x37, 0x7a, 0x58], 'an xz archive', 'Unpack it first, or use gzip.'],
  [[0x28, 0xb5, 0x2f, 0xfd], 'a zstd archive', 'Unpack it first, or use gzip.'],
  [[0xff, 0xfe], 'UTF-16 text', 'Save it as UTF-8.'],
  [[0xfe, 0xff], 'UTF-16 text', 'Save it as UTF-8.'],
];

export function isGzip(bytes: Uint8Array): boolean {
  return bytes[0] === 0x1f && bytes[1] === 0x8b;
}

/** @throws UserError where the bytes are plainly not text, naming what they seem to be */
export function refuseBinary(bytes: Uint8Array, fileName: string): void {
  const known = SIGNATURES.find(([signature]) => signature.every((byte, i) => bytes[i] === byte));
  if (known) throw new UserError(`this is ${known[1]}, not a table of text`, fileName, known[2]);
  const zero = bytes.indexOf(0);
  if (zero >= 0) {
    throw new UserError(`this is a binary file (byte ${zero + 1} is zero), not a table of text`, fileName, 'Choose a CSV or TSV file, plain or gzip.');
  }
}

export const DELIMITERS = [',', '\t', ';', '|'] as const;

/** The delimiter that splits the first lines into the same number of fields, most fields first; a comma if none does. */
export function sniffDelimiter(text: string): string {
  const lines = linesOutsideQuotes(text).slice(0, 20);
  let best = { delimiter: ',', fields: 1 };
  for (const delimiter of DELIMITERS) {
    const counts = lines.map((line) => countOutsideQuotes(line, delimiter) + 1);
    const fields = counts[0] ?? 1;
    const agree = counts.filter((count) => count === fields).length;
    // One ragged line is an error to report later, not a reason to read the file otherwise.
    if (fields > best.fields && agree >= Math.ceil(0.8 * counts.length)) best = { delimiter, fields };
  }
  return best.delimiter;
}

/** Whole lines only: the last one may be cut off, unless it is the only one. */
function linesOutsideQuotes(text: string): string[] {
  const lines: string[] = [];
  let quoted = false;
  let from = 0;
  for (let i = 0; i < text.length; i++) {
    const c = text[i];
    if (c === '"') quoted = !quoted;
    if (!quoted && (c === '\n' || c === '\r')) {
      if (i > from) lines.push(text.slice(from, i));
      from = i + 1;
    }
  }
  return lines.length > 0 ? lines : [text];
}

function countOutsideQuotes(line: string, wanted: string): number {
  let [count, quoted] = [0, false];
  for (const c of line) {
    if (c === '"') quoted = !quoted;
    else if (!quoted && c === wanted) count++;
  }
  return count;
}
