import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { overSeedsOf, overSeedsText } from './over-seeds';
import { PAIR_RUNS, SEEDS } from './pairs';
import type { Proof, ProofOf } from './proof';
import { ProofRecord } from './record';

const mean = (values: readonly (number | null)[]) => values.reduce<number>((sum, value) => sum + (value as number), 0) / values.length;

const root = join(import.meta.dirname, '..', '..', '..');
const proofs = new ProofRecord<Proof>(join(root, 'bench', 'verify.json')).read();
const proofOf: ProofOf = ({ key }) => proofs[key];

test('what the page says over many seeds is what is on record', () => {
  const text = readFileSync(join(root, 'src', 'runs', 'over-seeds.json'), 'utf8');
  expect(text).toBe(overSeedsText(overSeedsOf(proofOf)));
  // By hand: all domains of this demo count.
  const gains = PAIR_RUNS.filter(({ demo, backbone }) => demo === 'conflict' && backbone === 'dcn').map((run) => {
    const { model, alone } = proofOf(run) as Proof & { alone: NonNullable<Proof['alone']> };
    return mean(model.byDomain) - mean(alone.byDomain);
  });
  const { seeds, ahead, difference } = JSON.parse(text)['conflict dcn'];
  expect({ seeds, ahead }).toEqual({ seeds: SEEDS.length, ahead: gains.filter((gain) => gain > 0).length });
  expect(difference).toBeCloseTo(mean(gains), 5);
});

test('a pair that lacks one of its seeds is left out', () => {
  const [first] = PAIR_RUNS.filter(({ demo, backbone }) => demo === 'conflict' && backbone === 'dcn');
  const some = overSeedsOf((run) => (run === first ? undefined : proofOf(run)));
  expect(some).not.toHaveProperty('conflict dcn');
  expect(Object.keys(some)).toHaveLength(Object.keys(overSeedsOf(proofOf)).length - 1);
});
