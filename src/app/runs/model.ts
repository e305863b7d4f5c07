import {
  type ColumnDef,
  getCoreRowModel,
  getExpandedRowModel,
  getPaginationRowModel,
  getSortedRowModel,
  type SortingFn,
  type TableOptions,
  type TableState,
} from '@tanstack/react-table';
import type { RunsLook } from '../store/runs';
import type { RunColumn } from './columns';
import { groupsOf, spreadOf } from './groups';
import type { ListedRun } from './listed';

/** A row of the table: a run, or a group of runs with its own below it. */
export interface Item {
  key: string;
  /** One, or all of the group. */
  runs: [ListedRun, ...ListedRun[]];
  /** Its name without the seed. */
  name: string;
  items?: Item[];
}

/** As many rows as stand on the page at once. */
export const ROWS_ON_PAGE = 50;

/** Runs as the rows of the table; a group of one is a run. */
export function itemsOf(runs: readonly ListedRun[], names: ReadonlyMap<string, string>, grouped: boolean): Item[] {
  const item = (run: ListedRun): Item => ({ key: run.id, runs: [run], name: names.get(run.id) ?? '' });
  if (!grouped) return runs.map(item);
  return groupsOf(runs).map(({ key, runs: own }) => {
    const [first, ...others] = own.map(item) as [Item, ...Item[]];
    return others.length === 0 ? first : { key, name: first.name, runs: own as Item['runs'], items: [first, ...others] };
  });
}

/** What a row is sorted by in a column: a group's mean, or its latest run's. */
export function sortedBy({ runs }: Item, { value, spread }: RunColumn): number | string | undefined {
  const [first] = runs;
  if (runs.length === 1) return value(first);
  if (spread) return spreadOf(runs, (run) => value(run) as number | undefined)?.mean;
  const values = runs.map(value).filter((each) => each !== undefined);
  return typeof values[0] === 'number' ? Math.max(...(values as number[])) : values[0];
}

/** `k 6` before `k 30`. */
const { compare } = new Intl.Collator('en', { numeric: true });
const byText: SortingFn<Item> = (a, b, id) => compare(String(a.getValue(id)), String(b.getValue(id)));

const definitions = new WeakMap<readonly RunColumn[], ColumnDef<Item>[]>();

/** The same for the same columns: the table keeps what it has worked out of them. */
function definitionsOf(columns: readonly RunColumn[]): ColumnDef<Item>[] {
  const known = definitions.get(columns) ?? [
    { id: 'name', accessorFn: ({ name }: Item) => name, sortingFn: byText },
    ...columns.map(
      (column): ColumnDef<Item> => ({
        id: column.id,
        accessorFn: (item) => sortedBy(item, column),
        sortingFn: column.number ? 'basic' : byText,
        sortUndefined: 'last',
      }),
    ),
  ];
  definitions.set(columns, known);
  return known;
}

const ROW_MODELS = {
  getCoreRowModel: getCoreRowModel<Item>(),
  getSortedRowModel: getSortedRowModel<Item>(),
  getExpandedRowModel: getExpandedRowModel<Item>(),
  getPaginationRowModel: getPaginationRowModel<Item>(),
};

/** All that the table is told. */
export function tableOptions(items: Item[], columns: readonly RunColumn[], look: RunsLook): Omit<TableOptions<Item>, 'state'> & { state: Partial<TableState> } {
  return {
    data: items,
    columns: definitionsOf(columns),
    getRowId: ({ key }) => key,
    getSubRows: ({ items: own }) => own,
    ...ROW_MODELS,
    autoResetAll: false,
    state: {
      sorting: look.sorting.filter(({ id }) => id === 'name' || columns.some((column) => column.id === id)),
      expanded: look.open,
      pagination: { pageIndex: look.page, pageSize: ROWS_ON_PAGE },
    },
  };
}
