import { sayProblems } from '../../config/problems';
import { isActive, type RunRecord } from '../../runs/record';
import { linkOf } from './settings';
import type { AppState } from './store';

/** Whether a run is still going on, so that its settings are fixed. */
export function isRunning({ run }: Pick<AppState, 'run'>): boolean {
  return run !== undefined && isActive(run);
}

/** The run that is shown: the live one, else the stored one while its configuration is the one on the page. */
export function shownRun({ run, stored, config }: Pick<AppState, 'run' | 'stored' | 'config'>): RunRecord | undefined {
  if (run) return run;
  return stored && linkOf(config) === '' ? stored : undefined;
}

/** The file of row numbers, where it is the one that the settings name. */
export function namedRowsFile({ rowsFile, config: { split } }: Pick<AppState, 'rowsFile' | 'config'>): File | undefined {
  return rowsFile && 'rowsFile' in split && split.rowsFile === rowsFile.name ? rowsFile : undefined;
}

/** Why Train cannot be pressed, if so: a clause. */
export function hindranceOf({ opening, table, problems, previewError }: Pick<AppState, 'opening' | 'table' | 'problems' | 'previewError'>): string | undefined {
  if (opening) return 'the data are still being read.';
  if (!table) return 'open data first.';
  return problems.length > 0 ? sayProblems(problems) : previewError;
}
