import { BACKBONE_INFO } from '../../config/backbones';
import { DEMOS } from '../../config/demos';
import type { RunConfigInput } from '../../config/run-config';
import { meanOverDomains } from '../../measures/classification/mean-over-domains';
import { keyOf } from './key';
import { MEASURED_BACKBONES } from './measured';
import type { Proof, ProofOf, Run } from './proof';

/** Defaults and demos were chosen on seeds 1 to 10; these had no part in it. */
export const SEEDS: readonly number[] = Array.from({ length: 20 }, (_, i) => 11 + i);

/** Where the domains share all but the adapters, and so the ablation says whether these know the domain. */
export const ABLATED: readonly string[] = MEASURED_BACKBONES.filter((backbone) => BACKBONE_INFO[backbone].towers === 'shared');

/** The ablation in which a row stays, and its H is made as that of a row of another domain. Proofs that lack it have no cell for it. */
export const AS_ANOTHER = 'as another';

/** HAMUR and its own backbone: one seed makes the data, the split, the start and the order of rows of both. */
export const PAIR_RUNS: readonly Run[] = SEEDS.flatMap((seed) =>
  DEMOS.flatMap(({ name, roles }) =>
    MEASURED_BACKBONES.map((backbone): Run => {
      const config: RunConfigInput = { data: { source: { demo: name, seed } }, model: { backbone }, train: { baseline: true }, engine: 'wasm', seed };
      const key = keyOf(`demo/${name}/${backbone}/${seed}`, config, roles);
      return { key, part: 'demo', demo: name, backbone, seed, config, asked: { look: true, ablation: ABLATED.includes(backbone) } };
    }),
  ),
);

/** What a pair came to; AUC are means over the domains in which there is something to learn. */
export interface Pair {
  run: Run;
  proof: Proof;
  hamur: number;
  alone: number;
  best: number;
}

/** The pairs on record of a demo and a backbone, by seed. */
export function pairsOf(proofOf: ProofOf, demo: string, backbone: string): Pair[] {
  return PAIR_RUNS.filter((run) => run.demo === demo && run.backbone === backbone).flatMap((run) => pairOf(run, proofOf(run)) ?? []);
}

function pairOf(run: Run, proof: Proof | undefined): Pair | undefined {
  if (!proof?.alone || !proof.bestPossible) return undefined;
  const [hamur, alone, best] = [proof.model, proof.alone, proof.bestPossible].map(({ byDomain }) => meanOverDomains(byDomain, proof.bestPossible));
  return typeof hamur === 'number' && typeof alone === 'number' && typeof best === 'number' ? { run, proof, hamur, alone, best } : undefined;
}

/** What an ablation changed of the pairs' AUC, of those that have it. */
export function changesOf(pairs: readonly Pair[], condition: string): number[] {
  return pairs.flatMap(({ proof }) => proof.ablation?.[condition] ?? []);
}
