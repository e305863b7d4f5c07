import { ownPage } from './address';
import { focusOpener } from './parts/focus-opener';
import { asPageState, type PageState } from './store/page-state';
import { rememberPage } from './store/remembered';
import { shownRun } from './store/selectors';
import { linkOf } from './store/settings';
import type { AppState, AppStore } from './store/store';

/** Changes that follow each other faster than this are written once: browsers count how often an address is written. */
const MS_TO_SETTLE = 300;

/** Changes of one setting that follow each other faster than this are one step; so is what is typed into one box, with time to think. */
const [MS_OF_A_STEP, MS_TO_TYPE] = [1000, 5000];

/** How the page stood when this entry of the tab's history was written; undefined where the address came from elsewhere. */
export const ownState = (): PageState | undefined => asPageState((history.state as { page?: unknown } | null)?.page);

/** Parts of the page's state that are written. */
const LOOK = ['config', 'view', 'sheet', 'moment', 'adapter', 'row', 'walkRow', 'lastShown'] as const;

const stateOf = (state: AppState): PageState => {
  const { config, run, view, sheet, moment, adapter, row, walkRow } = state;
  return { version: 1, saved: Date.now(), link: linkOf(config), run: run?.id, shown: shownRun(state)?.id, view, sheet, moment, adapter, row, walkRow };
};

/** The place of the entry in the history among those of this page, to tell Back from Forward. */
const placeOf = (state: unknown) => (state as { at?: number } | null)?.at;

/** The keys of a link that another has otherwise, or not at all. */
function changedKeys(link: string, other: string): string {
  const [one, two] = [link.split('&'), other.split('&')] as const;
  const differ = [...one.filter((part) => !two.includes(part)), ...two.filter((part) => !one.includes(part))];
  return [...new Set(differ.map((part) => part.split('=')[0]))].filter(Boolean).sort().join();
}

/**
 * Writes how the page stands: into the history of this tab, for a reload, and for a tab to come, unless the person wants nothing kept. Each
 * step of the person is an entry of its own: a view, a sheet, a change of a setting. Back takes one back, and closes the sheet that was opened.
 *
 * @param address what stands behind the `#`
 * @returns writes the address at once, without a new entry in the history for every keystroke
 */
export function keepPageState(store: AppStore, address: () => string): () => void {
  let waiting: ReturnType<typeof setTimeout> | undefined;
  let at = placeOf(history.state) ?? 0;
  const hash = () => {
    const text = address();
    return text && `#${text}`;
  };
  const entry = (method: 'pushState' | 'replaceState') =>
    history[method]({ page: stateOf(store.getState()), at }, '', hash() || location.pathname + location.search);
  const write = () => entry('replaceState');
  /** Whether this entry is there for a sheet alone: once that is closed, the next step takes its place. */
  let forSheet = false;
  /** The settings of the last step, and where and when they were changed. */
  let last: { keys: string; box: Element | null; at: number } | undefined;
  const step = (before: AppState, keys: string) => {
    const now = { keys, box: document.activeElement, at: Date.now() };
    const typing = last?.box === now.box && now.box?.matches('input:not([type]), textarea');
    const goesOn = keys !== '' && last?.keys === keys && now.at - last.at < (typing ? MS_TO_TYPE : MS_OF_A_STEP);
    last = keys === '' ? undefined : now;
    if (goesOn) return write();
    if (forSheet && !before.sheet) write();
    else {
      history.replaceState({ page: stateOf(before), at }, '');
      at += 1;
      entry('pushState');
    }
    forSheet = keys === '' && before.sheet === undefined && store.getState().sheet !== undefined;
  };
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
    // Not to each view that the arrow keys have passed, nor to what the tour shows.
    if (now.visits !== before.visits && !now.tour && !ownPage()) {
      const keys = now.config === before.config ? '' : changedKeys(linkOf(before.config), linkOf(now.config));
      const opened = now.sheet !== undefined && before.sheet === undefined;
      if (keys !== '' || opened || now.view !== before.view) step(before, keys);
    }
    // A tab that is opened now is to follow the run that has just begun.
    if (now.run?.id !== before.run?.id) {
      clearTimeout(waiting);
      waiting = setTimeout(flush);
    } else if (LOOK.some((part) => now[part] !== before[part])) waiting ??= setTimeout(flush, MS_TO_SETTLE);
  });
  window.addEventListener('popstate', ({ state }) => {
    const page = asPageState((state as { page?: unknown } | null)?.page);
    const from = at;
    at = placeOf(state) ?? at + 1;
    forSheet = false;
    last = undefined;
    if (!page) return;
    const { view, sheet, config, stepTo } = store.getState();
    const back = at < from;
    // Back opens no sheet: who has closed it is done with it.
    const shown = back ? page.sheet && sheet : page.sheet;
    // Nothing to be seen has changed since: a step that would do nothing.
    if (at !== from && shown === sheet && page.view === view && hash() === location.hash && page.link === linkOf(config)) return history.go(back ? -1 : 1);
    if (sheet && !shown) focusOpener(sheet);
    store.setState({ view: page.view, sheet: shown });
    if (page.link !== linkOf(config)) {
      // A box that has the focus shows what was typed there.
      if (document.activeElement instanceof HTMLElement) document.activeElement.blur();
      // Settings of other data follow with the address.
      stepTo(page.link);
    }
    restoreLook(store, page);
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
