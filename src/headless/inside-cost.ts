import { completeRunConfig } from '../config/complete';
import type { Session } from '../protocol/session';
import type { InsideCost } from './calls';
import { followRun } from './follow-run';

/** See `HeadlessPage.insideCost`. */
export async function insideCost(session: Session, rounds: number, epochs: number): Promise<InsideCost> {
  const { proposed } = await session.data.open({ demo: 'conflict' }, () => {});
  const config = completeRunConfig({ train: { epochs, patience: epochs } }, proposed);
  const cost: InsideCost = { epochs, open: [], closed: [], looks: [] };
  // The first pair only warms up what is compiled as it runs.
  for (let round = -1; round < rounds; round++) {
    for (const inside of round % 2 === 0 ? [true, false] : [false, true]) {
      let [begun, ended, looks] = [0, 0, 0];
      await followRun(session, config, { inside }, (event) => {
        if (event.type === 'look') looks++;
        if (event.type === 'phase' && event.phase === 'training') begun = performance.now();
        if (event.type === 'phase' && event.phase === 'evaluating') ended = performance.now();
      });
      if (round < 0) continue;
      cost[inside ? 'open' : 'closed'].push(ended - begun);
      // The last look comes after training.
      if (inside) cost.looks.push(looks - 1);
    }
  }
  return cost;
}
