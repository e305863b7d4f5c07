/** A record of a file's head: its fields, the line on which it begins (from 1), and its raw text. */
export interface HeadRecord {
  fields: string[];
  line: number;
  text: string;
}

/** The records of a head as one delimiter splits them. */
export interface SplitHead {
  records: HeadRecord[];
  /** Fields that quotes frame. */
  framed: number;
  /** Fields that begin with a quote and go on behind the closing one, which RFC 4180 does not have. */
  badQuotes: number;
}

const LF = 10;
const CR = 13;

/** Longest part of a line that is kept to be shown. */
export const SHOWN = 200;

/**
 * Splits the first text of a file into records, tolerant of everything: to find out how a file lies, its errors must not
 * stop the look.
 *
 * @param whole whether this is the whole file; otherwise its last record is cut off, and left out
 * @param quotes whether a quote frames a field
 */
export function splitHead(text: string, delimiter: string, whole: boolean, quotes: boolean, most: number): SplitHead {
  const records: HeadRecord[] = [];
  let [framed, badQuotes, line, at] = [0, 0, 1, 0];
  while (at < text.length && records.length < most) {
    const start = { line, at };
    const fields: string[] = [];
    let ended = false;
    while (!ended) {
      let field = '';
      const opened = quotes && text[at] === '"';
      if (opened) {
        const close = closingQuote(text, at + 1);
        const inner = text.slice(at + 1, close);
        line += lineEnds(inner);
        field = inner.replaceAll('""', '"');
        at = Math.min(close + 1, text.length);
      }
      const end = endOfField(text, at, delimiter);
      if (opened && end > at) badQuotes++;
      else if (opened) framed++;
      field += text.slice(at, end);
      fields.push(field);
      at = end;
      if (text.startsWith(delimiter, at)) at += delimiter.length;
      else ended = true;
    }
    const cut = at >= text.length && !whole;
    // A head that holds no line end at all is all that there is to look at.
    if (!cut || records.length === 0) records.push({ fields, line: start.line, text: text.slice(start.at, Math.min(at, start.at + SHOWN)) });
    if (at < text.length) {
      at += text.startsWith('\r\n', at) ? 2 : 1;
      line++;
    }
  }
  return { records, framed, badQuotes };
}

/** Where the quoted text that begins at `from` ends: its closing quote, or the end of all. */
function closingQuote(text: string, from: number): number {
  for (let at = text.indexOf('"', from); at >= 0; at = text.indexOf('"', at + 2)) if (text[at + 1] !== '"') return at;
  return text.length;
}

/** The next delimiter or line end. */
function endOfField(text: string, from: number, delimiter: string): number {
  const first = delimiter.charCodeAt(0);
  let at = from;
  for (; at < text.length; at++) {
    const c = text.charCodeAt(at);
    if (c === LF || c === CR || (c === first && (delimiter.length === 1 || text.startsWith(delimiter, at)))) break;
  }
  return at;
}

function lineEnds(text: string): number {
  let lines = 0;
  for (let at = 0; at < text.length; at++) if (text[at] === '\n' || (text[at] === '\r' && text[at + 1] !== '\n')) lines++;
  return lines;
}
