import type * as v from 'valibot';
import type { TextKind } from './kind';

/** The same kind for a setting that is usually not there at all. Left out it stands in no link and in no file. */
export function orNone<T>(kind: TextKind<T>): TextKind<T | undefined> {
  return {
    schema: kind.schema as v.GenericSchema<unknown, T | undefined>,
    allowed: kind.allowed,
    toText: (value) => (value === undefined ? '' : kind.toText(value)),
    fromText: kind.fromText,
    link: (key) => {
      const { keys, write, read } = kind.link(key);
      return { keys, read, write: (value) => (value === undefined ? [] : write(value)) };
    },
  };
}
