import { useMemo } from 'react';
import type { KeptData, Library } from '../../protocol/library';
import { sizeText } from '../data/file-draft';
import { NoValue, Table } from '../parts/Table';
import { useRunsActions } from '../runs/actions';
import { isOfOwnLane, isRunning } from '../store/selectors';
import { useApp, useParts } from '../store/use-app';
import styles from './kept.module.css';
import { dateText, outcomeText, runTitles, shareText, stateText } from './texts';

const KEEPING: Record<KeptData['keeping'], string> = {
  copy: 'a copy',
  pointer: 'where you have it',
  gone: 'deleted by the browser',
};

const number = (head: string) => ({ head, number: true });
const shareOf = (bytes: number, { quota }: Library) => (quota ? shareText(bytes, quota) : <NoValue reason="the browser does not say how much it allows" />);

/** More are listed in the tab of runs alone: it has them page by page. */
const MOST_RUNS = 20;

/** What runs take of the room, and their removal; all else is done with them in the tab of runs. */
export function KeptRunTable({ library }: { library: Library }) {
  const { openSheet, bring, run: own } = useParts('openSheet', 'bring', 'run');
  const { removeRuns } = useRunsActions();
  const running = useApp(isRunning);
  const comparison = useParts('experiment', 'experimentElsewhere');
  const titles = useMemo(() => runTitles(library.runs), [library.runs]);
  const more = library.runs.length - MOST_RUNS;
  return (
    <div className="stack">
      <Table
        caption="Kept runs"
        shape="wide"
        className={styles.table}
        columns={['Run', 'Trained', 'Began', number('Size'), number('Share'), '']}
        rows={library.runs.slice(0, MOST_RUNS).map((run) => {
          const title = titles.get(run.id) ?? '';
          return {
            key: run.id,
            cells: [
              <>
                {title}
                <span className={styles.outcome}>{outcomeText(run)}</span>
              </>,
              stateText(run, own?.id === run.id && running, isOfOwnLane(comparison, run)),
              dateText(run.began),
              sizeText(run.bytes),
              shareOf(run.bytes, library),
              <Actions key="actions" of={title} onRemove={() => void removeRuns([run.id], `The run “${title}”`)} />,
            ],
          };
        })}
      />
      <div className="row">
        {more > 0 && <span className="soft">{more.toLocaleString('en')} more, that began earlier.</span>}
        <button
          type="button"
          onClick={() => {
            openSheet(undefined);
            bring('runs');
          }}
        >
          Open and compare runs
        </button>
      </div>
    </div>
  );
}

export function KeptDataTable({ library }: { library: Library }) {
  const { openKeptData, removeKept, openSheet } = useParts('openKeptData', 'removeKept', 'openSheet');
  return (
    <Table
      caption="Kept data"
      shape="wide"
      className={styles.table}
      columns={['Data', number('Rows'), 'Kept as', 'Opened', number('Size'), number('Share'), '']}
      rows={library.data.map(({ key, name, rows, bytes, opened, keeping }) => ({
        key,
        cells: [
          name,
          rows === undefined ? <NoValue key="rows" sign="" reason="it holds the row numbers of a split" /> : rows.toLocaleString('en'),
          KEEPING[keeping],
          dateText(opened),
          sizeText(bytes),
          // It takes no room here.
          keeping === 'copy' ? shareOf(bytes, library) : '',
          <Actions
            key="actions"
            of={name}
            hindrance={whyShut({ rows, keeping })}
            onOpen={() => {
              void openKeptData(key);
              openSheet('data');
            }}
            onRemove={() => void removeKept({ data: [key] }, `“${name}”`)}
          />,
        ],
      }))}
    />
  );
}

/** Why data cannot be opened from the list, if so. */
function whyShut({ rows, keeping }: Pick<KeptData, 'rows' | 'keeping'>): string | undefined {
  if (keeping === 'gone') return 'The browser has deleted it. Open the file anew.';
  return rows === undefined ? 'It holds row numbers, and comes back with its table.' : undefined;
}

/** @param of what, so that each button has a name of its own @param hindrance why it cannot be opened @param onOpen left out: not from here */
function Actions({ of, hindrance, onOpen, onRemove }: { of: string; hindrance?: string | undefined; onOpen?: () => void; onRemove: () => void }) {
  return (
    <span className={styles.actions}>
      {onOpen && (
        <button type="button" disabled={hindrance !== undefined} title={hindrance} onClick={onOpen}>
          Open<span className="hidden"> {of}</span>
        </button>
      )}
      <button type="button" onClick={onRemove}>
        Remove<span className="hidden"> {of}</span>
      </button>
    </span>
  );
}
