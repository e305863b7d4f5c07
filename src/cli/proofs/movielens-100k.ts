import type { Backbone } from '../../config/run-config';
import { mean } from '../../lib/mean';
import { keyOf } from './key';
import { markdown, signed, spread, stamp } from './markdown';
import { type MovielensModel, movielensModel } from './movielens';
import type { Proof, ProofOf, ProofTable, Run } from './proof';
import { SPLIT_100K } from './split-100k';

const SEEDS = [2022, 2023, 2024];
export const SEEDS_100K: readonly number[] = SEEDS;
const BACKBONES = ['mlp', 'dcn', 'wide-deep'] as const satisfies readonly Backbone[];
export const FILE_100K = 'ml-100k.csv.gz';

/** What the authors' PyTorch code reaches with its recipe, the same split and seeds: AUC of all and of each domain, LogLoss. */
const AUTHORS: Record<string, string[]> = {
  'mlp-alone-reference': ['.7693±.0018', '.7784±.0011', '.7717±.0034', '.7588±.0051', '.5766±.0092'],
  'mlp-hamur-reference': ['.7695±.0022', '.7783±.0037', '.7768±.0023', '.7561±.0021', '.5691±.0033'],
  'dcn-alone-reference': ['.7733±.0021', '.7828±.0021', '.7800±.0020', '.7609±.0022', '.5672±.0022'],
  'dcn-hamur-reference': ['.7747±.0011', '.7838±.0007', '.7788±.0044', '.7627±.0032', '.5700±.0063'],
  'wide-deep-alone-reference': ['.7737±.0013', '.7818±.0025', '.7804±.0015', '.7599±.0035', '.5667±.0009'],
  'wide-deep-hamur-reference': ['.7734±.0017', '.7851±.0021', '.7786±.0052', '.7595±.0026', '.5666±.0032'],
};

export const MODES_100K = ['reference', 'recommended'] as const;

const MODELS = BACKBONES.flatMap((backbone) => [false, true].flatMap((hamur) => MODES_100K.map((fidelity) => movielensModel(backbone, fidelity, hamur))));

function runOf({ id, backbone, config }: MovielensModel, seed: number): Run {
  const full = { ...config, data: { ...config.data, source: { file: FILE_100K } }, split: { rowsFile: SPLIT_100K }, seed };
  return {
    key: keyOf(`ml-100k/${id}/${seed}`, full),
    part: 'ml-100k',
    backbone,
    seed,
    file: FILE_100K,
    config: full,
    asked: { look: true, ablation: false },
  };
}

// All models of one seed before the next, so that the table fills evenly.
export const RUNS_100K: readonly Run[] = SEEDS.flatMap((seed) => MODELS.map((model) => runOf(model, seed)));

/** All that is on record of it. */
export function movielens100kProofs(proofOf: ProofOf): { model: MovielensModel; seed: number; proof: Proof }[] {
  return MODELS.flatMap((model) =>
    SEEDS.flatMap((seed) => {
      const proof = proofOf(runOf(model, seed));
      return proof ? [{ model, seed, proof }] : [];
    }),
  );
}

/** MovieLens-100K, three seeds: each model beside the authors', and `recommended` beside `reference`. */
export const movielens100kTable: ProofTable = {
  mark: 'npm run verify: movielens-100k',
  runs: RUNS_100K,
  table(proofOf) {
    const head = ['model', 'mode', 'AUC all', '< 25', '25–34', '>= 35', 'LogLoss all'];
    const proofs = MODELS.flatMap((model) => done(proofOf, model));
    return [
      markdown(
        head,
        MODELS.flatMap((model) => rowsOf(proofOf, model)),
      ),
      markdown(
        ['model', ...SEEDS.map((seed) => `${seed}`), '`recommended` − `reference`, AUC all, mean'],
        BACKBONES.flatMap((backbone) => modesOf(proofOf, backbone)),
      ),
      stamp(proofs, MODELS.length * SEEDS.length),
    ].join('\n\n');
  },
};

const done = (proofOf: ProofOf, model: MovielensModel) => SEEDS.flatMap((seed) => proofOf(runOf(model, seed)) ?? []);

function rowsOf(proofOf: ProofOf, model: MovielensModel): string[][] {
  const own = AUTHORS[model.id];
  const theirs = own ? [[model.title, 'authors', ...own]] : [];
  const proofs = done(proofOf, model).map((proof) => proof.model);
  if (proofs.length === 0) return theirs;
  const few = proofs.length < SEEDS.length ? `, ${proofs.length} of ${SEEDS.length} seeds` : '';
  const metrics = [proofs.map(({ auc }) => auc), ...[0, 1, 2].map((d) => proofs.map(({ byDomain }) => byDomain[d])), proofs.map(({ logLoss }) => logLoss)];
  const known = metrics.map((values) => values.filter((value) => typeof value === 'number'));
  return [...theirs, [model.title, `\`${model.fidelity}\`${few}`, ...known.map(spread)]];
}

/** Our mode against the authors', by seed. */
function modesOf(proofOf: ProofOf, backbone: Backbone): string[][] {
  return [false, true].flatMap((hamur) => {
    const [ours, theirs] = (['recommended', 'reference'] as const).map((fidelity) => movielensModel(backbone, fidelity, hamur)) as [
      MovielensModel,
      MovielensModel,
    ];
    const differences = SEEDS.map((seed) => {
      const [a, b] = [ours, theirs].map((model) => proofOf(runOf(model, seed))?.model.auc);
      return typeof a === 'number' && typeof b === 'number' ? a - b : null;
    });
    const centre = mean(differences);
    return centre === null ? [] : [[ours.title, ...differences.map((difference) => (difference === null ? '' : signed(difference))), signed(centre)]];
  });
}
