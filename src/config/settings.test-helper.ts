import fc from 'fast-check';
import * as v from 'valibot';
import { completeRunConfig } from './complete';
import type { FormsKind } from './kinds/forms';
import type { FieldKind, Kind } from './kinds/kind';
import { overlay } from './overlay';
import { ConfigError } from './problems';
import type { Roles, RunConfig, RunConfigInput } from './run-config';
import { SETTING_PATHS, type SettingPath, settingAt, withSettings } from './settings';

/** Names that are hard on whoever takes them for more than a text. */
export const hardName = fc.oneof(
  fc.constantFrom('__proto__', 'constructor', 'toString', 'hasOwnProperty', 'prototype'),
  fc.string({ minLength: 1, maxLength: 12, unit: fc.constantFrom('a', 'Z', '_', ' ', ',', ':', '\\', '&', '=', '#', '%', '+', '|', '"', 'é', '漢', '🙂') }),
);
const valueTest = fc.constantFrom('> 3', '25..34', '1, 2', '= yes');

/** Values of any kind that is in the table; what a kind does not accept is sorted out by its schema. */
const anything = fc.oneof(
  { weight: 3, arbitrary: fc.integer({ min: 0, max: 20 }) },
  fc.integer({ min: 0, max: 5000 }),
  fc.double({ min: 0, max: 1, noNaN: true }),
  fc.array(fc.integer({ min: 1, max: 9 }), { maxLength: 3 }),
  fc.array(fc.double({ min: 0.001, max: 0.9, noNaN: true }), { maxLength: 3 }),
  fc.constantFrom([0.8, 0.1, 0.1], [0.5, 0.25, 0.25], 'balanced', 'none', true, false),
);

const group = fc.oneof(valueTest, fc.record({ name: hardName, values: valueTest }));
const sparse = fc.oneof(
  hardName,
  fc.record(
    {
      name: hardName,
      column: hardName,
      separator: hardName,
      take: fc.constantFrom('first', 'mean', 'sum'),
      embedding: fc.integer({ min: 1, max: 256 }),
      share: hardName,
      least: fc.integer({ min: 2, max: 1000 }),
      hash: fc.integer({ min: 2, max: 1000 }),
    },
    { requiredKeys: ['column'] },
  ),
);
const dense = fc.oneof(
  hardName,
  fc.record({ column: hardName, scale: fc.constantFrom('min-max', 'standard', 'log1p', 'quantiles'), clip: fc.boolean() }, { requiredKeys: ['column'] }),
);
const sourceFile = fc.record({ name: hardName, hash: hardName, part: hardName, domain: hardName, key: hardName, of: hardName }, { requiredKeys: ['name'] });
const LISTS: Record<string, fc.Arbitrary<unknown>> = {
  'data.source.files': fc.uniqueArray(sourceFile, { minLength: 1, maxLength: 3, selector: ({ name }) => name }),
  'data.sparse': fc.array(sparse, { maxLength: 4 }),
  'data.dense': fc.array(dense, { maxLength: 3 }),
  'data.missing': fc.array(hardName, { maxLength: 3 }),
  'model.idFields': fc.array(hardName, { maxLength: 3 }),
  'data.domain.columns': fc.array(hardName, { minLength: 1, maxLength: 3 }),
  'data.domain.cuts': fc.array(fc.double({ noNaN: true, noDefaultInfinity: true }), { minLength: 1, maxLength: 3 }),
  'data.domain.groups': fc.array(group, { minLength: 1, maxLength: 3 }),
};

const TEXTS: Record<string, fc.Arbitrary<unknown>> = {
  'data.source.url': fc.constantFrom('https://example.org/rows.csv', 'http://localhost:8080/a%20b.csv?x=1&y=2#z'),
};

function valuesOf(path: string, kind: Kind<unknown>): fc.Arbitrary<unknown> {
  const known = LISTS[path] ?? TEXTS[path];
  if (known) return known;
  if ('forms' in kind)
    return fc.oneof(...(kind as FormsKind<unknown>).forms.map(({ entries }) => formValues(path, entries).filter((value) => v.is(kind.schema, value))));
  const { control } = kind as FieldKind<unknown>;
  if (control?.type === 'flag') return fc.boolean();
  if (control?.type === 'choice') return fc.constantFrom(...control.choices.map(({ value }) => value));
  return (control ? anything : fc.oneof(hardName, valueTest)).filter((value) => v.is(kind.schema, value));
}

function formValues(path: string, entries: FormsKind<unknown>['forms'][number]['entries']): fc.Arbitrary<unknown> {
  const values = Object.fromEntries(entries.map(({ name, kind }) => [name, valuesOf(`${path}.${name}`, kind)]));
  return fc.record(values, { requiredKeys: entries.filter(({ optional }) => !optional).map(({ name }) => name) });
}

/** Up to eight settings of the table, each with a value that it may have by itself. */
export const anyInput: fc.Arbitrary<RunConfigInput> = fc
  .subarray([...SETTING_PATHS], { maxLength: 8 })
  .chain((paths) => fc.tuple(...paths.map((path) => valuesOf(path, settingAt(path).kind).map((value) => [path, value] as [SettingPath, unknown]))))
  .map((stated) => withSettings({}, stated) as RunConfigInput);

/** A complete configuration; undefined where the settings contradict each other. */
export function completed(input: RunConfigInput, roles: Roles): RunConfig | undefined {
  try {
    return completeRunConfig(overlay({}, input), roles);
  } catch (error) {
    if (error instanceof ConfigError) return undefined;
    throw error;
  }
}
