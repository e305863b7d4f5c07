import type { RunMarks } from '../../protocol/library';
import { isStored, type RunRecord } from '../../runs/record';
import { comesWithPage } from '../../runs/stored';
import type { AppStore, Slice } from './store';

/** How the table of runs stands. */
export interface RunsLook {
  /** Text that is looked for. */
  text: string;
  /** Hash of the data whose runs are shown; empty: of all. */
  data: string;
  starred: boolean;
  /** Whether runs that differ in nothing but the seed are one group. */
  grouped: boolean;
  sorting: { id: string; desc: boolean }[];
  /** Columns that the person has shown or hidden. */
  columns: Record<string, boolean>;
  /** Groups whose runs are shown. */
  open: Record<string, boolean>;
  page: number;
}

/**
 * What the page itself adds to the list of all runs; those that are kept stand in `library`. What is done with them stands in
 * `app/runs/actions.ts`, which is loaded with the list.
 */
export interface RunsSlice {
  /** Runs of this visit that have left the page, the latest last: where they are not kept, the list has them from here. */
  visitRuns: readonly RunRecord[];
  /** What the person has put on runs that are not kept, by id. */
  visitMarks: ReadonlyMap<string, RunMarks>;
  /** Runs that were taken off the list, kept or not. */
  hiddenRuns: ReadonlySet<string>;
  /** Those to be compared, in the order in which they were chosen. */
  chosenRuns: readonly string[];
  /** What the person has said of the table. */
  runsLook: Partial<RunsLook>;
}

/** Each may hold some megabytes. */
export const MOST_OF_VISIT = 20;

export const runsSlice: Slice<RunsSlice> = () => ({ visitRuns: [], visitMarks: new Map(), hiddenRuns: new Set(), chosenRuns: [], runsLook: {} });

/** Remembers the runs of this visit that another takes the place of. */
export function rememberVisit(store: AppStore): void {
  store.subscribe(({ run: now, visitRuns }, { run: before }) => {
    if (!before || before.id === now?.id || (before.epochs.length === 0 && before.opened === undefined) || comesWithPage(before)) return;
    const others = visitRuns.filter(({ id }) => id !== before.id);
    // What was kept before this visit is listed where it is kept.
    if (!isStored(before) || others.length < visitRuns.length) store.setState({ visitRuns: [...others, before].slice(-MOST_OF_VISIT) });
  });
}
