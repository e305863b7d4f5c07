import { UserError } from '../../../lib/user-error';
import { inWords, type Limits } from '../../limits';
import type { DataSource } from '../../source/data-source';
import { StrictDecoder } from '../../source/strict-decoder';
import { CsvParser } from './csv-parser';
import { headerNames } from './header';
import type { Layout } from './layout';
import { sniffDelimiter } from './sniff-delimiter';

/** The first text that the delimiter is looked for in. */
const SNIFF_CHARACTERS = 1 << 16;

/**
 * How the text lies in its file, from as much of its head as that takes.
 *
 * @param pieces of the file, from its beginning on; those that were read are in `first` afterwards
 * @throws UserError where there is no line of column names
 */
export async function findLayout(
  { name }: Pick<DataSource, 'name'>,
  pieces: AsyncGenerator<Uint8Array>,
  limits: Pick<Limits, 'columns' | 'cell'>,
  stated?: string,
): Promise<{ layout: Layout; first: Uint8Array[] }> {
  const decoder = new StrictDecoder(name);
  const first: Uint8Array[] = [];
  let [head, ended] = ['', false];
  const more = async (): Promise<string> => {
    const { done, value } = await pieces.next();
    ended = done === true;
    if (ended) return decoder.finish();
    first.push(value as Uint8Array);
    return decoder.decode(value as Uint8Array);
  };
  while (!ended && head.length < SNIFF_CHARACTERS) head += await more();
  const delimiter = stated ?? sniffDelimiter(head);

  let [before, header] = [0, undefined as { fields: string[]; line: number } | undefined];
  let fields: string[] = [];
  const sink = {
    field: (text: string, line: number) => {
      if (header) return;
      if (fields.length === limits.columns) throw tooWide(limits, `${name}, line ${line}`);
      fields.push(text);
    },
    record: (line: number) => {
      if (header) return;
      if (fields.length === 1 && fields[0]?.trim() === '') before++;
      else header = { fields, line };
      fields = [];
    },
  };
  const parser = new CsvParser(delimiter, sink, name, limits.cell);
  // Of what follows the header nothing is said here.
  const parse = (text: string) => {
    try {
      parser.push(text);
    } catch (error) {
      if (!header) throw error;
    }
  };
  parse(head);
  while (!header && !ended) parse(await more());
  if (!header) parser.end();
  const found = header as { fields: string[]; line: number } | undefined;
  if (!found) throw new UserError('the file is empty', name, 'Choose a file whose first line names the columns, with one line per row below it.');
  const names = headerNames(found.fields, `${name}, line ${found.line}`, delimiter);
  return { layout: { delimiter, skip: before, header: true, names, trailing: false, ragged: 'refuse' }, first };
}

function tooWide(limits: Pick<Limits, 'columns'>, where: string): UserError {
  return new UserError(
    `this line has more than ${inWords(limits.columns)} fields, the most columns that a table may have`,
    where,
    'Check that the file is a table with a line of column names and a line a row, or take out columns.',
  );
}
