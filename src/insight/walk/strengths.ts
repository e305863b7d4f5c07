import type { Inside } from '../../model/context';
import { STRENGTHS, type Strengths } from '../../protocol/walk';
import { evaluateRows } from '../../training/evaluation/evaluate-model';
import { predictTest } from '../predict-test';
import type { Pace, Subject } from '../subject';
import type { Walker } from './walker';

/** At 0 the adapters are off, and at 1 nothing is changed, so that both ends are what they are elsewhere, to the bit. */
const insideOf = (strength: number): Inside => (strength === 0 ? { adaptersOff: true } : strength === 1 ? {} : { strength });

/**
 * Measures the test rows with the adapters adding s times what they add.
 *
 * @param walker whose rows at the start are told of; it may follow others meanwhile
 * @param onPass told how many of how many passes over the test rows are done
 */
export async function measureStrengths(subject: Subject, walker: Walker, pace: Pace, onPass: (done: number, total: number) => void): Promise<Strengths> {
  const { data } = subject;
  const held = walker.held();
  try {
    const measured: Strengths = { strengths: [...STRENGTHS], auc: [], byDomain: [], ...(data.userIds && { perUser: [] }), rows: [] };
    const byRow = new Map<number, number[]>();
    for (const [done, strength] of STRENGTHS.entries()) {
      const inside = insideOf(strength);
      const { auc, perUser, domains } = evaluateRows(await predictTest(subject, pace, () => inside), data, data.split.test);
      measured.auc.push(auc);
      measured.byDomain.push(domains.map((each) => each.auc));
      measured.perUser?.push(perUser?.auc ?? null);
      for (const { row, prediction } of await held.predictions(inside)) byRow.set(row, [...(byRow.get(row) ?? []), prediction]);
      onPass(done + 1, STRENGTHS.length);
    }
    return { ...measured, rows: [...byRow].map(([row, predictions]) => ({ row, predictions })) };
  } finally {
    held.dispose();
  }
}
