import * as v from 'valibot';
import { mustBe } from './kind';

/** An object with these entries and no other; `__proto__` and `constructor` are keys like any other. */
export function strict<T>(entries: { readonly [K in keyof T]: v.GenericSchema<unknown, T[K]> }): v.GenericSchema<unknown, T> {
  return v.pipe(
    v.any(),
    // The library alone would take a list for an object without entries.
    v.check((value) => !Array.isArray(value), mustBe('an object {…}')),
    v.strictObject(entries as v.ObjectEntries, messageOf),
  ) as unknown as v.GenericSchema<unknown, T>;
}

function messageOf(issue: { expected: string | null; received: string }): string {
  if (issue.expected === 'never') return 'is not a setting';
  return issue.received === 'undefined' ? 'is missing' : mustBe('an object {…}')(issue);
}

/** Whether an untrusted value states something under a key. */
export function states(value: unknown, key: string): boolean {
  return typeof value === 'object' && value !== null && (value as Record<string, unknown>)[key] !== undefined;
}
