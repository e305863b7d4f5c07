import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { TrainedProof } from '../../headless/calls';
import { inPlaces } from '../pool';
import type { Run } from './proof';
import { proveAll } from './prove-all';
import type { Prover } from './prover';
import { ProofRecord } from './record';

const PROOF: TrainedProof = {
  engine: 'wasm',
  data: 'd',
  seconds: 2.5,
  rowsPerSecond: 1,
  domains: ['a', 'b'],
  testRows: [1, 1],
  model: { parameters: 1, epochs: 1, bestEpoch: 1, auc: 0.7, logLoss: 0.6, byDomain: [0.8, 0.7] },
  alone: { parameters: 1, epochs: 1, bestEpoch: 1, auc: 0.7, logLoss: 0.6, byDomain: [0.7, 0.7] },
  inside: { moved: 0.31, still: 0 },
};
const runs = ['a', 'b', 'c', 'd'].map((key): Run => ({ key, part: 'demo', backbone: 'dcn', seed: 1, config: {}, asked: { look: true, ablation: false } }));

/** Fails, or loses its page, at the runs that are named. */
function prover(trained: string[], bad: Record<string, 'diverges' | 'crashes'> = {}): Pick<Prover, 'prove'> {
  const open = async () => {
    let crash = (_: Error) => {};
    const crashed = new Promise<never>((_, reject) => {
      crash = reject;
    });
    crashed.catch(() => {});
    return { crashed, crash, close: async () => {} };
  };
  return {
    prove: (asked, keep, ended) =>
      inPlaces(
        asked,
        1,
        open,
        async (run, place) => {
          trained.push(run.key);
          if (bad[run.key] === 'diverges') throw new Error('page.evaluate: UserError: the loss is not a number\n    at somewhere');
          if (bad[run.key] === 'crashes') {
            place.crash(new Error('the browser page crashed'));
            await new Promise<never>(() => {});
          }
          keep(run, PROOF);
        },
        ended,
      ),
  };
}

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'hamur-prove-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true });
  vi.restoreAllMocks();
});

test('what fails or crashes is said and costs itself alone, and the next command does it again', async () => {
  const record = new ProofRecord<TrainedProof>(join(folder, 'verify.json'));
  const [told, complained] = [vi.spyOn(console, 'log').mockReturnValue(), vi.spyOn(console, 'error').mockReturnValue()];
  const keep = (run: Run, proof: TrainedProof) => record.keep(run.key, proof);
  const trained: string[] = [];
  expect(await proveAll(prover(trained, { b: 'diverges', c: 'crashes' }), runs, keep)).toBe(2);
  expect(trained).toEqual(['a', 'b', 'c', 'd']);
  expect(Object.keys(record.read())).toEqual(['a', 'd']);
  expect(complained.mock.calls.flat()).toEqual([
    'b FAILED: the loss is not a number',
    'c FAILED: the browser page crashed',
    '2 of 4 runs failed; the same command tries them again.',
  ]);
  expect(told.mock.calls.flat()).toContain('a: AUC .7500, alone .7000, +.0500, H moved 31 %, still 0 %, 2.5 s');

  const again: string[] = [];
  const missing = runs.filter(({ key }) => !record.read()[key]);
  expect(await proveAll(prover(again), missing, keep)).toBe(0);
  expect(again).toEqual(['b', 'c']);
  expect(Object.keys(record.read())).toEqual(['a', 'b', 'c', 'd']);
});

test('each proof is on record before the next run begins', async () => {
  vi.spyOn(console, 'log').mockReturnValue();
  const record = new ProofRecord<TrainedProof>(join(folder, 'verify.json'));
  const seen: number[] = [];
  const trained = { push: () => seen.push(Object.keys(record.read()).length) } as unknown as string[];
  await proveAll(prover(trained), runs, (run, proof) => record.keep(run.key, proof));
  expect(seen).toEqual([0, 1, 2, 3]);
});
