import * as v from 'valibot';
import { type FieldKind, fieldKind, mustBe } from './kind';

/** One of several words. @param texts what a person sees of each */
export function oneOf<const T extends string>(choices: readonly T[], texts: Readonly<Record<T, string>>): FieldKind<T> {
  const allowed = `one of ${choices.map((choice) => `"${choice}"`).join(', ')}`;
  return fieldKind(
    { type: 'choice', choices: choices.map((value) => ({ value, text: texts[value] })) },
    {
      schema: v.picklist(choices, mustBe(allowed)) as v.GenericSchema<unknown, T>,
      allowed,
      toText: (choice) => choice,
      fromText: (text) => text,
    },
  );
}

/** Yes or no. */
export function flag(): FieldKind<boolean> {
  const allowed = 'true or false';
  return fieldKind(
    { type: 'flag' },
    {
      schema: v.boolean(mustBe(allowed)),
      allowed,
      toText: String,
      fromText: (text) => (text === 'true' ? true : text === 'false' ? false : text),
    },
  );
}
