import { useReactTable } from '@tanstack/react-table';
import { memo, type ReactNode, useMemo } from 'react';
import { ownNames } from '../kept/texts';
import { NoValue, Table, type TableColumn } from '../parts/Table';
import { isOfOwnLane, isRunning } from '../store/selectors';
import { useApp, usePlayground } from '../store/use-app';
import { lookOf, useLook, useRunsActions } from './actions';
import type { RunColumn } from './columns';
import { itemText } from './item-text';
import type { ListedRun } from './listed';
import { ColourChoice, Note, Star } from './Marks';
import { type Item, ROWS_ON_PAGE, tableOptions } from './model';
import { Pager } from './Pager';
import { RunActions } from './RunActions';
import { groupText, whereText } from './run-texts';
import styles from './runs.module.css';

/** The runs, a page of them at a time, as groups where that was asked for. */
export function RunTable({ items, columns, names }: { items: Item[]; columns: readonly RunColumn[]; names: ReadonlyMap<string, string> }) {
  const look = useLook();
  const { lookAtRuns } = useRunsActions();
  const options = useMemo(() => tableOptions(items, columns, look), [items, columns, look]);
  const table = useReactTable(options);
  const pages = Math.max(1, table.getPageCount());
  // Rows that were removed may have been all of the last page.
  const page = Math.min(look.page, pages - 1);
  if (page !== look.page) table.setOptions((before) => ({ ...before, state: { ...before.state, pagination: { pageIndex: page, pageSize: ROWS_ON_PAGE } } }));
  const rows = table.getRowModel().rows;
  const own = useMemo(
    () =>
      ownNames(
        items.flatMap(({ runs }) => runs),
        ({ id, config }) => `${names.get(id) ?? ''}, seed ${config.seed}`,
      ),
    [items, names],
  );
  const shown = columns.filter(({ id, usual }) => look.columns[id] ?? usual);
  const [by] = look.sorting;
  const head = (id: string, title: ReactNode, number: boolean): TableColumn => ({
    head: (
      <button
        type="button"
        data-print="show"
        className={styles.sort}
        onClick={() => lookAtRuns({ sorting: [{ id, desc: by?.id === id ? !by.desc : number }] })}
      >
        {title}
        <span aria-hidden="true">{by?.id === id ? (by.desc ? ' ▾' : ' ▴') : ''}</span>
      </button>
    ),
    number,
    sorted: by?.id === id ? (by.desc ? 'descending' : 'ascending') : 'none',
  });
  return (
    <>
      <Table
        caption="Runs"
        shape="wide"
        className={styles.table ?? ''}
        columns={[head('name', 'Run', false), 'Star', ...shown.map(({ id, title, number }) => head(id, title, number !== undefined)), 'Colour', 'Note', '']}
        rows={rows.map(({ original: item, depth }) => {
          const [run] = item.runs;
          const single = item.runs.length === 1;
          const name = single ? (own.get(run.id) ?? '') : item.name;
          return {
            key: item.key,
            cells: [
              <RunName key="name" item={item} depth={depth} name={name} />,
              single && run.where !== 'page' ? <Star key="star" run={run} name={name} /> : '',
              ...shown.map((column) => {
                const text = itemText(item, column);
                if (text === undefined) return <NoValue key={column.id} sign="–" reason={column.lacking?.(run)} />;
                return column.folds ? (
                  <span key={column.id} className={styles.folds}>
                    {text}
                  </span>
                ) : (
                  text
                );
              }),
              single && run.where !== 'page' ? <ColourChoice key="colour" run={run} name={name} /> : '',
              single && run.where !== 'page' ? <Note key="note" run={run} name={name} /> : '',
              single ? <RunActions key="actions" run={run} name={name} /> : '',
            ],
          };
        })}
      />
      <Pager page={page} pages={pages} onPage={(next) => lookAtRuns({ page: next })} />
    </>
  );
}

/** Whether it is chosen; of a group whether its runs are shown; and its name. */
const RunName = memo(function RunName({ item: { key, runs, items }, depth, name }: { item: Item; depth: number; name: string }) {
  const { store } = usePlayground();
  const { chooseRuns, lookAtRuns } = useRunsActions();
  const ids = runs.map(({ id }) => id);
  const chosen = useApp(({ chosenRuns }) => ids.filter((id) => chosenRuns.includes(id)).length);
  const open = useApp(({ runsLook }) => runsLook.open?.[key] === true);
  const choose = (on: boolean) => {
    const others = store.getState().chosenRuns.filter((id) => !ids.includes(id));
    chooseRuns(on ? [...others, ...ids] : others);
  };
  const show = () => {
    const { open: before, page } = lookOf(store.getState().runsLook);
    lookAtRuns({ open: { ...before, [key]: !open }, page });
  };
  return (
    <span className={styles.name} data-depth={depth}>
      <input
        type="checkbox"
        aria-label={`Choose ${name}`}
        checked={chosen === ids.length}
        ref={(box) => {
          if (box) box.indeterminate = chosen > 0 && chosen < ids.length;
        }}
        onChange={({ target }) => choose(target.checked)}
      />
      {items && (
        <button type="button" className={styles.opener} aria-expanded={open} aria-label={`Runs of ${name}`} onClick={show}>
          {open ? '▾' : '▸'}
        </button>
      )}
      <span className={styles.said}>
        <bdi>{name}</bdi>
        <Said runs={runs} />
      </span>
    </span>
  );
});

/** What else is to be known of a row. */
function Said({ runs }: { runs: Item['runs'] }) {
  if (runs.length > 1) {
    return <span className="soft">{groupText(runs)}</span>;
  }
  return <RunState run={runs[0]} />;
}

function RunState({ run }: { run: ListedRun }) {
  const here = useApp((state) => isRunning(state) && state.run?.id === run.id);
  const ownLane = useApp((state) => isOfOwnLane(state, run));
  const said = here ? 'is being trained' : whereText(run, ownLane);
  return said ? <span className="soft">{said}</span> : null;
}
