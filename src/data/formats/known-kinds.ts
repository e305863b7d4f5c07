import { UserError } from '../../lib/user-error';
import { refuseZeros } from '../source/binary-file';
import type { Sample } from './format';

const letters = (text: string) => Array.from(text, (letter) => letter.charCodeAt(0));

/** First bytes of files that people take for tables and that no format here reads; −1 is any. */
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
  [[0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59], 'an array of NumPy', 'In Python: pandas.DataFrame(numpy.load(…)).to_csv(…).'],
  [letters('SQLite format 3'), 'a SQLite database', 'Export the table as CSV (in sqlite3: .mode csv, .headers on, .output).'],
  [letters('RDX3'), 'a data file of R', 'In R: write.csv(…, row.names = FALSE).'],
  [letters('RDX2'), 'a data file of R', 'In R: write.csv(…, row.names = FALSE).'],
  [[0x58, 0x0a, 0x00, 0x00], 'a data file of R', 'In R: write.csv(…, row.names = FALSE).'],
  [letters('FEA1'), 'an old Feather file', 'Convert it to Parquet or CSV first.'],
  [letters('$FL2'), 'an SPSS file', 'Save it as CSV in SPSS, or in Python: pandas.read_spss.'],
  [letters('<stata_dta>'), 'a Stata file', 'Export it as CSV in Stata, or in Python: pandas.read_stata.'],
  [
    [-1, -1, -1, -1, -1, 0, 0, 0, 0x7b],
    'a model’s weights (safetensors)',
    'Drop them on the page by themselves, unpacked, under a name that ends in .safetensors; the command line takes them as --from FILE.',
  ],
  [[0x08, -1, 0x12], 'a model as ONNX', 'ONNX Runtime runs it. To use the model here, open its weights (.safetensors).'],
  [
    [0x80, 0x02, 0x8a, 0x0a, 0x6c, 0xfc],
    'an old checkpoint of PyTorch',
    'Make a safetensors file of its state_dict (safetensors.torch.save_file), and drop that on the page: it opens as a model.',
  ],
  [[0x80, 0x04, 0x95], 'a pickle of Python', 'In Python: pandas.read_pickle(…).to_csv(…, index=False).'],
  [[0x80, 0x05, 0x95], 'a pickle of Python', 'In Python: pandas.read_pickle(…).to_csv(…, index=False).'],
];

const signatureOf = (bytes: Uint8Array) => SIGNATURES.find(([signature]) => signature.every((byte, i) => byte === -1 || bytes[i] === byte));

/** So many different control signs stand in no text; one or two may part its fields. */
const MANY_CONTROLS = 8;
const IN_TEXT = new Set([9, 10, 12, 13, 26, 27]);

function hasManyControls(bytes: Uint8Array): boolean {
  const found = new Set<number>();
  for (const byte of bytes) if (byte < 32 && !IN_TEXT.has(byte)) found.add(byte);
  return found.size >= MANY_CONTROLS;
}

/** Whether the bytes are plainly no text: a signature of another kind of file, a zero, or many kinds of control signs. */
export function isBinary(bytes: Uint8Array): boolean {
  return signatureOf(bytes) !== undefined || bytes.includes(0) || hasManyControls(bytes);
}

/** @throws UserError where the bytes begin as another kind of file does, naming it */
export function refuseSignature({ name, bytes }: Sample): void {
  const known = signatureOf(bytes);
  if (known) throw new UserError(`this is ${known[1]}, not a table in text form`, name, known[2]);
}

/** @throws UserError where the sample is plainly not text, naming what it seems to be */
export function refuseKnown(sample: Sample): void {
  const { name, bytes } = sample;
  refuseSignature(sample);
  refuseZeros(bytes, 0, name);
  if (hasManyControls(bytes)) throw new UserError('this is a binary file, not a table of text', name, 'Choose a CSV or TSV file, plain or gzip.');
}
