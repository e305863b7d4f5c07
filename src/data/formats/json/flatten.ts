/** Values of a list in one cell stand apart by this. */
export const LIST_SEPARATOR = '|';

/** Objects within objects deeper than this become one cell of JSON. */
const DEEPEST = 8;

/**
 * The cells of a JSON object: nested objects have names such as `a.b`, a list of plain values is one cell, `null` and
 * what is empty is the empty text. Other lists stay JSON.
 */
export function flatten(object: object, cell: (name: string, text: string) => void, prefix = '', depth = 1): void {
  for (const [key, value] of Object.entries(object)) {
    const name = prefix + key;
    if (value !== null && typeof value === 'object' && !Array.isArray(value) && depth < DEEPEST) flatten(value, cell, `${name}.`, depth + 1);
    else cell(name, textOf(value));
  }
}

function textOf(value: unknown): string {
  if (value === null) return '';
  if (Array.isArray(value) && value.every(isPlain)) return value.map(textOf).join(LIST_SEPARATOR);
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}

const isPlain = (value: unknown) => value === null || typeof value !== 'object';

/** Numbers that a double does not keep as they are written. */
const LARGE = /\d{16}|\d[eE][-+]?\d/;

/** As `JSON.parse`, but numbers of many digits, or with an exponent, become texts as they are written. */
export function parseExactly(text: string): unknown {
  return JSON.parse(LARGE.test(text) ? withQuotedNumbers(text) : text);
}

function withQuotedNumbers(text: string): string {
  let [out, from, at] = ['', 0, 0];
  while (at < text.length) {
    const c = text[at] as string;
    if (c === '"') at = endOfString(text, at + 1);
    else if (c === '-' || (c >= '0' && c <= '9')) {
      const start = at;
      while (at < text.length && /[-+.\deE]/.test(text[at] as string)) at++;
      const number = text.slice(start, at);
      // What is no number stays, so that it is told.
      if (LARGE.test(number) && /^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][-+]?\d+)?$/.test(number)) {
        out += `${text.slice(from, start)}"${number}"`;
        from = at;
      }
    } else at++;
  }
  return out + text.slice(from);
}

function endOfString(text: string, from: number): number {
  let at = from;
  while (at < text.length && text[at] !== '"') at += text[at] === '\\' ? 2 : 1;
  return at + 1;
}
