import * as v from 'valibot';
import type { TextKind } from '../kinds/kind';
import { nothing } from '../kinds/numbers';
import { list } from '../kinds/texts';
import { joinParts, splitParts } from '../link-text';

/** What may be said of a field: a kind of value, and what it means. */
export interface FieldPart<T> {
  kind: TextKind<NonNullable<T>>;
  about: string;
}

/** The parts of a field, in the order in which a link has them. */
export type FieldParts<T> = { readonly [K in keyof T]-?: FieldPart<T[K]> };

/** A list of fields: each the name of a column, or an object. In a link its parts stand between colons, empty where left out, or only the column. */
export function fieldList<T extends { column: string }>(parts: FieldParts<T>, full: v.GenericSchema<unknown, T>) {
  const names = Object.keys(parts) as (keyof T & string)[];
  const allowed = `the name of a column or {${names.map((name) => `"${name}"`).join(', ')}}`;
  const field = v.lazy((input) =>
    typeof input === 'string' ? parts.column.kind.schema : typeof input === 'object' && input ? full : nothing<string>(allowed),
  ) as v.GenericSchema<unknown, string | T>;
  return list(field, 'columns', {
    // An object that says no more than a column's name keeps a colon, so that it stays an object.
    write: (item) =>
      typeof item === 'string' ? joinParts([item]) : withColon(joinParts(names.map((name) => (item[name] === undefined ? '' : String(item[name]))))),
    read: (item) => {
      const texts = splitParts(item);
      if (texts.length === 1) return texts[0];
      const said = names.map((name, i) => [name, texts[i]] as const).filter(([name, text]) => text || name === 'column');
      return Object.fromEntries(said.map(([name, text = '']) => [name, parts[name].kind.fromText(text)]));
    },
  });
}

const withColon = (text: string) => (splitParts(text).length === 1 ? `${text}:` : text);
