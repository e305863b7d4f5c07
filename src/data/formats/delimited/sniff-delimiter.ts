import { DELIMITERS } from './delimiters';

/** Lines that are looked at. */
const LINES = 20;

/** The delimiter that splits the first lines into the same number of fields, most fields first; a comma if none does. */
export function sniffDelimiter(text: string): string {
  const lines = linesOutsideQuotes(text);
  let best: { delimiter: string; fields: number } = { delimiter: ',', fields: 1 };
  for (const delimiter of DELIMITERS) {
    const counts = lines.map((line) => countOutsideQuotes(line, delimiter) + 1);
    const fields = counts[0] ?? 1;
    const agree = counts.filter((count) => count === fields).length;
    // One ragged line is an error to report later, not a reason to read the file otherwise.
    if (fields > best.fields && agree >= Math.ceil(0.8 * counts.length)) best = { delimiter, fields };
  }
  return best.delimiter;
}

/** The first whole lines: the last one may be cut off, unless it is the only one. */
function linesOutsideQuotes(text: string): string[] {
  const lines: string[] = [];
  let quoted = false;
  let from = 0;
  for (let i = 0; i < text.length && lines.length < LINES; i++) {
    const c = text[i];
    if (c === '"') quoted = !quoted;
    if (!quoted && (c === '\n' || c === '\r')) {
      if (i > from) lines.push(text.slice(from, i));
      from = i + 1;
    }
  }
  return lines.length > 0 ? lines : [text];
}

function countOutsideQuotes(line: string, wanted: string): number {
  let [count, quoted] = [0, false];
  for (const c of line) {
    if (c === '"') quoted = !quoted;
    else if (!quoted && c === wanted) count++;
  }
  return count;
}
