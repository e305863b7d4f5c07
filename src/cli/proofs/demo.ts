import { BACKBONE_INFO } from '../../config/backbones';
import type { Evaluation } from '../../protocol/result';
import { markdown, moments, type Proof, type ProofTable, short, signed } from './proof';

/** The defaults of generator and run were chosen on the first, and are proven on the second. */
const CHOSEN_ON = [1, 2, 3, 4, 5];
const PROVEN_ON = [6, 7, 8, 9, 10];
const BACKBONES = ['mlp', 'dcn', 'wide-deep'] as const;

const keyOf = (backbone: string, seed: number) => `demo-conflict/${backbone}/${seed}`;

/** Mean over the domains of their test AUC. */
const perDomain = ({ domains }: Evaluation) => domains.reduce((sum, { auc }) => sum + (auc as number), 0) / domains.length;

interface Pair {
  hamur: number;
  alone: number;
  best: number;
}

/** HAMUR against its own backbone on the default demo, in pairs: one seed makes the data, the split, the start and the row order of both. */
export const demoTable: ProofTable = {
  name: 'demo',
  runs: [...CHOSEN_ON, ...PROVEN_ON].flatMap((seed) =>
    BACKBONES.map((backbone) => ({
      key: keyOf(backbone, seed),
      data: 'demo:conflict',
      config: { data: { source: { demo: 'conflict', seed } }, model: { backbone }, train: { baseline: true } },
      seed,
    })),
  ),
  table: (proof) => {
    const pairs = (backbone: string, seeds: number[]) => seeds.map((seed) => pairOf(proof(keyOf(backbone, seed)))).filter((pair) => pair !== undefined);
    const summaries = BACKBONES.flatMap((backbone) =>
      [
        { seeds: CHOSEN_ON, name: '1–5, chosen on' },
        { seeds: PROVEN_ON, name: '6–10, proof' },
      ].flatMap(({ seeds, name }) => summary(BACKBONE_INFO[backbone].title, name, pairs(backbone, seeds))),
    );
    const each = [...CHOSEN_ON, ...PROVEN_ON].map((seed) => {
      const own = BACKBONES.map((backbone) => pairOf(proof(keyOf(backbone, seed))));
      return [String(seed), ...own.map((pair) => (pair ? `${short(pair.hamur)} / ${short(pair.alone)}` : '')), own[0] ? short(own[0].best) : ''];
    });
    return [
      markdown(['backbone', 'seeds', '+ HAMUR', 'alone', 'difference, mean ± sd', 'HAMUR wins', 'best possible'], summaries),
      markdown(['seed', ...BACKBONES.map((backbone) => `${BACKBONE_INFO[backbone].title}: HAMUR / alone`), 'best possible'], each),
    ].join('\n\n');
  },
};

function pairOf(proof: Proof | undefined): Pair | undefined {
  if (!proof?.baseline || !proof.bestPossible) return undefined;
  return { hamur: perDomain(proof.test), alone: perDomain(proof.baseline), best: perDomain(proof.bestPossible) };
}

function summary(title: string, seeds: string, pairs: Pair[]): string[][] {
  if (pairs.length === 0) return [];
  const mean = (of: (pair: Pair) => number) => moments(pairs.map(of)).mean;
  const difference = moments(pairs.map(({ hamur, alone }) => hamur - alone));
  return [
    [
      title,
      seeds,
      short(mean(({ hamur }) => hamur)),
      short(mean(({ alone }) => alone)),
      `${signed(difference.mean)} ± ${short(difference.deviation)}`,
      `${pairs.filter(({ hamur, alone }) => hamur > alone).length} of ${pairs.length}`,
      short(mean(({ best }) => best)),
    ],
  ];
}
