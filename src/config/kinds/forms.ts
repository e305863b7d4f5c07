import * as v from 'valibot';
import type { Kind, LinkEntry, LinkReading, TextKind } from './kind';
import { nothing } from './numbers';
import { states, strict } from './objects';

/**
 * A setting that is an object, in one of several forms, such as `{"demo": name, "rows": 500}` or `{"file": name}`. In a
 * link each of its entries has a key of its own.
 */
export interface FormsKind<T> extends Kind<T> {
  readonly forms: readonly Form<T>[];
}

export interface Form<T> {
  readonly schema: v.GenericSchema<unknown, T>;
  /** The first one is stated in this form only, and always. */
  readonly entries: readonly FormEntry[];
}

export interface FormEntry extends Entry<unknown, boolean> {
  readonly name: string;
}

interface Entry<T, Optional extends boolean> {
  readonly kind: TextKind<T>;
  /** In a link. */
  readonly key: string;
  readonly about: string;
  readonly optional: Optional;
}

/** An entry that is always stated. @param key in a link */
export const stated = <T>(kind: TextKind<T>, key: string, about: string): Entry<T, false> => ({ kind, key, about, optional: false });
/** An entry that may be left out. @param key in a link */
export const optional = <T>(kind: TextKind<T>, key: string, about: string): Entry<T, true> => ({ kind, key, about, optional: true });

type Entries = Record<string, Entry<unknown, boolean>>;
type OfEntry<E> = E extends Entry<infer T, boolean> ? T : never;
type FormValue<E extends Entries> = {
  [K in keyof E as E[K] extends Entry<unknown, false> ? K : never]: OfEntry<E[K]>;
} & { [K in keyof E as E[K] extends Entry<unknown, true> ? K : never]?: OfEntry<E[K]> };
type Flat<T> = { [K in keyof T]: T[K] };

export function form<E extends Entries>(entries: E): Form<Flat<FormValue<E>>> {
  const schemas = Object.fromEntries(Object.entries(entries).map(([name, { kind, optional }]) => [name, optional ? v.optional(kind.schema) : kind.schema]));
  return {
    schema: strict(schemas) as unknown as v.GenericSchema<unknown, Flat<FormValue<E>>>,
    entries: Object.entries(entries).map(([name, entry]) => ({ name, ...entry })),
  };
}

/** What is said of a link's keys. */
interface Said {
  /** Where keys are there, but not one that they need. */
  alone: string;
  /** Where keys of several forms are there. */
  several?: string;
}

/** @param forms what the setting may be. The union of their types is the type of the setting. */
export function forms<F extends readonly Form<unknown>[]>(forms: F, allowed: string, said: Said): FormsKind<F[number] extends Form<infer T> ? T : never> {
  type T = F[number] extends Form<infer V> ? V : never;
  const [only] = forms.length === 1 ? forms : [];
  const schema =
    only?.schema ??
    v.lazy((input) => {
      const [form, ...others] = formOf(forms, ({ name }) => states(input, name));
      return form && others.length === 0 ? form.schema : nothing(allowed);
    });
  return {
    schema: schema as v.GenericSchema<unknown, T>,
    allowed,
    forms: forms as readonly Form<T>[],
    link: () => ({
      keys: [...new Set(forms.flatMap(({ entries }) => entries.map(({ key }) => key)))],
      write: (value) => entriesOf(forms, value),
      read: (get) => readForms(forms, get, said),
    }),
  };
}

/**
 * The forms that a value has the first entry of. Where that entry also belongs to another form that is there, this other form is
 * meant: `ratios` alone is a random split, beside `timeColumn` it is part of a split by time.
 */
function formOf<T>(forms: readonly Form<T>[], has: (entry: FormEntry) => boolean): Form<T>[] {
  const there = forms.filter(({ entries: [first] }) => first && has(first));
  return there.filter(({ entries: [first] }) => !there.some((other) => other.entries.slice(1).some(({ key }) => key === first?.key)));
}

function entriesOf<T>(forms: readonly Form<T>[], value: T): LinkEntry[] {
  const [form] = formOf(forms, ({ name }) => states(value, name));
  const said = value as Record<string, unknown>;
  return (form?.entries ?? []).filter(({ name }) => states(value, name)).map(({ name, key, kind }) => [key, kind.toText(said[name])]);
}

function readForms<T>(forms: readonly Form<T>[], get: (key: string) => string | undefined, said: Said): LinkReading {
  const keys = [...new Set(forms.flatMap(({ entries }) => entries.map(({ key }) => key)))].filter((key) => get(key) !== undefined);
  const [form, ...others] = formOf(forms, ({ key }) => get(key) !== undefined);
  if (!form) return { ignored: [{ keys, why: said.alone }] };
  if (others.length > 0) return { ignored: [{ keys, why: said.several ?? said.alone }] };
  const used = form.entries.filter(({ key }) => get(key) !== undefined);
  const rest = keys.filter((key) => !used.some((entry) => entry.key === key));
  return {
    value: Object.fromEntries(used.map(({ name, key, kind }) => [name, kind.fromText(get(key) as string)])),
    ignored: rest.length === 0 ? [] : [{ keys: rest, why: `it does not go with “${form.entries[0]?.key}”` }],
  };
}
