import type { SheetName } from '../store/views';

/** Gives the focus to what has opened a sheet. Some stand in the top bar or below. */
export const focusOpener = (sheet: SheetName | undefined): void => document.querySelector<HTMLElement>(`[data-opens="${sheet}"]`)?.focus();
