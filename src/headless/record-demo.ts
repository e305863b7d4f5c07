import { completeRunConfig } from '../config/complete';
import type { RunConfig } from '../config/run-config';
import type { Look } from '../protocol/insight';
import type { Session } from '../protocol/session';
import { encodeRun } from '../runs/file';
import { rankHistory } from '../runs/rank-history';
import type { TrainedRun } from '../runs/record';
import { followRun } from './follow-run';

/** See `HeadlessPage.record`. */
export async function recordDemo(session: Session, recorded: string): Promise<string> {
  const { proposed } = await session.data.open({ demo: 'conflict' }, () => {});
  const config = completeRunConfig({}, proposed);
  const authors = await watched(session, { ...config, model: { ...config.model, adapterInit: 'authors' }, train: { ...config.train, baseline: false } });
  const run = await watched(session, config);
  const [ablation, calibration] = [await session.inside.ablate(() => {}), await session.inside.calibration()];
  if (!ablation) throw new Error('The ablation was given up.');
  return encodeRun({
    ...run,
    id: 'demo',
    recorded,
    // Of all looks but the last the rows' own matrices are left out: they are most of the file.
    looks: run.looks.map(({ instances, rows, ...look }) => ({ ...look, rows: look.final ? rows : [], ...(look.final && instances && { instances }) })),
    ablation,
    calibration,
    authorsStart: rankHistory(authors.looks),
  });
}

/** A run with every look that it took: as a page would show it, but for the looks that a page would let go of. */
async function watched(session: Session, config: RunConfig): Promise<TrainedRun> {
  const looks: Look[] = [];
  const run = await followRun(session, config, { inside: 'unhurried' }, (event) => {
    if (event.type === 'look') looks.push(event.look);
  });
  return { ...run, looks };
}
