import { ENCODINGS, type FileReading } from '../../protocol/reading';

/** What stands between the columns, as a person calls it. */
const DELIMITERS: readonly [delimiter: string, name: string][] = [
  [',', 'commas'],
  [';', 'semicolons'],
  ['\t', 'tabs'],
  ['|', 'vertical bars'],
  ['::', 'double colons'],
  ['^', 'carets'],
  [' ', 'spaces'],
  ['\u0001', 'control characters (^A)'],
];

export const DELIMITER_OPTIONS = DELIMITERS.map(([value, text]) => ({ value, text }));

export const delimiterText = (delimiter: string) => DELIMITERS.find(([known]) => known === delimiter)?.[1] ?? `“${delimiter}”`;

export const encodingText = (label: string) => ENCODINGS.find((each) => each.label === label)?.title ?? label;

/** How a file was read, in one line. */
export function howRead(reading: FileReading): string {
  const { format, delimiter, encoding, header, decimal, packed, member, skipped = 0, raggedLines } = reading;
  const said = [
    `Read as ${format}`,
    delimiter !== undefined && delimiterText(delimiter),
    encoding !== undefined && encodingText(encoding),
    decimal === ',' && 'decimal comma',
    packed && (member ? `${member} of the archive` : `unpacked from ${packed}`),
    header !== undefined && (header ? `${skipped > 0 ? `line ${skipped + 1}` : 'first line'} is the header` : 'no header'),
  ];
  const left = skipped + (raggedLines?.count ?? 0);
  const lines = left > 0 ? ` · ${left.toLocaleString('en')} ${left === 1 ? 'line' : 'lines'} skipped` : '';
  return said.filter(Boolean).join(', ') + lines;
}
