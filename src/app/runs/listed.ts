import type { KeptRun, Library, RunMarks } from '../../protocol/library';
import { beganOf, type RunRecord } from '../../runs/record';
import { comesWithPage } from '../../runs/stored';
import { summaryOf } from '../../runs/summary';

/** A run in the table. `kept` on this machine, of this `visit` alone, or come with the `page`. */
export interface ListedRun extends Omit<KeptRun, 'bytes'> {
  where: 'kept' | 'visit' | 'page';
  /** Of what is kept. */
  bytes?: number;
}

interface Known {
  library: Library | undefined;
  /** The run on the page. */
  run: RunRecord | undefined;
  visitRuns: readonly RunRecord[];
  visitMarks: ReadonlyMap<string, RunMarks>;
  hiddenRuns: ReadonlySet<string>;
  storedRuns: Readonly<Record<string, RunRecord>>;
}

/** All runs that the page knows, each once: those that are kept, those of this visit that are not, and those that came with the page. */
export function listedRuns(known: Known): ListedRun[] {
  const kept = (known.library?.runs ?? []).map((run): ListedRun => ({ ...run, where: 'kept' }));
  const visit = unkeptRuns(known).map((run): ListedRun => {
    const began = beganOf(run) ?? 0;
    return { ...summaryOf(run), ...known.visitMarks.get(run.id), began, saved: began, where: 'visit' };
  });
  const page = Object.values(known.storedRuns).map((run): ListedRun => {
    const began = run.recorded ? Date.parse(run.recorded) : 0;
    return { ...summaryOf(run), began, saved: began, where: 'page' };
  });
  return [...visit, ...kept, ...page];
}

/** Runs of this visit that nothing is kept of. */
export function unkeptRuns({ library, run, visitRuns, hiddenRuns }: Omit<Known, 'visitMarks' | 'storedRuns'>): RunRecord[] {
  const kept = new Set(library?.runs.map(({ id }) => id));
  const own = [...(run && !comesWithPage(run) ? [run] : []), ...visitRuns.filter(({ id }) => id !== run?.id).reverse()];
  return own.filter(({ id, epochs, losses, opened }) => !kept.has(id) && !hiddenRuns.has(id) && (epochs.length + losses.length > 0 || opened !== undefined));
}
