import { completeRunConfig } from '../config/complete';
import type { Session } from '../protocol/session';
import type { InsideCost } from './calls';
import { followRun } from './follow-run';

/** See `HeadlessPage.insideCost`. */
export async function insideCost(session: Session, rounds: number, epochs: number): Promise<InsideCost> {
  const { proposed } = await session.data.open({ demo: 'conflict' }, () => {});
  const config = completeRunConfig({ train: { epochs, patience: epochs } }, proposed);
  const cost: InsideCost = { epochs, open: [], closed: [], looks: [], ends: [] };
  // The first pair only warms up what is compiled as it runs.
  for (let round = -1; round < rounds; round++) {
    for (const inside of round % 2 === 0 ? [true, false] : [false, true]) {
      let [begun, ended] = [0, 0];
      const at: number[] = [];
      await followRun(session, config, { inside }, (event) => {
        // The last look comes after training.
        if (event.type === 'look' && !event.look.final) at.push(event.look.epoch);
        if (event.type === 'phase' && event.phase === 'training') begun = performance.now();
        if (event.type === 'phase' && event.phase === 'evaluating') ended = performance.now();
      });
      if (round < 0) continue;
      cost[inside ? 'open' : 'closed'].push(ended - begun);
      if (!inside) continue;
      cost.looks.push(at.length);
      cost.ends.push(at.filter((epoch) => epoch > 0 && Number.isInteger(epoch)).length);
    }
  }
  return cost;
}
