import { UserError } from '../../../lib/user-error';
import type { DataWarning } from '../../../protocol/data';
import type { Mend, ReadChoices } from '../../../protocol/reading';
import { tooWide } from '../../table/too-much';
import { commaColumns } from './decimals';
import { delimiterName, RARE_DELIMITERS } from './delimiters';
import { findDelimiter, type HeadText, type Split, splitBy } from './find-delimiter';
import { columnNames, isHeader, numberedNames, shorten } from './header';
import type { Layout } from './layout';
import { disagree, isProse, isProseInOneColumn, noTable } from './prose';
import type { HeadRecord } from './split-head';

/** What the head of a delimited file tells. */
export interface Look {
  layout: Layout;
  /** Line of the header, or of the first row. */
  line: number;
  decimal?: ',' | '.';
  notes: DataWarning[];
}

interface LookOptions {
  /** Whether the text is the whole file. */
  whole: boolean;
  name: string;
  choices: ReadChoices;
  mostColumns: number;
}

/** Records below the first that are compared with it. */
const COMPARED = 200;

/**
 * Finds how delimited text lies in its file: what stands between the fields, what stands above the table, whether its
 * first line names the columns. What a person has chosen is not looked for.
 *
 * @param text the first text of the file, in whole lines where that is possible
 * @throws UserError where there is nothing, or nothing that splits it into columns
 */
export function lookAt(text: string, { whole, name, choices, mostColumns }: LookOptions): Look {
  const notes: DataWarning[] = [];
  const said = sepLine(text);
  const from = said ? 2 : 1;
  const comment = commentSign(text, from);
  const head: HeadText = { text, whole, from, ...(choices.quotes && { quotes: choices.quotes }) };
  const stated = choices.delimiter ?? said;
  const split = stated ? splitBy(stated, { ...head, comment }) : (findDelimiter({ ...head, comment }) ?? fallback({ ...head, comment }, name, mostColumns));
  const { delimiter, filled } = split;
  if (!stated && isProse(split)) throw noTable(name, allTheSame(delimiter));
  if (filled.length === 0) {
    if (split.records.length > 0 && comment) throw new UserError(`every line of the file begins with ${comment}`, name, 'Choose a file with rows.');
    throw new UserError('the file is empty', name, 'Choose a file with one line per row, best with a line of column names above them.');
  }
  const table = findTable(split, comment ? splitBy(delimiter, head).records : undefined, comment, choices.header);
  const { first, rows } = table;
  if (first.fields.length > mostColumns) throw tooWide({ columns: mostColumns }, `${name}, line ${first.line}`);
  const trailing = endsInDelimiter(first.fields, rows, split.fields, table.header);
  const width = trailing ? split.fields - 1 : first.fields.length;
  const titled = table.header ? columnNames(first.fields.slice(0, width), first.line) : { names: numberedNames(width), notes: [] };
  if (width === 1 && !stated) throw isProseInOneColumn(split) ? noTable(name, allTheSame(delimiter)) : onlyOneColumn(name, delimiter, first, head);

  const skip = first.line - 1;
  if (said) notes.push({ message: `The first line says that ${delimiterName(said)} stand between the columns.`, where: 'line 1' });
  else if (skip > 0)
    notes.push({ message: `${skip === 1 ? 'The first line was' : `The first ${skip} lines were`} skipped: the table begins below.`, where: 'line 1' });
  if (!table.header)
    notes.push({ message: `The first line holds values, not names, so the columns are called “column 1” to “column ${width}”.`, where: `line ${first.line}` });
  notes.push(...titled.notes);
  if (table.named)
    notes.push({ message: 'The header has one name less than the rows have fields: the first column is taken for row names.', where: `line ${first.line}` });
  if (trailing) notes.push({ message: 'Every line ends in a delimiter; the empty column behind it is left out.', where: `line ${first.line}` });
  if (split.quotes && delimiter.length === 1 && !choices.quotes) {
    notes.push({ message: 'Quotes are read as letters: in some lines text follows a closing one.', where: `line ${first.line}` });
  }
  const decimal = choices.decimal ?? foundDecimal(titled.names, rows, delimiter, notes);
  return {
    layout: {
      delimiter,
      skip,
      ...(table.comment && { comment: table.comment }),
      header: table.header,
      names: titled.names,
      trailing,
      ragged: choices.ragged ?? 'refuse',
      ...(split.quotes && { quotes: split.quotes }),
    },
    line: first.line,
    ...(decimal && { decimal }),
    notes,
  };
}

/** Excel's first line "sep=;", which names the delimiter. */
function sepLine(text: string): string | undefined {
  const [, sign] = /^"?sep=([^\r\n])"?(?:[\r\n]|$)/i.exec(text) ?? [];
  return sign;
}

/** The sign that lines above a table begin with where they are remarks. */
function commentSign(text: string, from: number): string | undefined {
  let at = 0;
  for (let line = 1; line < from; line++) at = text.indexOf('\n', at) + 1;
  const first = text.slice(at).trimStart()[0];
  return first === '#' || first === '%' ? first : undefined;
}

