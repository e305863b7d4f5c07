import { completeRunConfig } from '../config/complete';
import type { Session } from '../protocol/session';
import type { KeepingTurn } from './calls';
import { followRun } from './follow-run';

let turns = 0;

/** See `HeadlessPage.keepingTurn`. */
export async function keepingTurn(session: Session, epochs: number): Promise<KeepingTurn> {
  // Nothing is kept before somebody has asked what there is.
  await session.library.read();
  const { proposed } = await session.data.open({ demo: 'conflict' }, () => {});
  const config = completeRunConfig({ engine: 'wasm', train: { epochs, patience: epochs } }, proposed);
  let [begun, ended, kept] = [0, 0, 0];
  // Before the first step nothing is trained that could be slower for it.
  let [before, spent] = [0, 0];
  await followRun(session, config, { inside: false, id: `turn-${++turns}` }, (event) => {
    if (ended > 0) return;
    if (event.type === 'kept') {
      const { spentMs = 0 } = event;
      if (begun === 0) before = spentMs;
      else {
        kept++;
        spent = spentMs - before;
      }
    }
    if (event.type === 'phase' && event.phase === 'training') begun = performance.now();
    if (event.type === 'phase' && event.phase === 'evaluating') ended = performance.now();
  });
  return { ms: ended - begun, spentMs: spent, kept };
}
