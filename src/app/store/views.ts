import type { SettingsPanel } from '../parts/problems';
import { shownRun } from './selectors';
import type { AppStore, Slice } from './store';

export const VIEWS = ['walk', 'results', 'weights', 'map', 'domains', 'rank', 'matters', 'what-if', 'embeddings', 'quality', 'compare', 'runs'] as const;
export type ViewName = (typeof VIEWS)[number];

/** What may lie over the page: the settings of a step, what is kept on this machine, the ways to share it, or the files that a run leaves. */
export const SHEET_NAMES = ['data', 'model', 'train', 'kept', 'share', 'files'] as const satisfies (SettingsPanel | 'kept' | 'share' | 'files')[];
export type SheetName = (typeof SHEET_NAMES)[number];

/** What is open, and what the views share: the moment, the selection, the adapter. */
export interface ViewsSlice {
  /** What is laid over the page. */
  sheet: SheetName | undefined;
  view: ViewName;
  /** Whether it is presented: one view at a time, in large type. */
  presenting: boolean;
  /** The moment's place among the looks; undefined: the latest. */
  moment: number | undefined;
  adapter: number;
  /** Probe rows that are selected, by their place. */
  selected: ReadonlySet<number>;
  /** Row number of the table that What if is about. */
  row: number | undefined;
  openSheet(sheet: SheetName | undefined): void;
  /** How often a view was asked for from elsewhere on the page. */
  brought: number;
  /**
   * How many steps the person has gone that the browser's Back goes back: views that were gone to, where several that were passed one after
   * the other are one visit, sheets that were opened, and settings that were changed.
   */
  visits: number;
  passing: boolean;
  /** @param passing whether it is one of several that are passed */
  show(view: ViewName, passing?: boolean): void;
  /** Shows a view, brings it into sight and gives its tab the focus. */
  bring(view: ViewName): void;
  move(moment: number | undefined): void;
  pickAdapter(adapter: number): void;
  select(rows: Iterable<number>): void;
  pickRow(row: number): void;
}

export const viewsSlice: Slice<ViewsSlice> = (set) => ({
  sheet: undefined,
  view: 'walk',
  presenting: false,
  moment: undefined,
  adapter: 0,
  selected: new Set(),
  row: undefined,
  openSheet: (sheet) => set(({ visits }) => ({ sheet, visits: visits + 1 })),
  brought: 0,
  visits: 0,
  passing: false,
  show: (view, passing = false) => set((before) => ({ view, passing, visits: before.visits + (passing && before.passing ? 0 : 1) })),
  bring: (view) => set(({ brought, visits }) => ({ view, brought: brought + 1, visits: visits + 1 })),
  move: (moment) => set({ moment }),
  pickAdapter: (adapter) => set({ adapter }),
  select: (rows) => set({ selected: new Set(rows) }),
  pickRow: (row) => set({ row }),
});

/** Places among one run's probe rows, moments and rows of one run's table mean nothing in another. */
export function forgetWithItsRun(store: AppStore): void {
  let shown = shownRun(store.getState())?.id;
  store.subscribe((state) => {
    const id = shownRun(state)?.id;
    if (id === shown) return;
    shown = id;
    store.setState({ moment: undefined, selected: new Set(), row: undefined, walkRow: undefined, walkBeside: undefined });
  });
}
