import { tidy } from '@tensorflow/tfjs-core';
import type { OpCheck } from '../../protocol/engine';
import { FUSED_OP_NAMES, type FusedOp } from '../../protocol/engine';
import type { Engine } from '../engine';
import { composed, isFused, setFused } from '../kernels/fusion';
import { CASES } from './cases';

/** float32 sums of a few hundred terms in two orders differ by about 1e-6 of the largest. */
const ALLOWED = 1e-4;

/**
 * Compares each fused kernel of the current backend with its composed definition on small fixed cases, values and
 * gradients; an op that deviates, or fails, runs composed from then on.
 *
 * @param turn runs one op's comparison when nothing else uses the engine; it gives undefined, and does not run it, where the
 *   test is to end
 */
export async function selfTest(engine: Engine, turn: (compare: () => Promise<OpCheck>) => Promise<OpCheck | undefined>): Promise<OpCheck[]> {
  const checks: OpCheck[] = [];
  // An engine without kernels of ours has nothing to compare.
  for (const op of FUSED_OP_NAMES.filter(isFused)) {
    const check = await turn(() => compare(op, engine));
    if (!check) break;
    checks.push(check);
  }
  return checks;
}

async function compare(op: FusedOp, engine: Engine): Promise<OpCheck> {
  const begun = performance.now();
  const deviation = await deviationOf(op, engine);
  // Not a number is a deviation too.
  const passed = deviation <= ALLOWED;
  if (!passed) setFused(op, false);
  return { op, deviation, passed, ms: performance.now() - begun };
}

async function deviationOf(op: FusedOp, engine: Engine): Promise<number> {
  let worst = 0;
  try {
    for (const make of CASES[op]) {
      const made = () => make(engine.parallelSums);
      const runs = [tidy(made), composed(() => tidy(made))];
      const values = await Promise.all(runs.map((parts) => Promise.all(parts.map((part) => part.data()))));
      for (const part of runs.flat()) part.dispose();
      const [fused, wanted] = values as [Float32Array[], Float32Array[]];
      worst = Math.max(worst, ...wanted.map((part, i) => relative(fused[i] as Float32Array, part)));
    }
    // What the device refuses it says late: it must not be taken for the next one's fault.
    await engine.finished();
    return worst;
  } catch (error) {
    console.warn(`The kernels of "${op}" failed:`, error);
    return Number.POSITIVE_INFINITY;
  }
}

function relative(got: Float32Array, wanted: Float32Array): number {
  const scale = wanted.reduce((most, value) => Math.max(most, Math.abs(value)), 1e-3);
  return wanted.reduce((most, value, i) => {
    const difference = Math.abs((got[i] as number) - value) / scale;
    return Math.max(most, Number.isNaN(difference) ? Number.POSITIVE_INFINITY : difference);
  }, 0);
}
