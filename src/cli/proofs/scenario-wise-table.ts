import { BACKBONE_INFO } from '../../config/backbones';
import { BACKBONES, type Backbone } from '../../config/run-config';
import { markdown, short, spread, stamp, withInterval } from './markdown';
import type { Proof, ProofTable } from './proof';
import { COLLECTION_1M, COLLECTION_100K, COLLECTION_SEEDS, type Collection, type CollectionPair, collectionPairs, collectionRuns } from './scenario-wise';

/** What Scenario-Wise Rec's draft of 2024 gives on MovieLens-1M, batch 4,096, on a split of its own of 8:1:1: test AUC and LogLoss. */
const PUBLISHED: Partial<Record<Backbone, readonly [auc: number, logLoss: number]>> = {
  'shared-bottom': [0.8095, 0.5228],
  mmoe: [0.8086, 0.5218],
  ple: [0.8091, 0.5257],
  star: [0.8096, 0.5258],
  epnet: [0.8097, 0.5215],
  ppnet: [0.8063, 0.5257],
  'sar-net': [0.8092, 0.5245],
  adasparse: [0.8108, 0.5205],
  'adapt-dhm': [0.8083, 0.5238],
  m2m: [0.8115, 0.5213],
};

/** In the place of a figure. */
const NOT_RUN = 'not run';

const PARAMETERS = 'parameters';
const [AUC, LOG_LOSS] = ['AUC all', 'LogLoss all'];
const OURS = [AUC, LOG_LOSS, PARAMETERS];
const WITH_HAMUR = [...OURS.map((head) => `+ HAMUR: ${head}`), `+ HAMUR − alone: ${AUC} [95 %]`, `${LOG_LOSS} [95 %]`, 'runs'];

/** Published figures beside ours. */
export const scenarioWise1mTable: ProofTable = tableOf('npm run verify: scenario-wise-1m', COLLECTION_1M, [`published: ${AUC}`, LOG_LOSS], (backbone) =>
  (PUBLISHED[backbone] ?? [undefined, undefined]).map((value) => (value === undefined ? '' : short(value))),
);

/** The same models where nobody has published figures. */
export const scenarioWise100kTable: ProofTable = tableOf('npm run verify: scenario-wise-100k', COLLECTION_100K, [], () => []);

/** @param more columns of other people's figures, and their cells */
function tableOf(mark: ProofTable['mark'], collection: Collection, more: readonly string[], cellsOf: (backbone: Backbone) => readonly string[]): ProofTable {
  const runs = collectionRuns(collection);
  return {
    mark,
    runs,
    table(proofOf) {
      const known = BACKBONES.map((backbone) => ({ backbone, pairs: collectionPairs(proofOf, collection, backbone) }));
      const rows = known.map(({ backbone, pairs }) => [BACKBONE_INFO[backbone].title, ...cellsOf(backbone), ...cells(pairs)]);
      const proofs = known.flatMap(({ pairs }) => pairs.flatMap(({ alone, hamur }) => [alone ?? [], hamur ?? []].flat()));
      return `${markdown(['model', ...more, ...OURS, ...WITH_HAMUR], rows)}\n\n${stamp(proofs, runs.length)}`;
    },
  };
}

function cells(pairs: readonly CollectionPair[]): string[] {
  const differences = (of: (proof: Proof) => number | null) =>
    pairs.flatMap(({ alone, hamur }) => {
      const [a, b] = [hamur, alone].map((proof) => proof && of(proof));
      return typeof a === 'number' && typeof b === 'number' ? [a - b] : [];
    });
  const done = pairs.flatMap(({ alone, hamur }) => [alone ?? [], hamur ?? []].flat()).length;
  return [
    ...figures(pairs.flatMap(({ alone }) => alone ?? [])),
    ...figures(pairs.flatMap(({ hamur }) => hamur ?? [])),
    withInterval(differences(({ model }) => model.auc)),
    withInterval(differences(({ model }) => model.logLoss)),
    `${done} of ${2 * COLLECTION_SEEDS.length}`,
  ];
}

/** Of one model over its seeds. */
function figures(proofs: readonly Proof[]): string[] {
  if (proofs.length === 0) return [NOT_RUN, '', ''];
  const over = (of: (proof: Proof) => number | null) => {
    const values = proofs.map(of).filter((value) => value !== null);
    return values.length > 0 ? spread(values) : 'n/a';
  };
  return [over(({ model }) => model.auc), over(({ model }) => model.logLoss), (proofs[0] as Proof).model.parameters.toLocaleString('en')];
}
