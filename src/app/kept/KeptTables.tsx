import type { KeptData, Library } from '../../protocol/library';
import { sizeText } from '../data/file-draft';
import { NoValue, Table } from '../parts/Table';
import { isRunning } from '../store/selectors';
import { useApp, useParts } from '../store/use-app';
import styles from './kept.module.css';
import { dateText, runTitle, shareText, stateText } from './texts';

const KEEPING: Record<KeptData['keeping'], string> = {
  copy: 'a copy',
  pointer: 'where you have it',
  gone: 'deleted by the browser',
};

const number = (head: string) => ({ head, number: true });
const shareOf = (bytes: number, { quota }: Library) => (quota ? shareText(bytes, quota) : <NoValue reason="the browser does not say how much it allows" />);

export function KeptRunTable({ library }: { library: Library }) {
  const { openKeptRun, removeKept, openSheet, run: own } = useParts('openKeptRun', 'removeKept', 'openSheet', 'run');
  const running = useApp(isRunning);
  return (
    <Table
      caption="Kept runs"
      shape="wide"
      className={styles.table}
      columns={['Run', 'Trained', number('Test AUC'), 'Began', number('Size'), number('Share'), '']}
      rows={library.runs.map((run) => {
        const title = runTitle(run);
        const isOpen = own?.id === run.id;
        return {
          key: run.id,
          cells: [
            title,
            stateText(run, isOpen && running),
            run.auc === undefined ? <NoValue key="auc" reason="it was not tested" /> : run.auc.toFixed(3),
            dateText(run.began),
            sizeText(run.bytes),
            shareOf(run.bytes, library),
            <Actions
              key="actions"
              verb={run.elsewhere ? 'Follow' : 'Open'}
              of={`${title}, ${dateText(run.began)}`}
              hindrance={running ? 'A run is still going on. Stop it first.' : isOpen ? 'It is on the page.' : undefined}
              onOpen={() => {
                void openKeptRun(run.id);
                openSheet(undefined);
              }}
              onRemove={() => void removeKept({ runs: [run.id] }, `The run “${title}”`)}
            />,
          ],
        };
      })}
    />
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

/** @param of what, so that each button has a name of its own @param hindrance why it cannot be opened */
function Actions({
  verb = 'Open',
  of,
  hindrance,
  onOpen,
  onRemove,
}: {
  verb?: string;
  of: string;
  hindrance: string | undefined;
  onOpen: () => void;
  onRemove: () => void;
}) {
  return (
    <span className={styles.actions}>
      <button type="button" disabled={hindrance !== undefined} title={hindrance} onClick={onOpen}>
        {verb}
        <span className="hidden"> {of}</span>
      </button>
      <button type="button" onClick={onRemove}>
        Remove<span className="hidden"> {of}</span>
      </button>
    </span>
  );
}
