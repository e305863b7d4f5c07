import { BACKBONE_INFO } from '../../config/backbones';
import { DEMOS } from '../../config/demos';

import { mean } from '../../lib/mean';
import { comparison, markdown, percent, short, stamp, withInterval } from './markdown';
import { MEASURED_BACKBONES } from './measured';
import { AS_ANOTHER, changesOf, PAIR_RUNS, type Pair, pairsOf } from './pairs';
import type { ProofTable } from './proof';

const HEAD = [
  'demo',
  'backbone',
  '+ HAMUR',
  'alone',
  'difference [95 %]',
  'standard errors',
  'p',
  'HAMUR wins',
  'domain moves H',
  'still units',
  'as another domain [95 %]',
  'best possible',
];

/** All pairs of a demo and a backbone in one line. */
export const demosTable: ProofTable = {
  mark: 'npm run verify: demos',
  runs: PAIR_RUNS,
  table(proofOf) {
    const groups = DEMOS.flatMap((demo) => MEASURED_BACKBONES.map((backbone) => ({ demo, backbone, pairs: pairsOf(proofOf, demo.name, backbone) })));
    const rows = groups.flatMap(({ demo, backbone, pairs }) => (pairs.length > 0 ? [[demo.name, BACKBONE_INFO[backbone].title, ...summary(pairs)]] : []));
    const proofs = groups.flatMap(({ pairs }) => pairs.map(({ proof }) => proof));
    return `${markdown(HEAD, rows)}\n\n${stamp(proofs, PAIR_RUNS.length)}`;
  },
};

function summary(pairs: readonly Pair[]): string[] {
  const over = (of: (pair: Pair) => number | null | undefined, as: (value: number) => string = (value) => short(value)) => {
    const value = mean(pairs.map(of));
    return value === null ? '' : as(value);
  };
  return [
    over(({ hamur }) => hamur),
    over(({ alone }) => alone),
    ...comparison(pairs.map(({ hamur, alone }) => hamur - alone)),
    over(({ proof }) => proof.inside?.moved, percent),
    over(({ proof }) => proof.inside?.still, percent),
    withInterval(changesOf(pairs, AS_ANOTHER)),
    over(({ best }) => best),
  ];
}
