import { expect, test, vi } from 'vitest';
import { DEMOS } from '../../config/demos';
import { PAIR_RUNS } from './pairs';
import type { Proof, Run } from './proof';
import { refuseOtherData } from './same-data';

const BEFORE = { auc: 0.9, logLoss: 0.4, byDomain: [0.9] };
const [first, second] = DEMOS.map(({ name }) => name) as [string, string];
const runsOf = (demo: string) => PAIR_RUNS.filter((run) => run.demo === demo);
/** All of a demo but its first seed is on record. */
const onRecord = (demo: string) => (run: Run) => (run.demo === demo && run.seed > 11 ? ({ bestPossible: BEFORE } as Proof) : undefined);

test('a demo that makes the same rows goes on, and one proof of it is enough to know', async () => {
  const bestPossible = vi.fn(async () => ({ ...BEFORE }));
  await refuseOtherData({ bestPossible }, runsOf(first), onRecord(first));
  expect(bestPossible).toHaveBeenCalledTimes(1);
  expect(bestPossible).toHaveBeenCalledWith(expect.objectContaining({ demo: first, seed: 12 }));
});

test('a demo that makes other rows is refused, by name', async () => {
  const bestPossible = async () => ({ ...BEFORE, auc: 0.91 });
  await expect(refuseOtherData({ bestPossible }, runsOf(first), onRecord(first))).rejects.toThrow(
    `the demo "${first}" makes other rows than when its proofs were made. Remove them: --forget demo/${first}/`,
  );
});

test('demos that have no proof yet, or no run to be done, are not asked', async () => {
  const bestPossible = vi.fn(async () => undefined);
  await refuseOtherData({ bestPossible }, runsOf(first), onRecord(second));
  await refuseOtherData({ bestPossible }, [], onRecord(first));
  expect(bestPossible).not.toHaveBeenCalled();
});
