import { UserError } from '../../lib/user-error';
import { delimiterName } from '../formats/delimited/delimiters';
import type { Layout } from '../formats/delimited/layout';
import { LIMITS, type Limits } from '../limits';
import { StrictDecoder } from '../source/strict-decoder';
import type { Column } from '../table/table';
import { TableBuilder } from '../table/table-builder';
import { CsvParser } from './csv-parser.test-helper';
import { DelimitedReader, type RaggedLines } from './reader';

/** What a reader makes of text: columns of texts and codes, or what it says. */
export type Outcome = { rows: number; columns: { name: string; codes: number[]; values: string[] }[]; emptyLine?: number | undefined } | { says: string };

export const layoutOf = (names: readonly string[], extra: Partial<Layout> = {}): Layout => ({
  delimiter: ',',
  skip: 0,
  header: false,
  names,
  trailing: false,
  ragged: 'refuse',
  ...extra,
});

const plain = (columns: readonly Column[]) => columns.map(({ name, codes, values }) => ({ name, codes: Array.from(codes), values: [...values] }));

/** The pieces of some bytes, of the given lengths, the last of which repeats. */
export function* piecesOf(bytes: Uint8Array, lengths: readonly number[]): Generator<Uint8Array> {
  for (let at = 0, i = 0; at < bytes.length; i++) {
    const length = Math.max(1, lengths[Math.min(i, lengths.length - 1)] ?? 1);
    yield bytes.slice(at, at + length);
    at += length;
  }
}

/** By the reader of bytes. @throws what is no UserError */
export async function readBytes(
  bytes: Uint8Array,
  layout: Layout,
  lengths: readonly number[] = [1 << 16],
  limits: Partial<Limits> = {},
): Promise<Outcome & { ragged?: RaggedLines }> {
  try {
    const reader = await DelimitedReader.start({ layout, limits: { ...LIMITS, ...limits }, fileName: 'rows.csv' });
    for (const piece of piecesOf(bytes, lengths)) reader.push(piece);
    const { rows, columns } = reader.finish();
    return { rows, columns: plain(columns), emptyLine: reader.emptyLine, ...(layout.ragged === 'skip' && { ragged: reader.ragged }) };
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    return { says: error.message };
  }
}

/** By the parser of texts, a Map for each column, and one record at a time. Knows no comments and no longer delimiters. */
export function readTexts(bytes: Uint8Array, layout: Layout, lengths: readonly number[] = [1 << 16], limits: Partial<Limits> = {}): Outcome {
  const all = { ...LIMITS, ...limits };
  const { names, delimiter } = layout;
  const builder = new TableBuilder('rows.csv', all);
  builder.begin(names);
  let [fields, emptyLine] = [[] as string[], undefined as number | undefined];
  const sink = {
    field: (text: string) => void fields.push(text),
    record: (line: number) => {
      const record = fields;
      fields = [];
      if (record.length === 1 && record[0]?.trim() === '') emptyLine ??= line;
      else if (record.length === names.length) builder.row(record, line);
      else
        throw new UserError(
          `this line has ${record.length} ${record.length === 1 ? 'field' : 'fields'}, but the lines above have ${names.length}`,
          `rows.csv, line ${line}`,
          `Every line needs ${names.length} fields, separated by ${delimiterName(delimiter)}; a field that contains one must be quoted.`,
        );
    },
  };
  try {
    const [decoder, parser] = [new StrictDecoder('rows.csv'), new CsvParser(layout, sink, 'rows.csv', all.cell)];
    for (const piece of piecesOf(bytes, lengths)) parser.push(decoder.decode(piece));
    parser.push(decoder.finish());
    parser.end();
    return { rows: builder.rows, columns: plain(builder.finish()), emptyLine };
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    return { says: error.message };
  }
}
