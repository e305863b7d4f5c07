import type * as v from 'valibot';

/**
 * The kind of a setting: which values it may have, how these stand in a link, and which control of the page serves it.
 * What it says is said once; schema, types, link, page and documentation all read it.
 */
export interface Kind<T> {
  readonly schema: v.GenericSchema<unknown, T>;
  /** What may stand there, as in "must be …". */
  readonly allowed: string;
  /** How the setting stands in a link, under the key that is its own. */
  link(key: string): LinkForm<T>;
}

/** A kind whose value is one text in a link. */
export interface TextKind<T> extends Kind<T> {
  toText(value: T): string;
  /** @returns what the text says, not yet validated */
  fromText(text: string): unknown;
}

/** A kind that a common control serves. */
export interface FieldKind<T> extends TextKind<T> {
  readonly control: Control;
}

export type Control =
  /** One of several values, each with the text that a person sees. */
  | { readonly type: 'choice'; readonly choices: readonly { value: string; text: string }[] }
  /** Yes or no. */
  | { readonly type: 'flag' }
  /** Numbers or words, typed, with commas between several. */
  | { readonly type: 'typed' };

export type ValueOf<K> = K extends Kind<infer T> ? T : never;

export interface LinkForm<T> {
  readonly keys: readonly string[];
  write(value: T): LinkEntry[];
  read(get: (key: string) => string | undefined): LinkReading;
}

/** One key of a link and the text of its value, unescaped. */
export type LinkEntry = [key: string, value: string];

export interface LinkReading {
  /** What the keys say, not yet validated; left out where they say nothing. */
  value?: unknown;
  /** Keys that say nothing, and why. */
  ignored: { keys: string[]; why: string }[];
}

/** A kind whose value is one text, under one key. */
export function textKind<T>(kind: Pick<TextKind<T>, 'schema' | 'allowed' | 'toText' | 'fromText'>): TextKind<T> {
  return {
    ...kind,
    link: (key) => ({
      keys: [key],
      write: (value) => [[key, kind.toText(value)]],
      read: (get) => ({ value: kind.fromText(get(key) ?? ''), ignored: [] }),
    }),
  };
}

export function fieldKind<T>(control: Control, kind: Pick<TextKind<T>, 'schema' | 'allowed' | 'toText' | 'fromText'>): FieldKind<T> {
  return { ...textKind(kind), control };
}

/** Longest part of a wrong value that a message repeats. */
const LONGEST = 60;

/** The message "must be …, not …" for a schema. Of a text that is no number, nothing more is said. */
export function mustBe(allowed: string) {
  return ({ received }: { received: string }): string => `must be ${allowed}${received === 'NaN' ? '' : `, not ${shorten(received)}`}`;
}

/** Cut to what a line can hold. */
export function shorten(text: string): string {
  return text.length > LONGEST ? `${text.slice(0, LONGEST - 3)}…` : text;
}
