import { useMemo } from 'react';
import type { RunMarks } from '../../protocol/library';
import { asKept, beganOf } from '../../runs/record';
import { comesWithPage } from '../../runs/stored';
import type { RunsLook } from '../store/runs';
import { shownRun } from '../store/selectors';
import { linkOf } from '../store/settings';
import { type Playground, useApp, usePlayground } from '../store/use-app';

/** How the table stands before anybody has said anything: the latest first. */
const USUAL: RunsLook = { text: '', data: '', starred: false, grouped: true, sorting: [{ id: 'began', desc: true }], columns: {}, open: {}, page: 0 };

export const lookOf = (said: Partial<RunsLook>): RunsLook => ({ ...USUAL, ...said });

/** What can be done with the runs of the list. */
export function runsActions({ store, session }: Playground) {
  const { getState: get, setState: set } = store;
  const actions = {
    chooseRuns: (chosenRuns: readonly string[]) => set({ chosenRuns }),
    /** What is asked for anew begins at the first page. */
    lookAtRuns: (change: Partial<RunsLook>) => set(({ runsLook }) => ({ runsLook: { ...runsLook, page: 0, ...change } })),
    /** Changes marks of a run; they are kept with it. */
    markRun: async (id: string, change: RunMarks): Promise<void> => {
      const { library, visitMarks } = get();
      const kept = library?.runs.find((run) => run.id === id);
      if (!library || !kept) return set({ visitMarks: new Map([...visitMarks, [id, { ...visitMarks.get(id), ...change }]]) });
      const marked = { ...kept, ...change };
      // Seen at once; the list is read again when it is kept.
      set({ library: { ...library, runs: library.runs.map((run) => (run === kept ? marked : run)) } });
      const { star, colour, note } = marked;
      await session().library.annotate(id, { ...(star && { star }), ...(colour !== undefined && { colour }), ...(note && { note }) });
    },
    /** Puts a run of the list on the page, with its settings. */
    openRun: async (id: string): Promise<void> => {
      const { library, visitRuns, storedRuns, mayReplace, openKeptRun, readLink, forgetDropped } = get();
      const run = storedRuns[id] ?? visitRuns.find((each) => each.id === id);
      if (!run || library?.runs.some((kept) => kept.id === id)) return openKeptRun(id);
      if (!mayReplace('The run was not opened')) return;
      readLink(linkOf(run.config));
      // One that comes with the page is shown wherever its settings are.
      if (comesWithPage(run)) return;
      forgetDropped();
      set({ run: asKept(run, beganOf(run) ?? Date.now()), lastShown: id, endedAmid: undefined, cutOff: undefined });
    },
    /** Takes runs off the list; `bringBackKept` brings them back. @param what of the list, in words */
    removeRuns: async (ids: readonly string[], what: string): Promise<void> => {
      const { hiddenRuns, chosenRuns, removeKept } = get();
      set({ hiddenRuns: new Set([...hiddenRuns, ...ids]), chosenRuns: chosenRuns.filter((id) => !ids.includes(id)) });
      await removeKept({ runs: [...ids] }, what);
    },
    /** Puts a run on the page, unless it is there, and opens the files that it leaves. */
    takeAway: async (id: string): Promise<void> => {
      if (shownRun(get())?.id !== id) await actions.openRun(id);
      // One that could not be opened has said why.
      if (shownRun(get())?.id === id) get().openSheet('files');
    },
  };
  return actions;
}

export function useRunsActions() {
  const around = usePlayground();
  return useMemo(() => runsActions(around), [around]);
}

export function useLook(): RunsLook {
  const said = useApp(({ runsLook }) => runsLook);
  return useMemo(() => lookOf(said), [said]);
}
