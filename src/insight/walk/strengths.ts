import type { Inside } from '../../model/context';
import type { Strengths } from '../../protocol/walk';
import { evaluateRows } from '../../training/evaluation/evaluate-model';
import { predictTest } from '../predict-test';
import type { Pace, Subject } from '../subject';
import type { Walker } from './walker';

/** Eleven: 0, 0.1, ..., 1. */
const STRENGTHS = Array.from({ length: 11 }, (_, i) => i / 10);

/** At 0 the adapters are off, and at 1 nothing is changed, so that both ends are what they are elsewhere, to the bit. */
const insideOf = (strength: number): Inside => (strength === 0 ? { adaptersOff: true } : strength === 1 ? {} : { strength });

/**
 * Measures the test rows with the adapters adding s times what they add.
 *
 * @param onPass told how many of how many passes over the test rows are done
 */
export async function measureStrengths(subject: Subject, walker: Walker, pace: Pace, onPass: (done: number, total: number) => void): Promise<Strengths> {
  const { data } = subject;
  const measured: Strengths = { strengths: STRENGTHS, auc: [], byDomain: [], rows: [] };
  for (const [done, strength] of STRENGTHS.entries()) {
    const inside = insideOf(strength);
    const { auc, domains } = evaluateRows(await predictTest(subject, pace, () => inside), data, data.split.test);
    measured.auc.push(auc);
    measured.byDomain.push(domains.map((each) => each.auc));
    for (const [i, { row, prediction }] of (await walker.predictions(inside)).entries()) {
      const followed = measured.rows[i] ?? { row, predictions: [] };
      followed.predictions.push(prediction);
      measured.rows[i] = followed;
    }
    onPass(done + 1, STRENGTHS.length);
  }
  return measured;
}
