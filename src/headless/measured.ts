import type { RunConfig } from '../config/run-config';
import type { Session } from '../protocol/session';
import type { RunRecord } from '../runs/record';

/** What a run holds of its model's test rows: the calibration; with adapters, what becomes of the metrics where they are changed. */
export async function measured(session: Session, { model }: RunConfig): Promise<Pick<RunRecord, 'ablation' | 'calibration' | 'strengths'>> {
  const calibration = await session.inside.calibration();
  if (model.adapters.length === 0) return { calibration };
  const ablation = await session.inside.ablate(() => {});
  const strengths = await session.inside.strengths(() => {});
  if (!ablation || !strengths) throw new Error('A measurement was given up.');
  return { ablation, calibration, strengths };
}
