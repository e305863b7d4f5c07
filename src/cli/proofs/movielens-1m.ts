import type { Backbone, Fidelity } from '../../config/run-config';
import { keyOf } from './key';
import { markdown, short, stamp } from './markdown';
import { type MovielensModel, movielensModel } from './movielens';
import type { Proof, ProofTable, Run } from './proof';
import { SEED_1M, SPLIT_1M, SPLIT_1M_SHA256 } from './split-1m';

export const FILE_1M = 'ml-1m.csv';
const BATCH = 4096;
const BACKBONES = ['mlp', 'dcn'] as const satisfies readonly Backbone[];
const FIDELITIES = ['reference', 'recommended'] as const satisfies readonly Fidelity[];

/** With HAMUR first: these are what the table is for. */
const MODELS = [true, false].flatMap((hamur) => FIDELITIES.flatMap((fidelity) => BACKBONES.map((backbone) => movielensModel(backbone, fidelity, hamur))));

const runs = MODELS.map(runOf);

function runOf({ id, backbone, config }: MovielensModel): Run {
  const full = {
    ...config,
    data: { ...config.data, source: { file: FILE_1M } },
    split: { rowsFile: SPLIT_1M },
    train: { ...config.train, batch: BATCH },
    seed: SEED_1M,
  };
  return {
    key: keyOf(`ml-1m/${id}/${SEED_1M}`, full, undefined, SPLIT_1M_SHA256),
    part: 'ml-1m',
    backbone,
    seed: SEED_1M,
    file: FILE_1M,
    split: SPLIT_1M_SHA256,
    config: full,
    asked: { look: true, ablation: false },
  };
}

/** MovieLens-1M, one seed, on the kept split. */
export const movielens1mTable: ProofTable = {
  mark: 'npm run verify: movielens-1m',
  runs,
  table(proofOf) {
    const known = BACKBONES.flatMap((backbone) =>
      MODELS.toSorted((a, b) => Number(a.hamur) - Number(b.hamur)).flatMap((model) => {
        const proof = model.backbone === backbone ? proofOf(runOf(model)) : undefined;
        return proof ? [{ model, proof }] : [];
      }),
    );
    const head = ['model', 'mode', 'AUC all', '< 25', '25–34', '>= 35', 'LogLoss all', 'epochs, best of all'];
    return `${markdown(
      head,
      known.map(({ model, proof }) => [model.title, `\`${model.fidelity}\``, ...cells(proof)]),
    )}\n\n${stamp(
      known.map(({ proof }) => proof),
      runs.length,
    )}`;
  },
};

function cells({ model }: Proof): string[] {
  const text = (value: number | null | undefined) => (typeof value === 'number' ? short(value) : 'n/a');
  return [...[model.auc, ...[0, 1, 2].map((d) => model.byDomain[d]), model.logLoss].map(text), `${model.bestEpoch} of ${model.epochs}`];
}
