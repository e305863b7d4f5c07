import { BACKBONE_INFO } from '../../config/backbones';
import { DEMOS } from '../../config/demos';
import type { Backbone } from '../../config/run-config';
import { fewestSeeds } from '../../measures/paired/holm';
import { toMarkdown } from '../../runs/experiment/formats';
import type { Outcome, Scores } from '../../runs/experiment/outcome';
import { type ExperimentTable, experimentTable } from '../../runs/experiment/table';
import { stamp } from './markdown';
import { MEASURED_BACKBONES } from './measured';
import { MODES_100K, movielens100kProofs, RUNS_100K, SEEDS_100K } from './movielens-100k';
import { MODELS_USUAL, RUNS_USUAL, SEEDS_USUAL, usualRun } from './movielens-usual';
import { PAIR_RUNS, pairsOf, SEEDS } from './pairs';
import type { Proof, ProofOf, ProofTable } from './proof';

/** Tables as papers have them, of the proofs on record, made by what makes the tables of `npm run experiment`. */

const NONE: Scores = { mean: null, all: null, byDomain: [] };
const alone = (backbone: Backbone) => BACKBONE_INFO[backbone].title;
const withHamur = (backbone: Backbone) => `${alone(backbone)} + HAMUR`;
/** HAMUR is compared with its own backbone. */
const ownBackbone = (contestant: string) =>
  MEASURED_BACKBONES.map((backbone) => [withHamur(backbone), alone(backbone)]).find(([name]) => name === contestant)?.[1];
const contestants = MEASURED_BACKBONES.flatMap((backbone) => [alone(backbone), withHamur(backbone)]);

/** What a table needs of a run; what it cost stands elsewhere. */
const outcome = (contestant: string, seed: number, domains: string[], scores: Partial<Outcome['scores']>): Outcome => ({
  ...{ contestant, seed, domains, data: '', testRows: [], parameters: 0, secondsPerEpoch: 0, epochs: 0, bestEpoch: 0, engine: 'wasm' },
  scores: { auc: NONE, logLoss: NONE, perUser: NONE, ...scores },
});

/** All backbones with and without HAMUR by demos: a cell is the mean AUC over the domains of one demo. Undefined without proofs. */
export function demosPaper(proofOf: ProofOf): ExperimentTable | undefined {
  const names = DEMOS.map(({ name }) => name);
  const outcomes = MEASURED_BACKBONES.flatMap((backbone) => {
    const pairs = names.map((demo) => pairsOf(proofOf, demo, backbone));
    return SEEDS.flatMap((seed) => {
      const own = pairs.map((each) => each.find(({ run }) => run.seed === seed));
      if (own.every((pair) => pair === undefined)) return [];
      const of = (contestant: string, score: 'alone' | 'hamur') =>
        outcome(contestant, seed, names, { auc: { mean: null, all: null, byDomain: own.map((pair) => pair?.[score] ?? null) } });
      return [of(alone(backbone), 'alone'), of(withHamur(backbone), 'hamur')];
    });
  });
  const reference = contestants.find((name) => outcomes.some(({ contestant }) => contestant === name));
  return reference === undefined
    ? undefined
    : experimentTable(outcomes, contestants, reference, ['auc'], { against: ownBackbone, shows: ({ of }) => of === 'domain' });
}

/** In README: the means alone. */
export const readmeTable: ProofTable = {
  mark: 'npm run verify: readme',
  runs: PAIR_RUNS,
  table(proofOf) {
    const table = demosPaper(proofOf);
    return table ? toMarkdown(table, false) : 'No run is on record.';
  },
};

export const backbonesTable: ProofTable = {
  mark: 'npm run verify: backbones',
  runs: PAIR_RUNS,
  table(proofOf) {
    const table = demosPaper(proofOf);
    const proofs = DEMOS.flatMap(({ name }) => MEASURED_BACKBONES.flatMap((backbone) => pairsOf(proofOf, name, backbone).map(({ proof }) => proof)));
    return withMethod(table, SEEDS.length, proofs, PAIR_RUNS.length);
  },
};

/** The same of MovieLens-100K, a table for each mode. */
export const movielensPaper: ProofTable = {
  mark: 'npm run verify: movielens-backbones',
  runs: RUNS_100K,
  table(proofOf) {
    const all = movielens100kProofs(proofOf);
    return MODES_100K.map((mode) => {
      const own = all.filter(({ model }) => model.fidelity === mode);
      const proven = own.map(({ model: { backbone, hamur }, seed, proof }) => ({ backbone, hamur, seed, proof }));
      return `\`${mode}\`:\n\n${movielensTable(proven, SEEDS_100K.length, RUNS_100K.length / MODES_100K.length)}`;
    }).join('\n\n');
  },
};

/** The same with the settings that the page opens with, and all backbones. */
export const movielensUsual: ProofTable = {
  mark: 'npm run verify: movielens-usual',
  runs: RUNS_USUAL,
  table(proofOf) {
    const proven = MODELS_USUAL.flatMap((model) =>
      SEEDS_USUAL.flatMap((seed) => {
        const proof = proofOf(usualRun(model, seed));
        return proof ? [{ ...model, seed, proof }] : [];
      }),
    );
    return movielensTable(proven, SEEDS_USUAL.length, RUNS_USUAL.length);
  },
};

/** Models by domains and all rows, each beside its own backbone. @param runs how many the table wants */
function movielensTable(proven: readonly { backbone: Backbone; hamur: boolean; seed: number; proof: Proof }[], seeds: number, runs: number): string {
  const outcomes = proven.map(({ backbone, hamur, seed, proof }) => {
    const { auc, logLoss, byDomain } = proof.model;
    return outcome(hamur ? withHamur(backbone) : alone(backbone), seed, proof.domains, {
      auc: { mean: null, all: auc, byDomain },
      logLoss: { mean: null, all: logLoss, byDomain: byDomain.map(() => null) },
    });
  });
  const reference = contestants.find((name) => outcomes.some(({ contestant }) => contestant === name));
  const table =
    reference === undefined
      ? undefined
      : experimentTable(outcomes, contestants, reference, ['auc', 'logLoss'], { against: ownBackbone, shows: ({ of }) => of !== 'mean' });
  return withMethod(
    table,
    seeds,
    proven.map(({ proof }) => proof),
    runs,
  );
}

/** The table, and what is bold in it. */
function withMethod(table: ExperimentTable | undefined, seeds: number, proofs: readonly Proof[], wanted: number): string {
  if (!table) return stamp(proofs, wanted);
  const least = fewestSeeds(table.tests);
  const reach = seeds < least ? ` (which ${seeds} seeds cannot reach; ${least} can)` : '';
  return `${toMarkdown(table)}\n\nBold: p is at most .05 after Holm’s correction over the ${table.tests} differences of this table${reach}. ${stamp(proofs, wanted)}`;
}
