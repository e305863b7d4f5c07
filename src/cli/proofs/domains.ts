import { BACKBONE_INFO } from '../../config/backbones';
import { DEMOS } from '../../config/demos';

import { mean } from '../../lib/mean';
import { comparison, markdown, short, stamp } from './markdown';
import { MEASURED_BACKBONES } from './measured';
import { PAIR_RUNS, type Pair, pairsOf } from './pairs';
import type { ProofTable } from './proof';

/** The demos whose lesson is one domain's. */
const OWN_LESSON: readonly string[] = ['tiny', 'one-noisy'];

const runs = PAIR_RUNS.filter(({ demo }) => demo !== undefined && OWN_LESSON.includes(demo));

/** The pairs of these demos, each domain by itself. */
export const domainsTable: ProofTable = {
  mark: 'npm run verify: domains',
  runs,
  table(proofOf) {
    const groups = DEMOS.filter(({ name }) => OWN_LESSON.includes(name)).flatMap(({ name }) =>
      MEASURED_BACKBONES.map((backbone) => ({ name, backbone, pairs: pairsOf(proofOf, name, backbone) })),
    );
    const rows = groups.flatMap(({ name, backbone, pairs }) =>
      (pairs[0]?.proof.domains ?? []).map((domain, d) => [name, BACKBONE_INFO[backbone].title, domain, ...domainCells(pairs, d)]),
    );
    const head = ['demo', 'backbone', 'domain', 'test rows', '+ HAMUR', 'alone', 'difference [95 %]', 'standard errors', 'p', 'HAMUR wins', 'best possible'];
    return `${markdown(head, rows)}\n\n${stamp(
      groups.flatMap(({ pairs }) => pairs.map(({ proof }) => proof)),
      runs.length,
    )}`;
  },
};

function domainCells(pairs: readonly Pair[], d: number): string[] {
  // Test rows of one class have no AUC, whichever model is asked.
  const known = pairs.flatMap(({ proof }) => {
    const [hamur, alone, best] = [proof.model.byDomain[d], proof.alone?.byDomain[d], proof.bestPossible?.byDomain[d]];
    return typeof hamur === 'number' && typeof alone === 'number' && typeof best === 'number' ? [{ hamur, alone, best }] : [];
  });
  const over = (of: (each: (typeof known)[number]) => number) => (known.length > 0 ? short(mean(known.map(of)) as number) : '');
  return [
    String(Math.round(mean(pairs.map(({ proof }) => proof.testRows[d])) as number)),
    over(({ hamur }) => hamur),
    over(({ alone }) => alone),
    ...comparison(known.map(({ hamur, alone }) => hamur - alone)),
    over(({ best }) => best),
  ];
}
