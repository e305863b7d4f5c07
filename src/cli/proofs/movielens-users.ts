import type { RunConfigInput } from '../../config/run-config';
import { keyOf } from './key';
import { markdown, spread, stamp, withInterval } from './markdown';
import { movielensModel } from './movielens';
import { FILE_100K, SEEDS_100K } from './movielens-100k';
import type { Proof, ProofOf, ProofTable, Run } from './proof';
import { SPLIT_100K } from './split-100k';

/**
 * MovieLens-100K by the authors' recipe, with the user named: the AUC beside the AUC per user. Two models that know one side only show what
 * each of them asks for.
 */

const USER = ['user_id', 'gender', 'occupation', 'zip'];
const FILM = ['movie_id', { name: 'cate_id', column: 'genres', take: 'first', separator: '|' } as const];

interface UsersModel {
  id: string;
  title: string;
  hamur: boolean;
  data: RunConfigInput['data'];
}

const MODELS: readonly UsersModel[] = [
  { id: 'mlp-hamur', title: 'MLP + HAMUR', hamur: true, data: {} },
  { id: 'mlp-alone', title: 'MLP', hamur: false, data: {} },
  { id: 'mlp-film', title: 'MLP that knows only the film', hamur: false, data: { sparse: FILM, dense: [] } },
  { id: 'mlp-user', title: 'MLP that knows only the user', hamur: false, data: { sparse: USER } },
];

function runOf({ id, hamur, data }: UsersModel, seed: number): Run {
  const { config } = movielensModel('mlp', 'reference', hamur);
  const full = { ...config, data: { ...config.data, ...data, group: 'user_id', source: { file: FILE_100K } }, split: { rowsFile: SPLIT_100K }, seed };
  return {
    key: keyOf(`ml-100k-users/${id}/${seed}`, full),
    part: 'ml-100k',
    backbone: 'mlp',
    seed,
    file: FILE_100K,
    config: full,
    asked: { look: false, ablation: false },
  };
}

export const movielensUsersTable: ProofTable = {
  mark: 'npm run verify: movielens-users',
  runs: SEEDS_100K.flatMap((seed) => MODELS.map((model) => runOf(model, seed))),
  table(proofOf) {
    const proofs = MODELS.map((model) => SEEDS_100K.flatMap((seed) => proofOf(runOf(model, seed)) ?? []));
    const rows = MODELS.flatMap(({ title }, i) => rowOf(title, proofs[i] as Proof[]));
    return [
      markdown(['model', 'AUC', 'AUC per user', 'users that count', 'their share of the rows'], rows),
      ahead(proofOf),
      stamp(proofs.flat(), MODELS.length * SEEDS_100K.length),
    ]
      .filter((part) => part !== '')
      .join('\n\n');
  },
};

function rowOf(title: string, proofs: readonly Proof[]): string[][] {
  const known = proofs.flatMap(({ model: { auc, perUser }, testRows }) =>
    auc === null || !perUser || perUser.auc === null ? [] : [{ auc, perUser, testRows }],
  );
  const [first] = known;
  if (!first) return [];
  // All seeds have the same test rows.
  const { users, outOf, rows } = first.perUser;
  const share = rows / first.testRows.reduce((sum, own) => sum + own, 0);
  return [
    [
      title,
      spread(known.map(({ auc }) => auc)),
      spread(known.map(({ perUser }) => perUser.auc as number)),
      `${users} of ${outOf}`,
      `${(100 * share).toFixed(1)} %`,
    ],
  ];
}

/** HAMUR less its backbone, by seed. */
function ahead(proofOf: ProofOf): string {
  const [hamur, alone] = MODELS as [UsersModel, UsersModel];
  const pairs = SEEDS_100K.flatMap((seed) => {
    const [ours, theirs] = [hamur, alone].map((model) => proofOf(runOf(model, seed))?.model);
    const [a, b] = [ours?.perUser?.auc, theirs?.perUser?.auc];
    return ours && theirs && typeof ours.auc === 'number' && typeof theirs.auc === 'number' && typeof a === 'number' && typeof b === 'number'
      ? [{ all: ours.auc - theirs.auc, within: a - b }]
      : [];
  });
  if (pairs.length === 0) return '';
  return `${hamur.title} less ${alone.title}, paired by seed: ${withInterval(pairs.map(({ all }) => all))} in AUC, ${withInterval(pairs.map(({ within }) => within))} in AUC per user.`;
}
