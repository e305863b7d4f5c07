/** How many lines of the head are looked for a rule. */
const LOOKED_AT = 3;
/** A longer line is no line of a table that was drawn for eyes. */
const LONGEST = 1 << 16;
const [LF, BAR] = [10, 124];

/** A line that is drawn: `|---|:--:|`, `+-----+-----+`, `------+------`. */
const isRule = (line: string) => /^[-\s|+:=]+$/.test(line) && line.includes('---') && /[|+]/.test(line);
/** What a database says below its table: `(100 rows)`, `100 rows in set (0.01 sec)`. */
const isCount = (line: string) => /^\(?\d{1,12} rows?(?:\)$| in set)/.test(line.trim());

/** Whether the text is a table that was drawn for eyes, as Markdown, MySQL and psql draw it: bars between the columns, and a rule below their names. */
export function isDrawn(head: string): boolean {
  const lines = head.slice(0, LOOKED_AT * LONGEST).split('\n', LOOKED_AT);
  const rule = lines.findIndex(isRule);
  if (rule < 0) return false;
  const names = lines[rule === 0 ? 1 : rule - 1] ?? '';
  return names.includes('|') && !isRule(names);
}

/** The same text without what is drawn: rules and counts are empty lines, and no bar begins or ends a line. No line moves. */
export async function* withoutDrawing(pieces: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  let rest = new Uint8Array(0);
  for await (const piece of pieces) {
    const text = joined(rest, piece);
    const end = text.lastIndexOf(LF) + 1;
    if (end > 0) yield plain(text.subarray(0, end));
    rest = text.slice(end);
    if (rest.length <= LONGEST) continue;
    yield rest;
    rest = new Uint8Array(0);
  }
  if (rest.length > 0) yield plain(rest);
}

function plain(text: Uint8Array): Uint8Array {
  const made = new Uint8Array(text.length);
  let length = 0;
  for (let from = 0; from < text.length; ) {
    const next = text.indexOf(LF, from);
    const to = next < 0 ? text.length : next;
    const [first, last] = within(text, from, to);
    // Rules and counts are short of letters, so they are read as such.
    const line = to - from <= LONGEST ? String.fromCharCode(...text.subarray(first, Math.min(last, first + 200))) : '';
    if (!isRule(line) && !isCount(line)) {
      const inner = text.subarray(text[first] === BAR ? first + 1 : first, last > first + 1 && text[last - 1] === BAR ? last - 1 : last);
      made.set(inner, length);
      length += inner.length;
    }
    if (next >= 0) made[length++] = LF;
    from = to + 1;
  }
  return made.subarray(0, length);
}

/** Without the white space at both ends. */
function within(text: Uint8Array, from: number, to: number): [first: number, last: number] {
  let [first, last] = [from, to];
  while (first < last && (text[first] as number) <= 32) first++;
  while (last > first && (text[last - 1] as number) <= 32) last--;
  return [first, last];
}

function joined(a: Uint8Array, b: Uint8Array): Uint8Array {
  if (a.length === 0) return b;
  const made = new Uint8Array(a.length + b.length);
  made.set(a);
  made.set(b, a.length);
  return made;
}
