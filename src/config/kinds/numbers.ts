import * as v from 'valibot';
import { type FieldKind, fieldKind, mustBe } from './kind';

/** A number; what is no number is handed on as such, so that the schema says what is allowed. */
const readNumber = (text: string): number => (text.trim() === '' ? Number.NaN : Number(text));

/** Numbers with commas or spaces between them. */
export const readNumbers = (text: string): number[] =>
  text.trim() === ''
    ? []
    : text
        .trim()
        .split(/[\s,]+/)
        .map(readNumber);

/** Both ends belong. */
export const whole = (low: number, high: number): FieldKind<number> => bounded(`a whole number from ${low} to ${high}`, low, high, Number.isInteger);

/** Both ends belong. */
export const real = (low: number, high: number): FieldKind<number> => bounded(`a number from ${low} to ${high}`, low, high, Number.isFinite);

function bounded(allowed: string, low: number, high: number, fits: (value: number) => boolean): FieldKind<number> {
  const message = mustBe(allowed);
  return fieldKind(
    { type: 'typed' },
    {
      schema: v.pipe(
        v.number(message),
        v.check((value) => fits(value) && value >= low && value <= high, message),
      ),
      allowed,
      toText: String,
      fromText: readNumber,
    },
  );
}

/** Several numbers. @param what they are, in the plural */
export function numbers(item: FieldKind<number>, what: string): FieldKind<number[]> {
  const allowed = `a list of ${what}`;
  return fieldKind(
    { type: 'typed' },
    {
      schema: v.array(item.schema, mustBe(allowed)),
      allowed: `${allowed}, each ${item.allowed}`,
      toText: String,
      fromText: readNumbers,
    },
  );
}

/** Widths of layers, from the input on. @param least, most how many layers there may be */
export function widths(least: 0 | 1 | 2, most: number): FieldKind<number[]> {
  const any = numbers(whole(1, 8192), 'layer widths');
  return {
    ...any,
    schema: v.pipe(
      any.schema,
      v.minLength(least, `must name at least ${least === 1 ? 'one layer' : `${least} layers`}`),
      v.maxLength(most, `must name at most ${most} layers`),
    ),
    allowed: `${any.allowed}; ${least === 0 ? 'at most ' : least < most ? `${least} to ` : ''}${most} layers`,
  };
}

/** Three shares of the rows, for training, validation and test. */
export function shares(): FieldKind<[number, number, number]> {
  const allowed = 'three shares [train, val, test] such as [0.8, 0.1, 0.1]';
  const share = real(0, 1).schema;
  const three = v.check((input: unknown) => Array.isArray(input) && input.length === 3, mustBe(allowed));
  return fieldKind(
    { type: 'typed' },
    {
      schema: v.pipe(v.any(), three, v.strictTuple([share, share, share])) as v.GenericSchema<unknown, [number, number, number]>,
      allowed,
      toText: String,
      fromText: readNumbers,
    },
  );
}

/** One number for all, or one for each of several. */
export function numberOrNumbers(one: FieldKind<number>, many: FieldKind<number[]>, allowed: string): FieldKind<number | number[]> {
  return fieldKind(
    { type: 'typed' },
    {
      schema: v.lazy((input) =>
        Array.isArray(input) ? many.schema : typeof input === 'number' && !Number.isNaN(input) ? one.schema : nothing<number>(allowed),
      ),
      allowed,
      toText: String,
      fromText: (text) => (text.includes(',') ? readNumbers(text) : readNumber(text)),
    },
  );
}

/** One of some words, or what `other` allows. */
export function wordsOr<const W extends string, T>(words: readonly W[], other: FieldKind<T>, allowed: string): FieldKind<W | T> {
  const isWord = (input: unknown): input is W => (words as readonly unknown[]).includes(input);
  return fieldKind(
    { type: 'typed' },
    {
      // Of a list, the items say what is wrong.
      schema: v.lazy((input) => (Array.isArray(input) ? other.schema : v.union([v.custom<W>(isWord), other.schema], mustBe(allowed)))) as v.GenericSchema<
        unknown,
        W | T
      >,
      allowed,
      toText: String,
      // What looks like a word is named as one where it is wrong.
      fromText: (text) => (/^[a-z]+$/i.test(text.trim()) ? text.trim() : other.fromText(text)),
    },
  );
}

/** Accepts nothing, and says what would be accepted. */
export const nothing = <T>(allowed: string) => v.custom<T>(() => false, mustBe(allowed));
