import { UserError } from '../../lib/user-error';
import { DECLARED_TYPES, type DeclaredType } from '../../protocol/columns';
import type { Progress } from '../../protocol/data';
import { ENCODINGS, type FileReading, type ReadChoices } from '../../protocol/reading';
import { LIMITS, type Limits } from '../limits';
import type { ByteSource } from '../source/byte-source';
import { openDataSource } from '../source/data-source';
import { findEncoding, NotUtf8, type TextForm } from '../source/encoding';
import type { SampleOptions } from '../table/row-sample';
import type { Column, Table } from '../table/table';
import { tooLongName } from '../table/too-much';
import { chooseFormat } from '.';
import type { FormatResult } from './format';
import { refuseSignature } from './known-kinds';
import { outOfArchive } from './out-of-archive';
import { readAsEach } from './read-as-each';

export interface ReadOptions {
  onProgress?: Progress;
  signal?: AbortSignal;
  /** What the person says of the file. */
  choices?: ReadChoices;
  /** Pieces are cut to at most this many bytes; small in tests, to put a boundary everywhere. */
  pieceBytes?: number;
  /** Keeps an even sample of the rows of a file that is larger than the limits allow; left out: it is refused. */
  sample?: Omit<SampleOptions, 'by'>;
  /** What differs from `LIMITS`; small in tests. */
  limits?: Partial<Limits>;
}

/**
 * Reads a file into a table as a stream: bytes are hashed, unpacked, read by the format that knows them, and coded in
 * one pass, so that memory holds the coded columns and one piece of the file. Text that turns out not to be UTF-8 is
 * read once more, as Windows-1252.
 *
 * @throws UserError that says which line and what to do, for whatever is not such a file; or that reading was cancelled
 */
export async function readTable(file: ByteSource, { choices = {}, limits: own, ...options }: ReadOptions = {}): Promise<Table> {
  const limits = { ...LIMITS, ...own };
  const { file: inner, ...packed } = await outOfArchive(file, choices.member);
  const read = async (form?: TextForm) => fromFile(file, packed, await readOnce(inner, form, { ...options, choices, limits }));
  const { encoding } = choices;
  if (encoding !== undefined) return await read({ encoding: knownEncoding(encoding), strict: false });
  try {
    return await read();
  } catch (error) {
    if (!(error instanceof NotUtf8) || error.isUtf8) throw error;
    return await read({ encoding: 'windows-1252', strict: false });
  }
}

type Packed = Pick<FileReading, 'packed' | 'member' | 'members'>;

/** A table out of an archive is the archive's. */
function fromFile(file: ByteSource, packed: Packed, table: Table): Table {
  return {
    ...table,
    name: file.name,
    readings: (table.readings ?? []).map((reading) => ({ ...reading, name: file.name, ...(file.size !== undefined && { bytes: file.size }), ...packed })),
  };
}

function knownEncoding(label: string): string {
  const known = ENCODINGS.find((each) => each.label === label.toLowerCase());
  if (known) return known.label;
  throw new UserError(
    `“${label.slice(0, 40)}” is no encoding that is known here`,
    'data.read.encoding',
    `Name one of ${ENCODINGS.map((each) => each.label).join(', ')}.`,
  );
}

type Once = Omit<ReadOptions, 'limits'> & { choices: ReadChoices; limits: Limits };

/** @param form how the text is read; left out: found, and UTF-8 is strict */
async function readOnce(file: ByteSource, form: TextForm | undefined, { onProgress, signal, choices, pieceBytes, sample, limits }: Once): Promise<Table> {
  const source = await openDataSource(file, { ...(signal && { signal }), ...(pieceBytes !== undefined && { pieceBytes }), most: limits.unpacked });
  try {
    const { head } = source;
    if (head.length === 0)
      throw new UserError('the file is empty', file.name, 'Choose a file with one line per row, best with a line of column names above them.');
    // Its zeros may look like those of UTF-16.
    refuseSignature({ name: file.name, bytes: head });
    const encoding = form ?? findEncoding(head);
    const format = chooseFormat({ name: file.name, bytes: encoding.encoding.startsWith('utf-16') ? asUtf8(head, encoding.encoding) : head });
    const { how, ...content } = await format.read(source, {
      limits,
      onRows: (rows, share) => {
        const done = share !== undefined && file.size !== undefined ? Math.round(share * file.size) : source.bytesRead;
        onProgress?.({ phase: 'reading', done, ...(file.size !== undefined && { total: file.size }), rows });
      },
      choices,
      encoding,
      ...(sample && { sample: { ...sample, by: choices.sample } }),
    });
    const long = content.columns.findIndex((column) => column.name.length > limits.name);
    if (long >= 0) throw tooLongName((content.columns[long] as Column).name, long, limits, file.name);
    const isText = how.format !== 'Parquet';
    const warnings = [...(isText ? textNotes(encoding, form === undefined || choices.encoding === undefined, source.replaced) : []), ...content.warnings];
    const reading: FileReading = {
      name: file.name,
      bytes: file.size ?? source.bytesRead,
      ...how,
      ...(isText && { encoding: encoding.encoding }),
      ...(source.packed && { packed: 'gzip' }),
      rows: content.rows,
      notes: warnings,
      ...(source.foreign.length > 0 && { readAs: readAsEach(source.foreign, encoding.encoding) }),
    };
    return { name: file.name, hash: await source.hash(), ...content, columns: stated(content.columns, how), warnings, readings: [reading] };
  } finally {
    await source.close();
  }
}

/** The columns with what the file says of how they are read. */
function stated(columns: readonly Column[], { types, decimal }: FormatResult['how']): Column[] {
  const declaredOf = new Map(types?.flatMap(({ column, type }) => (isDeclared(type) ? [[column, type] as const] : [])));
  return columns.map((column) => {
    const declared = declaredOf.get(column.name);
    return { ...column, ...(declared && { declared }), ...(decimal && { decimal }) };
  });
}

const isDeclared = (type: string): type is DeclaredType => DECLARED_TYPES.some((each) => each === type);

function asUtf8(bytes: Uint8Array, encoding: string): Uint8Array {
  return new TextEncoder().encode(new TextDecoder(encoding).decode(bytes));
}

/** What is said of the encoding. @param found whether nobody chose it */
function textNotes({ encoding, strict }: TextForm, found: boolean, replaced: number) {
  const notes = [];
  if (found && !strict && !encoding.startsWith('utf-16'))
    notes.push({ message: 'The text is not UTF-8, so it is read as Windows-1252 (Latin-1). Look whether its letters are right.' });
  if (replaced > 0)
    notes.push({
      message: `${replaced.toLocaleString('en')} ${replaced === 1 ? 'letter is' : 'letters are'} damaged or of another encoding, and ${replaced === 1 ? 'was' : 'were'} replaced with �.`,
    });
  return notes;
}
