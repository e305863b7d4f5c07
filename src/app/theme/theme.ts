import { useSyncExternalStore } from 'react';

export type ThemeChoice = 'system' | 'light' | 'dark';

const KEY = 'hamur.theme';
const dark = matchMedia('(prefers-color-scheme: dark)');
const listeners = new Set<() => void>();

/** Browsers may refuse storage; the choice then lasts as long as the page. */
let choice: ThemeChoice = 'system';
try {
  const kept = localStorage.getItem(KEY);
  if (kept === 'light' || kept === 'dark') choice = kept;
} catch {
  choice = 'system';
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

dark.addEventListener('change', apply);

export const shownTheme = (): 'light' | 'dark' => (choice === 'system' ? (dark.matches ? 'dark' : 'light') : choice);

const subscribe = (listener: () => void) => {
  listeners.add(listener);
  return () => listeners.delete(listener);
};

/** The theme that is shown; for what draws with colours of its own. */
export const useTheme = () => useSyncExternalStore(subscribe, shownTheme);
export const useThemeChoice = () => useSyncExternalStore(subscribe, () => choice);
