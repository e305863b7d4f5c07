import { completeRunConfig } from '../config/complete';
import type { Session } from '../protocol/session';
import type { KeepingTurn } from './calls';
import { followRun } from './follow-run';

let turns = 0;

/** See `HeadlessPage.keepingTurn`. */
export async function keepingTurn(session: Session, keep: boolean, epochs: number): Promise<KeepingTurn> {
  // Nothing is kept before somebody has asked what there is.
  await session.library.read();
  const { proposed } = await session.data.open({ demo: 'conflict' }, () => {});
  const config = completeRunConfig({ engine: 'wasm', train: { epochs, patience: epochs } }, proposed);
  let [begun, ended, kept] = [0, 0, 0];
  await followRun(session, config, { inside: false, ...(keep && { id: `turn-${++turns}` }) }, (event) => {
    if (event.type === 'kept' && ended === 0) kept++;
    if (event.type === 'phase' && event.phase === 'training') begun = performance.now();
    if (event.type === 'phase' && event.phase === 'evaluating') ended = performance.now();
  });
  return { ms: ended - begun, kept };
}
