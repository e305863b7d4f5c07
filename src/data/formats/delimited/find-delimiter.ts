import { isDecimalComma } from './decimals';
import { DELIMITERS, SPACE } from './delimiters';
import { type HeadRecord, splitHead } from './split-head';

/** A head as one delimiter splits it. */
export interface Split {
  delimiter: string;
  quotes?: 'text';
  /** Quotes are letters because they do not frame fields here as RFC 4180 says. */
  odd?: boolean;
  /** All records, empty lines and comments too. */
  records: readonly HeadRecord[];
  /** The records that hold something and are no comment. */
  filled: readonly HeadRecord[];
  /** Fields of most of them. */
  fields: number;
  /** Of `filled`: the first with that many fields. */
  start: number;
  /** Share of them from there on that have that many. */
  agree: number;
}

export interface HeadText {
  text: string;
  /** Whether this is the whole file. */
  whole: boolean;
  /** Lines before this one say how to read and are no part of the table. */
  from: number;
  /** Lines that begin with it are no rows. */
  comment?: string | undefined;
  /** Quotes are read as letters. */
  quotes?: 'text' | undefined;
}

/** Records that are looked at. */
const MOST = 1000;
/** A few ragged lines are an error to report later, not a reason to read the file otherwise. */
const ENOUGH = 0.8;

/**
 * The delimiter that splits the lines into the same number of fields. Of several it is the one whose quotes are right,
 * that does so from the first line on, without exception, and whose fields hold none of the other signs; then the one of
 * most fields.
 *
 * @returns undefined where none splits the lines alike
 */
export function findDelimiter(head: HeadText): Split | undefined {
  const fitting = DELIMITERS.map((delimiter) => splitBy(delimiter, head)).filter(({ fields, agree }) => fields > 1 && agree >= ENOUGH);
  const ranked = fitting.map((split) => ({ split, rank: rankOf(split) }));
  ranked.sort((a, b) => compare(b.rank, a.rank));
  if (ranked[0]) return ranked[0].split;
  const bySpace = splitBy(SPACE, head);
  const rows = bySpace.filled.slice(bySpace.start);
  const plain = rows.length > 1 && bySpace.agree === 1 && rows.every(({ fields }) => fields.every((field) => field !== '' && field.length < 40));
  return bySpace.fields > 1 && plain ? bySpace : undefined;
}

/** What tells most stands first. A sign of several characters does not stand in every line by accident. */
function rankOf(split: Split): number[] {
  const { odd, start, delimiter, agree, fields } = split;
  return [Number(!odd), Number(start === 0), Number(delimiter.length > 1), Number(agree > 0.99), cleanness(split), fields];
}

/** Whatever comes of it. */
export function splitBy(delimiter: string, head: HeadText): Split {
  if (head.quotes === 'text') return measured(delimiter, head, splitHead(head.text, delimiter, head.whole, false, MOST).records, 'text');
  const { records, framed, badQuotes } = splitHead(head.text, delimiter, head.whole, true, MOST);
  const split = measured(delimiter, head, records);
  // Nobody quotes a field that ends in "::".
  const unquoted = delimiter.length > 1 && framed === 0;
  if (badQuotes <= framed && !unquoted) return split;
  const asText = measured(delimiter, head, splitHead(head.text, delimiter, head.whole, false, MOST).records, 'text');
  return asText.agree >= split.agree && asText.fields > 1 ? { ...asText, odd: badQuotes > framed } : split;
}

function measured(delimiter: string, { from, comment }: HeadText, all: readonly HeadRecord[], quotes?: 'text'): Split {
  const records = all.filter(({ line }) => line >= from);
  const filled = records.filter(({ fields, text }) => fields.some((field) => field.trim() !== '') && !(comment && text.startsWith(comment)));
  const counts = new Map<number, number>();
  for (const { fields } of filled) counts.set(fields.length, (counts.get(fields.length) ?? 0) + 1);
  const [fields = 1] = [...counts].sort(([a, m], [b, n]) => n - m || b - a)[0] ?? [];
  const start = Math.max(
    0,
    filled.findIndex((record) => record.fields.length === fields),
  );
  const rest = filled.slice(start);
  const agree = rest.length === 0 ? 0 : rest.filter((record) => record.fields.length === fields).length / rest.length;
  return { delimiter, records, filled, fields, start, agree, ...(quotes && { quotes }) };
}

/** Share of the fields in which none of the other signs stands, but for a decimal comma; to one part in twenty. */
function cleanness({ delimiter, filled, start }: Split): number {
  const others = DELIMITERS.filter((other) => other !== delimiter);
  let [clean, all] = [0, 0];
  for (const { fields } of filled.slice(start, start + 100)) {
    for (const field of fields) {
      all++;
      if (isDecimalComma(field.trim()) || !others.some((other) => field.includes(other))) clean++;
    }
  }
  return Math.round((20 * clean) / Math.max(1, all));
}

function compare(a: readonly number[], b: readonly number[]): number {
  for (const [i, value] of a.entries()) if (value !== b[i]) return value - (b[i] as number);
  return 0;
}
