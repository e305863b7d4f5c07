import { UserError } from '../../../lib/user-error';
import type { DataWarning } from '../../../protocol/data';
import { cutsOf, PartThreads, readInParts } from '../../bytes/parts';
import type { PartQuestion } from '../../bytes/read-part';
import { DelimitedReader } from '../../bytes/reader';
import { refuseZeros } from '../../source/binary-file';
import type { DataSource } from '../../source/data-source';
import { StrictDecoder } from '../../source/strict-decoder';
import type { TableContent } from '../../table/table';
import { refuseForeignText } from '../foreign-text';
import type { Format, FormatOptions } from '../format';
import { isBinary } from '../known-kinds';
import { isDrawn, withoutDrawing } from './drawn-table';
import { escapesQuotes, withDoubledQuotes } from './escaped-quotes';
import type { Layout } from './layout';
import { lookAt } from './look-at';
import { refuseSvmLines } from './svm-lines';

/** The first text that is looked at holds this many bytes, and this many lines, where the file does; but never more than the last. */
const [LEAST, LINES, MOST] = [1 << 16, 8, 1 << 22];

/** CSV, TSV and their like: a line a row, fields as RFC 4180 quotes them, best with a line of names above. Any text may be that. */
export const delimited: Format = {
  name: 'delimited text (CSV or TSV)',

  matches: ({ bytes }) => (isBinary(bytes) ? 0 : 0.1),

  async read(source, { limits, onRows, choices, encoding, sample }) {
    const { strict } = encoding;
    const { pieces, head, whole, changed } = await lookedInto(source.utf8(encoding), source.name, strict, choices.quotes !== 'text');
    refuseForeignText(head, source.name);
    refuseSvmLines(head, source.name);
    const look = lookAt(head, { whole, name: source.name, choices, mostColumns: limits.columns });
    const { layout } = look;
    const question = { layout, limits, fileName: source.name };
    const reader = await DelimitedReader.start({ ...question, strict, ...(sample && { sample }) });
    // Of other bytes than those of the file, and of a share of its rows, a part is of no use.
    const inParts = strict && !changed && (sample?.share ?? 1) === 1;
    await readAll(reader, source, pieces, { inParts, question, onRows });
    const table = reader.finish();
    if (table.rows === 0) throw noRows(source.name, layout, reader.ragged.count);
    const { sampled } = reader;
    return {
      ...table,
      ...(sampled && { sampled }),
      warnings: [...look.notes, ...(changed ? [{ message: changed }] : []), ...notesOf(reader, layout)],
      how: {
        format: layout.delimiter === '\t' ? 'TSV' : layout.delimiter === ',' || layout.delimiter === ';' ? 'CSV' : 'delimited text',
        delimiter: layout.delimiter,
        header: layout.header,
        skipped: layout.skip,
        ...(layout.comment && { comment: layout.comment }),
        ...(look.decimal && { decimal: look.decimal }),
        ...(reader.ragged.count > 0 && { raggedLines: reader.ragged }),
      },
    };
  },
};

/**
 * The same rows, piece by piece, so that memory holds one piece of the file. Each has the columns of all.
 *
 * @param bytes a piece is cut where the first record ends behind so many
 * @throws UserError as `delimited.read`
 */
export async function* delimitedPieces(
  source: DataSource,
  { limits, choices, encoding: form }: Pick<FormatOptions, 'limits' | 'choices' | 'encoding'>,
  bytes: number,
): AsyncGenerator<Pick<TableContent, 'rows' | 'columns'>> {
  const { strict } = form;
  const { pieces, head, whole } = await lookedInto(source.utf8(form), source.name, strict, choices.quotes !== 'text');
  refuseForeignText(head, source.name);
  refuseSvmLines(head, source.name);
  const { layout } = lookAt(head, { whole, name: source.name, choices, mostColumns: limits.columns });
  const options = { layout, limits, fileName: source.name, strict };
  let reader = await DelimitedReader.start(options);
  let [pushed, rows] = [0, 0];
  for await (const piece of pieces) {
    let rest = piece;
    if (pushed >= bytes) {
      const used = reader.pushToSeam(piece);
      // The record goes on; or none ends with a line feed, and all has been read.
      if (typeof used !== 'number') continue;
      const { lines } = reader;
      const made = reader.finish();
      rows += made.rows;
      if (made.rows > 0) yield made;
      reader = await DelimitedReader.start({ ...options, layout: { ...layout, header: false, skip: 0 }, goesOn: true, linesBefore: lines });
      pushed = 0;
      rest = piece.subarray(used);
    }
    reader.push(rest);
    pushed += rest.length;
  }
  const last = reader.finish();
  if (rows + last.rows === 0) throw noRows(source.name, layout, reader.ragged.count);
  if (last.rows > 0) yield last;
}