interface FoundTable {
  /** The header, or the first row. */
  first: HeadRecord;
  rows: readonly HeadRecord[];
  header: boolean;
  /** The header lacks the name of the first column, as R writes a table with row names. */
  named?: boolean;
  comment?: string;
}

/** Where the table begins, and whether with a header. @param all records, the remarks among them, where there are any */
function findTable(split: Split, all: readonly HeadRecord[] | undefined, comment: string | undefined, stated: boolean | undefined): FoundTable {
  const { filled, start, fields } = split;
  const first = filled[start] as HeadRecord;
  const rows = filled.slice(start + 1);
  const below = (records: readonly HeadRecord[]) => records.slice(0, COMPARED).map((record) => record.fields);
  const named = stated ?? isHeader(first.fields, below(rows));
  const remark = all?.findLast(({ line, text }) => line < first.line && text.startsWith(comment as string));
  if (remark && !named && stated === undefined) {
    // "#user,item" above the rows is a header, where it names as many columns.
    const names = remark.fields.map((name, c) => (c === 0 ? name.slice(1) : name));
    if (names.length === fields && isHeader(names, below([first, ...rows])))
      return { first: { ...remark, fields: names }, rows: [first, ...rows], header: true };
  }
  const above = filled[start - 1];
  if (!named && stated === undefined && above && above.fields.length === fields - 1) {
    const names = ['', ...above.fields];
    // Where all rows end in a delimiter it is the last column that has no name, and is none.
    const ending = [first, ...rows].every((row) => row.fields.at(-1) === '');
    if (ending && isHeader([...above.fields, ''], below([first, ...rows]))) return { first: above, rows: [first, ...rows], header: true };
    if (isHeader(names, below([first, ...rows]))) return { first: { ...above, fields: names }, rows: [first, ...rows], header: true, named: true };
  }
  const remarks = all ? all.filter(({ text, line }) => line > first.line && text.startsWith(comment as string)) : [];
  // Rows may begin with the sign too, as hashtags do.
  const isComment = comment !== undefined && !remarks.some((record) => record.fields.length === fields);
  return { first, rows, header: named, ...(isComment && { comment }) };
}

function endsInDelimiter(first: readonly string[], rows: readonly HeadRecord[], fields: number, header: boolean): boolean {
  const whole = rows.filter((row) => row.fields.length === fields);
  const last = first.length === fields ? first.at(-1) : '';
  if (fields < 2 || last?.trim() !== '' || (header && first.length < fields - 1)) return false;
  return whole.length > 0 && whole.every((row) => row.fields.at(-1) === '');
}

/** What splits the first line into most fields: its error says what is wrong. */
function fallback(head: HeadText, name: string, mostColumns: number): Split {
  const splits = [',', '\t', ';', '|'].map((delimiter) => splitBy(delimiter, head));
  const wide = splits.flatMap(({ records }) => records.filter(({ fields }) => fields.length > mostColumns));
  if (wide[0]) throw tooWide({ columns: mostColumns }, `${name}, line ${wide[0].line}`);
  const width = ({ filled }: Split) => filled[0]?.fields.length ?? 0;
  const best = splits.reduce((a, b) => (width(b) > width(a) ? b : a));
  if (disagree(splits)) throw noTable(name, allTheSame(best.delimiter));
  return { ...best, fields: width(best), start: 0 };
}

/** What a person may say of text that looks like no table. */
const allTheSame = (delimiter: string): Mend[] => [{ text: 'Read it as a table all the same', choices: { delimiter } }];

function foundDecimal(names: readonly string[], rows: readonly HeadRecord[], delimiter: string, notes: DataWarning[]): ',' | undefined {
  const columns = commaColumns(
    names,
    rows.map(({ fields }) => fields),
    delimiter === ';',
  );
  if (columns.length === 0) return undefined;
  const shown = columns.slice(0, 5).map((column) => `“${shorten(column)}”`);
  notes.push({ message: `Numbers with a decimal comma: ${shown.join(', ')}${columns.length > shown.length ? ' and others' : ''}.` });
  return ',';
}

/** One column says nothing of a label; the file is split at a sign that is not known here, or is no table. */
function onlyOneColumn(name: string, delimiter: string, first: HeadRecord, head: HeadText): UserError {
  const rare = RARE_DELIMITERS.filter((sign) => {
    const { fields, agree } = splitBy(sign, head);
    return fields > 1 && agree > 0.95;
  });
  const mends: Mend[] = [
    ...rare.slice(0, 2).map((sign) => ({ text: `Split at ${delimiterName(sign)}`, choices: { delimiter: sign } })),
    { text: 'Read it as one column', choices: { delimiter } },
  ];
  return new UserError(
    `split at ${delimiterName(delimiter)}, the first line gives only one column ("${shorten((first.fields[0] as string).trim())}")`,
    `${name}, line ${first.line}`,
    'Separate the columns with commas, tabs, semicolons or |, the same in every line.',
    mends,
  );
}
