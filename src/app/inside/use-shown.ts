import { useMemo } from 'react';
import type { Look } from '../../protocol/insight';
import type { RunRecord } from '../../runs/record';
import { shownRun } from '../store/selectors';
import { useApp, useParts } from '../store/use-app';

export interface Shown {
  run: RunRecord;
  look: Look;
  /** Its place among the run's looks. */
  moment: number;
  /** Of the adapter that is shown. */
  adapter: number;
}

/** The run and the look that the views show; undefined before the first look. */
export function useShown(): Shown | undefined {
  const run = useApp(shownRun);
  const { moment: chosen, adapter } = useParts('moment', 'adapter');
  return useMemo(() => {
    const last = (run?.looks.length ?? 0) - 1;
    if (!run || last < 0) return undefined;
    const moment = chosen === undefined ? last : Math.min(chosen, last);
    const look = run.looks[moment] as Look;
    return { run, look, moment, adapter: Math.min(adapter, look.adapters.length - 1) };
  }, [run, chosen, adapter]);
}