/**
 * The text from its beginning, and its first lines: without what is drawn around a table; and with quotes behind backslashes as RFC 4180 has
 * them, where `mayEscape`. What was changed of it is told in a sentence.
 */
async function lookedInto(
  text: AsyncGenerator<Uint8Array>,
  name: string,
  strict: boolean,
  mayEscape: boolean,
): Promise<{ pieces: AsyncGenerator<Uint8Array>; head: string; whole: boolean; changed?: string }> {
  const { first, ...found } = await firstLines(text, name, strict);
  const pieces = again(first, text);
  const changed = isDrawn(found.head)
    ? { text: withoutDrawing(pieces), note: 'The lines that are drawn around the table were passed over.' }
    : mayEscape && escapesQuotes(found.head)
      ? { text: withDoubledQuotes(pieces), note: 'Quotes within a field stand behind a backslash, and are read as quotes.' }
      : undefined;
  if (!changed) return { ...found, pieces };
  const { first: firstChanged, ...foundChanged } = await firstLines(changed.text, name, strict);
  return { ...foundChanged, pieces: again(firstChanged, changed.text), changed: changed.note };
}

/** The pieces that were looked at, and those behind them. */
async function* again(first: Uint8Array[], pieces: AsyncGenerator<Uint8Array>): AsyncGenerator<Uint8Array> {
  yield* first.splice(0);
  yield* pieces;
}

interface AllOptions {
  inParts: boolean;
  question: PartQuestion['options'];
  onRows(rows: number): void;
}

/** Reads all, a large file in parts by several threads where there are some. */
async function readAll(reader: DelimitedReader, source: DataSource, pieces: AsyncGenerator<Uint8Array>, { inParts, question, onRows }: AllOptions) {
  const { blob } = source;
  const cuts = blob && inParts && PartThreads.areThere ? cutsOf(blob.size) : [];
  if (!blob || cuts.length === 0) {
    for await (const piece of pieces) {
      reader.push(piece);
      onRows(reader.seen);
    }
    return;
  }
  const threads = new PartThreads();
  const onStep = async () => {
    onRows(reader.seen);
    await source.pause();
  };
  try {
    await readInParts(reader, { file: blob, pieces, cuts, question, elsewhere: threads.read, onStep });
  } finally {
    threads.stop();
  }
}

/** Enough of the text to look at, and the pieces that it came in. @throws as a reader does, where they are strictly no text */
async function firstLines(pieces: AsyncGenerator<Uint8Array>, name: string, strict: boolean): Promise<{ first: Uint8Array[]; head: string; whole: boolean }> {
  const decoder = strict ? new StrictDecoder(name) : new TextDecoder();
  const first: Uint8Array[] = [];
  let [head, lines, bytes] = ['', 0, 0];
  while (head.length < MOST && (head.length < LEAST || lines < LINES)) {
    const { done, value } = await pieces.next();
    if (done) return { first, head: head + (decoder instanceof StrictDecoder ? decoder.finish() : decoder.decode()), whole: true };
    first.push(value);
    refuseZeros(value, bytes, name);
    bytes += value.length;
    const text = decoder instanceof StrictDecoder ? decoder.decode(value) : decoder.decode(value, { stream: true });
    head += text;
    for (const c of ['\n', '\r']) for (let at = text.indexOf(c); at >= 0; at = text.indexOf(c, at + 1)) lines++;
  }
  return { first, head, whole: false };
}

function noRows(name: string, { names, skip }: Layout, ragged: number): UserError {
  const what = ragged > 0 ? `none of the ${ragged} lines has ${names.length} fields` : 'the file has a header and no rows';
  return new UserError(what, `${name}, line ${skip + 1}`, 'Choose a file with one line per row below the column names.');
}

/** What was passed over. */
function notesOf({ comments, emptyLine, ragged: { count, first } }: DelimitedReader, { comment, names }: Layout): DataWarning[] {
  const notes: DataWarning[] = [];
  if (comments > 0) notes.push({ message: `Lines that begin with ${comment} were passed over (${comments}).` });
  if (emptyLine !== undefined) notes.push({ message: 'Empty lines were skipped.', where: `line ${emptyLine}` });
  if (count === 0) return notes;
  const lines = count === 1 ? '1 line has' : `${count.toLocaleString('en')} lines have`;
  const message = `${lines} another number of fields than ${names.length} and ${count === 1 ? 'was' : 'were'} skipped.`;
  return [...notes, { message, where: `line ${first[0]?.line}` }];
}
