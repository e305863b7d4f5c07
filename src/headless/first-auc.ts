import { completeRunConfig } from '../config/complete';
import type { RunEvent } from '../protocol/run';
import type { Session } from '../protocol/session';
import type { FirstAuc } from './calls';

/** See `HeadlessPage.firstAuc`. The run is stopped there. */
export async function firstAuc(session: Session, rows: number): Promise<FirstAuc> {
  const { proposed } = await session.data.open({ demo: 'conflict', rows }, () => {});
  const begun = performance.now();
  let training = begun;
  let first: Omit<FirstAuc, 'engine' | 'rows'> | undefined;
  let engine: FirstAuc['engine'] | undefined;
  const hear = (event: RunEvent) => {
    if (event.type === 'engine') engine = event.engine.name;
    if (event.type === 'phase' && event.phase === 'training') training = performance.now();
    if (first || (event.type !== 'early' && event.type !== 'epoch')) return;
    const now = performance.now();
    first = { fromTrain: now - begun, fromFirstStep: now - training, share: Math.min(1, event.record.epoch) };
    void session.run.stop();
  };
  await session.run.train(completeRunConfig({}, proposed), hear);
  if (!first || !engine) throw new Error('The run ended before its first AUC.');
  return { rows, engine, ...first };
}
