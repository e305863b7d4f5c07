import { ownPage } from './address';
import { asPageState, type PageState } from './store/page-state';
import { rememberPage } from './store/remembered';
import { shownRun } from './store/selectors';
import { linkOf } from './store/settings';
import type { AppState, AppStore } from './store/store';

/** Changes that follow each other faster than this are written once: browsers count how often an address is written. */
const MS_TO_SETTLE = 300;

/** How the page stood when this entry of the tab's history was written; undefined where the address came from elsewhere. */
export const ownState = (): PageState | undefined => asPageState((history.state as { page?: unknown } | null)?.page);

/** Parts of the page's state that are written. */
const LOOK = ['config', 'view', 'sheet', 'moment', 'adapter', 'row', 'walkRow', 'lastShown'] as const;

const stateOf = (state: AppState): PageState => {
  const { config, run, view, sheet, moment, adapter, row, walkRow } = state;
  return { version: 1, saved: Date.now(), link: linkOf(config), run: run?.id, shown: shownRun(state)?.id, view, sheet, moment, adapter, row, walkRow };
};

/**
 * Writes how the page stands: into the history of this tab, for a reload, and for a tab to come, unless the person wants nothing kept.
 *
 * @param address what stands behind the `#`
 * @returns writes the address at once, without a new entry in the history for every keystroke
 */
export function keepPageState(store: AppStore, address: () => string): () => void {
  let waiting: ReturnType<typeof setTimeout> | undefined;
  const entry = (method: 'pushState' | 'replaceState', state: AppState) => {
    const text = address();
    history[method]({ page: stateOf(state) }, '', text ? `#${text}` : location.pathname + location.search);
  };
  const write = () => entry('replaceState', store.getState());
  const flush = () => {
    if (waiting === undefined) return;
    clearTimeout(waiting);
    waiting = undefined;
    // As in `arrive`.
    if (!ownPage()) write();
    const { library } = store.getState();
    if (library?.keeps !== false) rememberPage(stateOf(store.getState()));
  };
  store.subscribe((now, before) => {
    // Back leads to the view of before, as it was left; not to each that the arrow keys have passed, nor to those that the tour shows.
    if (now.view !== before.view && now.visits !== before.visits && !now.tour && !ownPage()) {
      entry('replaceState', { ...before, config: now.config });
      entry('pushState', now);
    }
    // A tab that is opened now is to follow the run that has just begun.
    if (now.run?.id !== before.run?.id) {
      clearTimeout(waiting);
      waiting = setTimeout(flush);
    } else if (LOOK.some((part) => now[part] !== before[part])) waiting ??= setTimeout(flush, MS_TO_SETTLE);
  });
  // Whoever leaves may leave at once.
  window.addEventListener('pagehide', flush);
  document.addEventListener('visibilitychange', () => document.hidden && flush());
  return write;
}

/** Places that mean something in one run alone are taken up where it is the one that is shown. */
export function restoreLook(store: AppStore, { shown, moment, adapter, row, walkRow }: PageState): void {
  if (shown === undefined || shownRun(store.getState())?.id !== shown) return;
  store.setState({ moment, adapter, row, walkRow });
}
