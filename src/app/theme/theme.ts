import { useSyncExternalStore } from 'react';
import { flushSync } from 'react-dom';

export type ThemeChoice = 'system' | 'light' | 'dark';

const KEY = 'hamur.theme';
const dark = matchMedia('(prefers-color-scheme: dark)');
/** As last told. It is not read anew: Chromium tells nothing of a change that was read before it was told, and the page would stay half dark. */
let systemDark = dark.matches;
const print = matchMedia('print');
const listeners = new Set<() => void>();

/** Browsers may refuse storage; the choice then lasts as long as the page. */
let choice: ThemeChoice = 'system';
try {
  const kept = localStorage.getItem(KEY);
  if (kept === 'light' || kept === 'dark') choice = kept;
} catch {
  choice = 'system';
}

/** Whether light colours are wanted whatever was chosen: paper is white, and so are the pages that figures go into. */
let [printing, drawing] = [print.matches, false];

/** Shows a theme without remembering it: a link's, not the person's. */
export function borrowTheme(theme: ThemeChoice): void {
  choice = theme;
  apply();
}

export function setTheme(next: ThemeChoice): void {
  choice = next;
  try {
    localStorage.setItem(KEY, next);
  } catch {
    // See above.
  }
  apply();
}

export function apply(): void {
  document.documentElement.dataset.theme = shownTheme();
  for (const listener of listeners) listener();
}

dark.addEventListener('change', ({ matches }) => {
  systemDark = matches;
  apply();
});

export const shownTheme = (): 'light' | 'dark' => (printing || drawing ? 'light' : choice === 'system' ? (systemDark ? 'dark' : 'light') : choice);

/** What is drawn by React with colours of its own is drawn at once, before anything is painted. */
const applyNow = () => flushSync(apply);

/** What `draw` makes of the page while the page has light colours; nobody sees it change. */
export function inLight<T>(draw: () => T): T {
  if (shownTheme() === 'light') return draw();
  try {
    drawing = true;
    applyNow();
    return draw();
  } finally {
    drawing = false;
    applyNow();
  }
}

function setPrinting(to: boolean): void {
  if (to === printing) return;
  printing = to;
  applyNow();
}

// Browsers differ in which of the two they tell in time.
print.addEventListener('change', ({ matches }) => setPrinting(matches));
addEventListener('beforeprint', () => setPrinting(true));
addEventListener('afterprint', () => setPrinting(false));

const subscribe = (listener: () => void) => {
  listeners.add(listener);
  return () => listeners.delete(listener);
};

/** The theme that is shown; for what draws with colours of its own. */
export const useTheme = () => useSyncExternalStore(subscribe, shownTheme);
/** Whether the page is being printed. */
export const usePrinting = () => useSyncExternalStore(subscribe, () => printing);
export const useThemeChoice = () => useSyncExternalStore(subscribe, () => choice);
