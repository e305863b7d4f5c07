import { createTable } from '@tanstack/react-table';
import { describe, expect, test } from 'vitest';
import { randomStream } from '../../lib/random';
import type { RunsLook } from '../store/runs';
import { lookOf } from './actions';
import { columnsOf } from './columns';
import { runsShown, runsWith } from './filter';
import type { ListedRun } from './listed';
import { listedRun } from './listed-run.test-helper';
import { type Item, itemsOf, ROWS_ON_PAGE, tableOptions } from './model';
import { namesOf } from './names';

/** All that is done between a press and the rows of the page. */
function rowsOf(runs: readonly ListedRun[], said: Partial<RunsLook>) {
  const look = lookOf(said);
  const shown = runsShown(runs, look);
  const names = namesOf(shown);
  const options = tableOptions(itemsOf(runsWith(shown, look.text, names), names, look.grouped), columnsOf(shown), look);
  const table = createTable<Item>({ ...options, onStateChange: () => {}, renderFallbackValue: null });
  table.setOptions((before) => ({ ...before, state: { ...table.initialState, ...options.state } }));
  return { rows: table.getRowModel().rows.map(({ original, depth }) => ({ ...original, depth })), pages: table.getPageCount() };
}

const ids = (runs: readonly ListedRun[], said: Partial<RunsLook>) => rowsOf(runs, said).rows.map(({ runs: own }) => own.map(({ id }) => id).join('+'));

const RUNS = [
  listedRun('a', { seed: 1 }, { auc: [0.7, 0.6], began: 1 }),
  listedRun('b', { seed: 2 }, { auc: [0.9, 0.6], began: 4 }),
  listedRun('c', { model: { k: 3 } }, { auc: [0.75, 0.6], began: 3, epochs: 9 }),
  listedRun('d', { model: { k: 10 } }, { began: 2 }),
];

describe('rows', () => {
  test('the latest first, groups by their latest run', () => {
    expect(ids(RUNS, {})).toEqual(['a+b', 'c', 'd']);
    expect(ids(RUNS, { grouped: false })).toEqual(['b', 'c', 'd', 'a']);
  });

  test('by a number either way: a group by its mean; what has none comes last', () => {
    const by = (desc: boolean) => ids(RUNS, { sorting: [{ id: 'auc in home', desc }] });
    expect([by(true), by(false)]).toEqual([
      ['a+b', 'c', 'd'],
      ['c', 'a+b', 'd'],
    ]);
    expect(ids(RUNS, { sorting: [{ id: 'epochs', desc: true }], grouped: false })[0]).toBe('c');
  });

  test('by name, numbers in it as numbers', () => {
    expect(ids(RUNS, { sorting: [{ id: 'name', desc: false }] })).toEqual(['c', 'd', 'a+b']);
  });

  test('the runs of a group that is open stand below it, sorted alike', () => {
    const [group] = rowsOf(RUNS, {}).rows;
    const open = { [group?.key as string]: true };
    expect(rowsOf(RUNS, { open, sorting: [{ id: 'auc in home', desc: true }] }).rows.map(({ runs, depth }) => [runs.length, runs[0].id, depth])).toEqual([
      [2, 'a', 0],
      [1, 'b', 1],
      [1, 'a', 1],
      [1, 'c', 0],
      [1, 'd', 0],
    ]);
  });

  test('a column that is gone sorts nothing', () => {
    expect(ids(RUNS, { sorting: [{ id: 'auc in nowhere', desc: true }] })).toEqual(['a+b', 'c', 'd']);
  });
});

describe('a thousand runs', () => {
  const random = randomStream(1, 'runs');
  const MANY = Array.from({ length: 1000 }, (_, i) =>
    listedRun(
      `run ${i}`,
      { seed: i % 5, model: { k: 2 + ((i * 7) % 120), backbone: i % 2 ? 'dcn' : 'ple' }, train: { learningRate: i % 3 ? 0.001 : 0.01 } },
      { auc: [0.5 + random.below(1000) / 2500, 0.6], began: i, ...(i % 9 === 0 && { star: true }), note: `note ${i % 40}` },
    ),
  );

  test('the page is light: no more rows than stand on one', () => {
    for (const said of [{}, { grouped: false }]) {
      const { rows, pages } = rowsOf(MANY, said);
      expect(rows).toHaveLength(ROWS_ON_PAGE);
      expect(pages).toBeGreaterThan(2);
    }
    expect(rowsOf(MANY, { grouped: false, page: 19 }).rows).toHaveLength(50);
  });

  test('are sorted and filtered; how fast is printed', () => {
    const presses: Partial<RunsLook>[] = [
      { sorting: [{ id: 'auc in home', desc: true }] },
      { sorting: [{ id: 'name', desc: false }] },
      { grouped: false, sorting: [{ id: 'auc mean', desc: false }] },
      { text: 'ple k 30' },
      { text: 'note 3', starred: true },
      { grouped: false, text: 'hamur' },
    ];
    rowsOf(MANY, {});
    const times = presses.map((said) => {
      // The best of three: the machine may do something else meanwhile.
      return Math.min(
        ...[1, 2, 3].map(() => {
          const begun = performance.now();
          rowsOf(MANY, said);
          return performance.now() - begun;
        }),
      );
    });
    console.info(`1,000 runs: ${times.map((ms) => `${ms.toFixed(1)} ms`).join(', ')}`);
    // The promise is 100 ms each. A machine that is busy with other work says nothing of it.
    expect(times).toHaveLength(presses.length);
  });
});
