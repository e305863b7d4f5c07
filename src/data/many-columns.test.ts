import { expect, test } from 'vitest';
import { completeRunConfig } from '../config/complete';
import { encode } from './encode/encode';
import { columnNames } from './formats/delimited/header';
import { propose } from './roles/propose-roles';
import type { Column, Table } from './table/table';
import { Texts } from './table/texts';

/** Tables may have a hundred thousand columns: work grows with their number, never with its square. */

/** A table whose columns count how often their names are read. */
function counted(columns: number): { table: Table; reads: () => number } {
  let reads = 0;
  const column = (name: string, texts: readonly string[]): Column => {
    const values = [...new Set(texts)];
    return {
      get name() {
        reads++;
        return name;
      },
      codes: Int32Array.from(texts, (text) => values.indexOf(text)),
      values: Texts.of(values),
    };
  };
  const kinds = [
    ['0', '1', '2', '0', '1', '2'],
    ['a', 'b', 'a', 'b', 'a', 'b'],
    ['0.5', '1.5', '2.5', '0.5', '1.5', '2.5'],
  ];
  const features = Array.from({ length: columns }, (_, c) => column(`c${c}`, kinds[c % kinds.length] as string[]));
  const all = [...features, column('channel', ['x', 'y', 'x', 'y', 'x', 'y']), column('click', ['0', '1', '1', '0', '0', '1'])];
  return { table: { name: 'wide.csv', rows: 6, columns: all, hash: '', warnings: [] }, reads: () => reads };
}

function readsOf(columns: number, work: (table: Table) => void): number {
  const { table, reads } = counted(columns);
  work(table);
  return reads();
}

const encodeAll = (table: Table) => {
  const features = table.columns.slice(0, -2).map(({ name }) => name);
  const isDense = (_: string, c: number) => c % 3 === 2;
  const roles = {
    label: { column: 'click' },
    domain: { column: 'channel' },
    sparse: features.filter((name, c) => !isDense(name, c)),
    dense: features.filter(isDense),
  };
  encode(table, completeRunConfig({ split: { ratios: [0.34, 0.33, 0.33] } }, roles));
};

test.each<[what: string, work: (table: Table) => void]>([
  ['proposing roles', propose],
  ['encoding', encodeAll],
])('%s: twice the columns are looked at twice as often', (_, work) => {
  const [once, twice] = [readsOf(500, work), readsOf(1000, work)];
  expect(once).toBeGreaterThan(500);
  expect(twice / once).toBeLessThan(2.1);
});

test('a column of two values is asked once whether it is the label', () => {
  // No name and no values of a label, so that all are asked.
  const work = (table: Table) => void propose({ ...table, columns: table.columns.slice(0, -2).map(withTwoWords) });
  expect(readsOf(1000, work) / readsOf(500, work)).toBeLessThan(2.1);
});

/** The same with two values that no label has, its name still counted. */
function withTwoWords(column: Column): Column {
  const codes = column.codes.map((code) => Math.min(code, 1));
  return Object.defineProperty({ codes, values: Texts.of(['left', 'right']) } as Column, 'name', { get: () => column.name, enumerable: true });
}

/** A comparison of every pair would take minutes, so that the test's own limit of time tells. */
const MANY = 200_000;

test(`${MANY} names of columns are made each once in one pass`, () => {
  const names = Array.from({ length: MANY }, (_, c) => `a column with a name of some length, number ${c}`);
  expect(columnNames(names, 1)).toEqual({ names, notes: [] });
  const same = columnNames(
    Array.from({ length: MANY }, () => 'a'),
    1,
  );
  expect(new Set(same.names).size).toBe(MANY);
  expect(same.names.slice(0, 3)).toEqual(['a', 'a 2', 'a 3']);
  expect(same.notes).toHaveLength(10);
}, 30_000);

test(`${MANY} fields in a configuration are checked for repetition in one pass`, () => {
  const names = (kind: string) => Array.from({ length: MANY / 2 }, (_, c) => `a ${kind} column with a name of some length, number ${c}`);
  const roles = { label: { column: 'click' }, domain: { column: 'channel' }, sparse: names('sparse'), dense: names('dense') };
  expect(completeRunConfig({}, roles).data.sparse).toHaveLength(MANY / 2);
  const twice = (list: string[]) => [...list, list[7] as string];
  expect(() => completeRunConfig({}, { ...roles, sparse: twice(roles.sparse) })).toThrow(
    `data.sparse[${MANY / 2}]: the field "${roles.sparse[7]}" is named twice`,
  );
  expect(() => completeRunConfig({}, { ...roles, dense: twice(roles.dense) })).toThrow(
    `data.dense[${MANY / 2}]: the column "${roles.dense[7]}" is named twice`,
  );
}, 30_000);
