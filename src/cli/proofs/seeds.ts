import { BACKBONE_INFO } from '../../config/backbones';
import { DEMOS } from '../../config/demos';
import type { Backbone } from '../../config/run-config';
import { markdown, percent, short, signed, stamp } from './markdown';
import { MEASURED_BACKBONES } from './measured';
import { ABLATED, AS_ANOTHER, PAIR_RUNS, type Pair, pairsOf, SEEDS } from './pairs';
import type { ProofOf, ProofTable } from './proof';

/** Every pair by itself: a page of tables for each demo. */
export const seedsTable: ProofTable = {
  mark: 'npm run verify: seeds',
  runs: PAIR_RUNS,
  table(proofOf) {
    const demos = DEMOS.map(({ name, title }) => ({ title: `${title} (*${name}*)`, pairs: allPairs(proofOf, name) })).filter(({ pairs }) => pairs.length > 0);
    const proofs = demos.flatMap(({ pairs }) => pairs.map(({ proof }) => proof));
    const parts = demos.flatMap(({ title, pairs }) => [`## ${title}`, ...SECTIONS.flatMap((section) => [section.title, tableOf(pairs, section)])]);
    return [...(parts.length > 0 ? parts : [markdown(['seed'], [])]), stamp(proofs, PAIR_RUNS.length)].join('\n\n');
  },
};

const allPairs = (proofOf: ProofOf, demo: string) => MEASURED_BACKBONES.flatMap((backbone) => pairsOf(proofOf, demo, backbone));

interface Section {
  title: string;
  backbones: readonly Backbone[];
  cell(pair: Pair): string;
  /** A last column, which is the same for all backbones. */
  last?: { head: string; cell(pair: Pair): string };
}

const SECTIONS: readonly Section[] = [
  {
    title: 'Mean over the domains of their test AUC: HAMUR / alone.',
    backbones: MEASURED_BACKBONES,
    cell: ({ hamur, alone }) => `${short(hamur)} / ${short(alone)}`,
    last: { head: 'best possible', cell: ({ best }) => short(best) },
  },
  {
    title: 'How far the domain moves H / still units.',
    backbones: MEASURED_BACKBONES,
    cell: ({ proof: { inside } }) => (inside ? `${inside.moved === null ? 'n/a' : percent(inside.moved)} / ${percent(inside.still)}` : ''),
  },
  {
    title: 'Change of that AUC without adapters / as another domain.',
    backbones: MEASURED_BACKBONES.filter((backbone) => ABLATED.includes(backbone)),
    cell: ({ proof: { ablation } }) =>
      ablation
        ? ['off', AS_ANOTHER]
            .map((name) => ablation[name])
            .map((change) => (typeof change === 'number' ? signed(change) : 'n/a'))
            .join(' / ')
        : '',
  },
];

function tableOf(pairs: readonly Pair[], { backbones, cell, last }: Section): string {
  const of = (seed: number, backbone?: string) => pairs.find(({ run }) => run.seed === seed && (backbone === undefined || run.backbone === backbone));
  const text = (pair: Pair | undefined, write: (pair: Pair) => string) => (pair ? write(pair) : '');
  return markdown(
    ['seed', ...backbones.map((backbone) => BACKBONE_INFO[backbone].title), ...(last ? [last.head] : [])],
    SEEDS.filter((seed) => of(seed)).map((seed) => [
      String(seed),
      ...backbones.map((backbone) => text(of(seed, backbone), cell)),
      ...(last ? [text(of(seed), last.cell)] : []),
    ]),
  );
}
