import { join } from 'node:path';
import { PRESETS } from '../../config/presets';
import type { RunConfigInput } from '../../config/run-config';
import { markdown, type ProofTable, spread } from './proof';

const SEEDS = [2022, 2023, 2024];

interface Row {
  id: string;
  title: string;
  config: RunConfigInput;
  /** What the authors' PyTorch code reaches with the same recipe, split and seeds: mean and standard deviation. */
  authors?: [all: string, young: string, middle: string, old: string, logLoss: string];
}

const preset = (id: string) => PRESETS.find((each) => each.id === id)?.config as RunConfigInput;
const withModel = (config: RunConfigInput, model: RunConfigInput['model']): RunConfigInput => ({ ...config, model: { ...config.model, ...model } });
const [mlp, dcn, wideDeep] = [preset('movielens-100k'), preset('movielens-dcn'), preset('movielens-wide-deep')];

const ROWS: Row[] = [
  {
    id: 'mlp',
    title: 'MLP',
    config: withModel(mlp, { adapters: [] }),
    authors: ['.7693±.0018', '.7784±.0011', '.7717±.0034', '.7588±.0051', '.5766±.0092'],
  },
  {
    id: 'mlp-hamur-reference',
    title: 'MLP + HAMUR',
    config: mlp,
    authors: ['.7695±.0022', '.7783±.0037', '.7768±.0023', '.7561±.0021', '.5691±.0033'],
  },
  {
    id: 'dcn',
    title: 'DCN',
    config: withModel(dcn, { adapters: [] }),
    authors: ['.7733±.0021', '.7828±.0021', '.7800±.0020', '.7609±.0022', '.5672±.0022'],
  },
  {
    id: 'dcn-hamur-reference',
    title: 'DCN + HAMUR',
    config: dcn,
    authors: ['.7747±.0011', '.7838±.0007', '.7788±.0044', '.7627±.0032', '.5700±.0063'],
  },
  {
    id: 'wide-deep',
    title: 'Wide & Deep',
    config: withModel(wideDeep, { adapters: [] }),
    authors: ['.7737±.0013', '.7818±.0025', '.7804±.0015', '.7599±.0035', '.5667±.0009'],
  },
  {
    id: 'wide-deep-hamur-reference',
    title: 'Wide & Deep + HAMUR',
    config: wideDeep,
    authors: ['.7734±.0017', '.7851±.0021', '.7786±.0052', '.7595±.0026', '.5666±.0032'],
  },
  { id: 'mlp-hamur-recommended', title: 'MLP + HAMUR, `recommended`', config: withModel(mlp, { fidelity: 'recommended' }) },
];

const keyOf = ({ id }: Row, seed: number) => `movielens-100k/${id}/${seed}`;

/** MovieLens-100K, our six models beside the authors'. @param folder holds `ml-100k.csv.gz` and `ml-100k-split.json.gz` */
export function movielensTable(folder: string): ProofTable {
  const split = { rowsFile: join(folder, 'ml-100k-split.json.gz') };
  return {
    name: 'movielens',
    // All models of one seed before the next, so that the table fills evenly.
    runs: SEEDS.flatMap((seed) => ROWS.map((row) => ({ key: keyOf(row, seed), data: join(folder, 'ml-100k.csv.gz'), config: { ...row.config, split }, seed }))),
    table: (proof) =>
      markdown(
        ['model', 'AUC all', '< 25', '25–34', '>= 35', 'LogLoss all'],
        ROWS.flatMap((row) => {
          const done = SEEDS.map((seed) => proof(keyOf(row, seed))).filter((each) => each !== undefined);
          const theirs = row.authors ? [[`${row.title}, authors`, ...row.authors]] : [];
          if (done.length === 0) return theirs;
          const metrics = [
            ...([null, 0, 1, 2] as const).map((d) => done.map(({ test }) => (d === null ? test : test.domains[d])?.auc as number)),
            done.map(({ test }) => test.logLoss as number),
          ];
          const few = done.length < SEEDS.length ? `, ${done.length} of ${SEEDS.length} seeds` : '';
          return [...theirs, [`${row.title}, here${few}`, ...metrics.map(spread)]];
        }),
      ),
  };
}
