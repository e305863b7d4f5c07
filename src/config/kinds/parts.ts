import * as v from 'valibot';
import type { Form, FormsKind } from './forms';

/**
 * An object in one form, of which every entry may be left out, but not all of them. The setting is usually not there at all. In a link
 * each entry has a key of its own.
 */
export function parts<T>(form: Form<T>, allowed: string): FormsKind<T | undefined> {
  const { entries } = form;
  const says = v.check((value: T) => Object.values(value as object).some((each) => each !== undefined), 'says nothing: leave it out');
  return {
    schema: v.pipe(form.schema, says) as v.GenericSchema<unknown, T | undefined>,
    allowed,
    forms: [form],
    link: () => ({
      keys: entries.map(({ key }) => key),
      write: (value) => {
        const said = (value ?? {}) as Record<string, unknown>;
        return entries.filter(({ name }) => said[name] !== undefined).map(({ name, key, kind }) => [key, kind.toText(said[name])]);
      },
      read: (get) => ({
        value: Object.fromEntries(entries.flatMap(({ name, key, kind }) => (get(key) === undefined ? [] : [[name, kind.fromText(get(key) as string)]]))),
        ignored: [],
      }),
    }),
  };
}
