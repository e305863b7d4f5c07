import * as v from 'valibot';
import { escapeItem, splitList, unescapeItem } from '../link-text';
import { parseValueTest, VALUE_TEST_HELP } from '../value-test';
import { type FieldKind, mustBe, type TextKind, textKind } from './kind';

/** Characters of a name, a path or an address: as many as the name of a column may have, and as an address on the web has at most. */
const LONGEST = 2000;
/** Characters of a test of values, which may name many of them; no link can carry more. */
const LONGEST_TEST = 50_000;

const atMost = (characters: number) => v.maxLength<string, number, string>(characters, `must have at most ${characters.toLocaleString('en')} characters`);

/** Any text but the empty one. @param what it is, such as "the name of a column" */
export function text(what: string): TextKind<string> {
  return textKind({
    schema: v.pipe(v.string(mustBe(what)), v.nonEmpty(`must be ${what}, and not empty`), atMost(LONGEST)),
    allowed: what,
    toText: (value) => value,
    fromText: (value) => value,
  });
}

/** Any text; the empty one says that there is none. @param what it is, such as "the name of a column" */
export function textOrEmpty(what: string): TextKind<string> {
  const kind = text(what);
  const allowed = `${what}, or an empty text for none`;
  return { ...kind, allowed, schema: v.pipe(v.string(mustBe(allowed)), atMost(LONGEST)) };
}

/** The address of a file on the web. */
export function address(): TextKind<string> {
  const kind = text('an address that begins with https:// or http://');
  const isAddress = (value: string) => URL.canParse(value) && /^https?:$/.test(new URL(value).protocol);
  return { ...kind, schema: v.pipe(kind.schema, v.check(isAddress, mustBe(kind.allowed))) };
}

/** Which values of a column are meant, such as "> 3". */
export function valueTest(): TextKind<string> {
  const kind = text('a text');
  return {
    ...kind,
    schema: v.pipe(
      v.string(mustBe('a text')),
      v.nonEmpty('must be a text, and not empty'),
      atMost(LONGEST_TEST),
      v.rawCheck(({ dataset, addIssue }) => {
        if (!dataset.typed) return;
        const parsed = parseValueTest(dataset.value);
        if (typeof parsed === 'string') addIssue({ message: parsed });
      }),
    ),
    allowed: VALUE_TEST_HELP,
  };
}

/** How one item of a list stands in a link; commas, colons and backslashes of its own are escaped. */
export interface ItemText<T> {
  write(item: T): string;
  /** @returns what the text says, not yet validated */
  read(text: string): unknown;
}

/** A list of what is no number; commas stand between its items in a link. @param what the items are, in the plural */
export function list<T>(item: v.GenericSchema<unknown, T>, what: string, { write, read }: ItemText<T>): TextKind<T[]> {
  const allowed = `a list of ${what}`;
  return textKind({
    schema: v.array(item, mustBe(allowed)),
    allowed,
    toText: (items) => items.map(write).join(','),
    fromText: (value) => splitList(value).map(read),
  });
}

/** Some names, typed with commas between them. @param one what a name is, such as "the name of a column" @param several the same in the plural */
export function names(one: string, several: string): FieldKind<string[]> {
  const kind = list(text(one).schema, several, plainItem);
  // Who types puts spaces behind the commas.
  const fromText = (typed: string) => splitList(typed).flatMap((item) => (item.trim() === '' ? [] : [unescapeItem(item.trim())]));
  return { ...kind, fromText, control: { type: 'typed' } };
}

export const plainItem: ItemText<string> = { write: escapeItem, read: unescapeItem };
