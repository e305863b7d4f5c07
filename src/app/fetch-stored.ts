import { completeStored } from '../config/complete';
import { readRun } from '../runs/file';
import type { RunRecord } from '../runs/record';
import { configOf, pathOf, type StoredRun, trainAlike } from '../runs/stored';

/** What has stalled for so long does not come any more. Given up, it can be asked for again. */
const MS_TO_COME = 60_000;

/**
 * Fetches a run that comes with the page.
 *
 * @throws Error where it cannot be had, or is of another version of the page, as a tab may get it that was opened before that came;
 *   UserError where it is none
 */
export async function fetchStored(run: StoredRun): Promise<RunRecord> {
  const response = await fetch(new URL(pathOf(run), document.baseURI), { signal: AbortSignal.timeout(MS_TO_COME) });
  if (!response.ok) throw new Error(response.statusText || `HTTP ${response.status}`);
  const record = readRun(await response.text());
  // Reading it and drawing it take tens of milliseconds each: the page may answer in between.
  await new Promise((resolve) => setTimeout(resolve));
  // It was recorded before some settings were there.
  const config = completeStored(record.config);
  if (record.id !== run.name || !trainAlike(config, configOf(run))) throw new Error('it is of another version of the page');
  return { ...record, config };
}
