import { UserError } from '../../lib/user-error';

/** So much of a text is looked at. */
const LOOKED_AT = 4096;

/** Texts of other kinds that people take for tables: how they begin, what they are, and what to do. In small letters, without remarks above. */
const KINDS: readonly [begins: readonly string[], what: string, fix: string][] = [
  [
    ['<!doctype html', '<html', '<table', '<head', '<body', '<meta', '<div', '<style'],
    'a web page (HTML), whatever its name says',
    'If it came from the web, download the file itself. If a program wrote it as a table, open it in a spreadsheet program and save it as CSV (UTF-8).',
  ],
  [['<?xml', '<workbook'], 'XML', 'Open it in the program that it is for, and save the table as CSV (UTF-8).'],
  [['@relation'], 'an ARFF file of Weka', 'Save it as CSV in Weka, or in Python: scipy.io.arff.loadarff.'],
  [
    ['create table', 'create database', 'insert into', 'drop table', 'begin transaction', 'begin;', 'pragma ', 'set ', 'use ', 'lock tables'],
    'a dump of a database (SQL)',
    'Load it into its database, and export the table as CSV.',
  ],
  [['{\\rtf'], 'a text document (RTF)', 'Save the table in it as CSV (UTF-8).'],
  [['%!ps', 'begin:vcard', 'begin:vcalendar'], 'a document', 'Choose a file with one line per row.'],
];

/**
 * Refuses what is text, but of another kind than a table.
 *
 * @throws UserError that says what it is, and what to do
 */
export function refuseForeignText(head: string, name: string): void {
  const text = withoutRemarks(head.slice(0, LOOKED_AT)).toLowerCase();
  const kind = KINDS.find(([begins]) => begins.some((begin) => text.startsWith(begin)));
  // A table may well begin with a column called "set a" or "use".
  if (!kind || (kind[0].includes('insert into') && !/\b(?:create table|insert into)\b/.test(head.slice(0, 1 << 16).toLowerCase()))) return;
  throw new UserError(`this is ${kind[1]}, and no table in text form`, name, kind[2]);
}

/** The text from its first line on that is no remark of SQL, ARFF or HTML. */
function withoutRemarks(text: string): string {
  let at = 0;
  for (;;) {
    while (at < text.length && /\s/.test(text[at] as string)) at++;
    const end = REMARKS.map(([begin, close]) => (text.startsWith(begin, at) ? text.indexOf(close, at + begin.length) + close.length : 0)).find(
      (each) => each > 0,
    );
    if (end === undefined || end <= at) return text.slice(at);
    at = end;
  }
}

const REMARKS = [
  ['--', '\n'],
  ['/*', '*/'],
  ['<!--', '-->'],
  ['%', '\n'],
  [';', '\n'],
] as const;
