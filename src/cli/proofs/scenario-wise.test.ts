import { expect, test } from 'vitest';
import { completeRunConfig } from '../../config/complete';
import { BACKBONES, type Roles } from '../../config/run-config';
import type { Proof, Run } from './proof';
import { COLLECTION_1M, COLLECTION_100K, COLLECTION_SEEDS, collectionRuns } from './scenario-wise';
import { scenarioWise1mTable, scenarioWise100kTable } from './scenario-wise-table';

const NO_ROLES: Roles = { label: { column: '' }, domain: { column: '' }, sparse: [], dense: [] };

/** A proof with these figures. */
function planted(auc: number | null, logLoss: number | null, parameters: number): Proof {
  const model = { parameters, epochs: 7, bestEpoch: 4, auc, logLoss, byDomain: [auc] };
  return { date: '2030-01-02', commit: 'abc', engine: 'wasm', data: 'd', seconds: 1, rowsPerSecond: 1, domains: ['all'], testRows: [9], model };
}
const rowOf = (text: string, title: string) =>
  text
    .split('\n')
    .map((line) =>
      line
        .split('|')
        .slice(1, -1)
        .map((cell) => cell.trim()),
    )
    .find(([name]) => name === title);
/** On record: MMoE of three seeds, AdaSparse alone of one, PLE with HAMUR of two. */
const proofOf = ({ key, backbone, seed }: Run): Proof | undefined => {
  const [hamur, later] = [key.includes('-hamur/'), seed - 2022];
  if (backbone === 'mmoe') return hamur ? planted(0.812 + later / 1000, 0.52, 300_000) : planted(0.81, 0.52 + later / 100, 217_799);
  if (backbone === 'adasparse' && !hamur && later === 0) return planted(0.8, null, 1000);
  return backbone === 'ple' && hamur && later > 0 ? planted(0.8, 0.5, 1000) : undefined;
};

test('what is published stands beside ours, with what HAMUR adds; what is not run says so', () => {
  const text = scenarioWise1mTable.table(proofOf);
  const [head] = text.split('\n');
  expect(head).toMatch(/^\| model \| published: AUC all \| LogLoss all \| AUC all \| LogLoss all \| parameters \| \+ HAMUR: AUC all/);
  // Means of .812, .813, .814 and of .52, .53, .54; differences .002, .003, .004 and 0, -.01, -.02.
  expect(rowOf(text, 'MMoE')).toEqual([
    ...['MMoE', '.8086', '.5218', '.8100±.0000', '.5300±.0100', '217,799', '.8130±.0010', '.5200±.0000', '300,000'],
    ...['+.0030 [+.0005, +.0055]', '−.0100 [−.0348, +.0148]', '6 of 6'],
  ]);
  expect(rowOf(text, 'AdaSparse')).toEqual(['AdaSparse', '.8108', '.5205', '.8000', 'n/a', '1,000', 'not run', '', '', '', '', '1 of 6']);
  expect(rowOf(text, 'PLE (CGC)')).toEqual(['PLE (CGC)', '.8091', '.5257', 'not run', '', '', '.8000±.0000', '.5000±.0000', '1,000', '', '', '2 of 6']);
  expect(rowOf(text, 'PEPNet')).toEqual(['PEPNet', '', '', 'not run', '', '', 'not run', '', '', '', '', '0 of 6']);
  expect(text.split('\n').at(-1)).toMatch(/^9 of 90 runs are on record, of 2030-01-02/);
});

test('where nothing is published there are no columns of it', () => {
  const text = scenarioWise100kTable.table(proofOf);
  expect(rowOf(text, 'MMoE')?.slice(0, 3)).toEqual(['MMoE', '.8100±.0000', '.5300±.0100']);
  expect(rowOf(text, 'AdaSparse')?.slice(0, 2)).toEqual(['AdaSparse', '.8000']);
});

test('STAR stands there as its paper has it: its runs are those of before there was a choice', () => {
  const star = collectionRuns(COLLECTION_1M).filter(({ backbone }) => backbone === 'star');
  expect(star[0]?.key).toBe('scenario-wise/ml-1m/star-alone/2022/08865e5d');
  for (const { config } of star) expect(config.model?.follows).toBe('paper');
});

test('each backbone alone and with HAMUR, which differ in the adapters alone; no engine is stated, and the split is', () => {
  for (const collection of [COLLECTION_1M, COLLECTION_100K]) {
    const runs = collectionRuns(collection);
    expect(runs.length).toBe(2 * BACKBONES.length * COLLECTION_SEEDS.length);
    for (const run of runs) {
      const { engine, data, model, train } = completeRunConfig(run.config, NO_ROLES);
      expect(engine).toBe('auto');
      expect(run.split).toMatch(/^[0-9a-f]{64}$/);
      expect(run.key.startsWith(`scenario-wise/${collection.name}/${run.backbone}-`)).toBe(true);
      expect(model).toMatchObject({ fidelity: 'reference', embedding: 16, backbone: run.backbone });
      expect(train).toMatchObject({ batch: collection.batch, weightDecay: 0.00001, patience: 4, baseline: false });
      // These read the domain's embedding, or have nothing else that knows the domain.
      expect(data.domainAsInput).toBe(['dcn', 'wide-deep', 'epnet', 'ppnet', 'pepnet', 'adasparse', 'adapt-dhm', 'm2m'].includes(run.backbone));
      if (!run.key.includes('-hamur/')) {
        expect(model.adapters).toEqual([]);
        continue;
      }
      expect(model).toMatchObject({ adapters: [model.layers.length], hyper: [64], k: 35, bottleneck: 32 });
      const alone = runs.find(({ key, seed }) => seed === run.seed && key.startsWith(`scenario-wise/${collection.name}/${run.backbone}-alone/`));
      expect({ ...alone?.config, model: { ...alone?.config.model, adapters: model.adapters } }).toEqual(run.config);
    }
  }
});
