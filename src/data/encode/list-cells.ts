/** What may stand around a list, and what closes it. */
const BRACKETS: Record<string, string> = { '[': ']', '(': ')', '{': '}' };

/**
 * The values in a cell, as written between `separator`. A list in brackets, as Python and JSON write it, gives what stands in
 * the brackets, without quotes: `[1, 2]`, `['a', 'b, c']`. In quotes a separator separates nothing.
 */
export function valuesInCell(cell: string, separator: string): string[] {
  const text = cell.trim();
  if (!isBracketed(text)) return text.split(separator).map((value) => value.trim());
  return splitQuoted(text.slice(1, -1), separator)
    .map((value) => unquoted(value.trim()))
    .filter((value) => value !== '');
}

/** Whether the bracket that opens first closes last: `(a), (b)` is no list in brackets. */
function isBracketed(text: string): boolean {
  const open = text.charAt(0);
  const close = Object.hasOwn(BRACKETS, open) ? BRACKETS[open] : undefined;
  if (close === undefined || !text.endsWith(close)) return false;
  let [depth, quote] = [0, ''];
  for (let i = 0; i < text.length; i++) {
    const sign = text.charAt(i);
    if (quote) {
      if (sign === '\\') i++;
      else if (sign === quote) quote = '';
    } else if ((sign === '"' || sign === "'") && /[\s,;|^[({]/.test(text.charAt(i - 1))) quote = sign;
    else if (sign === open) depth++;
    else if (sign === close && --depth === 0) return i === text.length - 1;
  }
  return false;
}

/** Splits at the separator, but not within quotes. A quote opens only where a value begins, so that an apostrophe is none. */
function splitQuoted(text: string, separator: string): string[] {
  const parts: string[] = [];
  let [begin, quote, blank] = [0, '', true];
  for (let i = 0; i < text.length; i++) {
    const sign = text.charAt(i);
    if (quote) {
      if (sign === '\\') i++;
      else if (sign === quote) quote = '';
    } else if (text.startsWith(separator, i)) {
      parts.push(text.slice(begin, i));
      i += separator.length - 1;
      [begin, blank] = [i + 1, true];
    } else if (blank && (sign === '"' || sign === "'")) quote = sign;
    else if (sign !== ' ') blank = false;
  }
  return [...parts, text.slice(begin)];
}

function unquoted(value: string): string {
  const quote = value.charAt(0);
  const quoted = value.length > 1 && (quote === '"' || quote === "'") && value.endsWith(quote);
  return quoted ? value.slice(1, -1).replace(/\\(.)/g, '$1').trim() : value;
}
