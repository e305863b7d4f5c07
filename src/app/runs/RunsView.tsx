import { useEffect, useMemo } from 'react';
import { OpenTrained } from '../data/OpenTrained';
import { later } from '../parts/later';
import { isOfOwnLane, isRunning } from '../store/selectors';
import { useApp, useParts } from '../store/use-app';
import { useLook, useRunsActions } from './actions';
import { columnsOf } from './columns';
import { runsShown, runsWith } from './filter';
import type { ListedRun } from './listed';
import { itemsOf } from './model';
import { namesOf } from './names';
import { Removed } from './Removed';
import { RunTable } from './RunTable';
import { openHindrance } from './run-texts';
import { Toolbar } from './Toolbar';
import { useListed } from './use-listed';
import { useStoredRun } from './use-stored-run';

const Compared = later('The comparison', async () => (await import('./compare/Compared')).Compared);

/** Every run of this and earlier visits in one table, and what tells those apart that are chosen. */
export function RunsView() {
  const { readLibrary, library } = useParts('readLibrary', 'library');
  const look = useLook();
  useEffect(() => void readLibrary(), [readLibrary]);
  useStoredRun();
  const all = useListed();
  const { text, data, starred, grouped } = look;
  const { names, found, columns } = useMemo(() => {
    const shown = runsShown(all, { data, starred });
    // Those that come with the page are of other settings, as a rule: they would make all names long.
    const own = shown.filter(({ where }) => where !== 'page');
    const names = namesOf(shown, own.length > 0 ? own : shown);
    for (const { id, where } of shown) if (where === 'page') names.set(id, `Stored run, ${names.get(id)}`);
    return { names, found: runsWith(shown, text, names), columns: columnsOf(shown) };
  }, [all, text, data, starred]);
  const items = useMemo(() => itemsOf(found, names, grouped), [found, names, grouped]);
  const own = all.some(({ where }) => where !== 'page');
  if (all.length === 0)
    return (
      <div className="row">
        <p className="soft">{library ? 'There is no run yet. Press Train.' : 'Asking the worker …'}</p>
        <OpenTrained />
      </div>
    );
  return (
    <>
      {!own && <p className="soft">You have no run yet. Press Train: it will stand here, and be compared with those that come with the page.</p>}
      {library && !library.keeps && <p className="soft">By your choice nothing is kept: runs of this visit are gone with a reload.</p>}
      <Toolbar all={all} columns={columns} shown={found.length} />
      <Chosen all={all} />
      {found.length > 0 ? (
        <RunTable items={items} columns={columns} names={names} />
      ) : (
        <p className="soft">No run is like that. Clear “Find”, or show all data and runs without a star too.</p>
      )}
      <Compared runs={all} />
    </>
  );
}

/** The way to the files of a run of the list; it comes onto the page. */
function TakeAwayOne({ run }: { run: ListedRun }) {
  const { takeAway } = useRunsActions();
  const open = useApp(({ sheet }) => sheet === 'files');
  const running = useApp(isRunning);
  const ownLane = useApp((state) => isOfOwnLane(state, run));
  const hindrance = openHindrance({ running, isOpen: false, ownLane });
  return (
    <button type="button" data-opens="files" aria-expanded={open} disabled={hindrance !== undefined} title={hindrance} onClick={() => void takeAway(run.id)}>
      Take away…
    </button>
  );
}

/** What can be done with those that are chosen. */
function Chosen({ all }: { all: readonly ListedRun[] }) {
  const { chosenRuns } = useParts('chosenRuns');
  const { chooseRuns, removeRuns } = useRunsActions();
  const chosen = all.filter(({ id }) => chosenRuns.includes(id));
  const removable = chosen.filter(({ where }) => where !== 'page').map(({ id }) => id);
  const only = chosen.length === 1 ? chosen[0] : undefined;
  const words = (count: number) => `${count} ${count === 1 ? 'run' : 'runs'}`;
  return (
    <div className="row">
      <span role="status">
        {chosen.length === 0
          ? 'None is chosen. Choose two or more to compare them.'
          : `${words(chosen.length)} chosen${chosen.length === 1 ? '. Choose another to compare them' : ''}.`}
      </span>
      {chosen.length > 0 && (
        <button type="button" onClick={() => chooseRuns([])}>
          Choose none
        </button>
      )}
      {only && <TakeAwayOne run={only} />}
      {removable.length > 1 && (
        <button type="button" onClick={() => void removeRuns(removable, words(removable.length))}>
          Remove {words(removable.length)}
        </button>
      )}
      <OpenTrained />
      <Removed />
    </div>
  );
}
