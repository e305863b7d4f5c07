import { completeRunConfig } from '../../config/complete';
import { DEMOS, type DemoInfo } from '../../config/demos';
import { outcome } from '../experiment/outcome.test-helper';
import { newExperiment } from '../experiment/queue';

const { roles } = DEMOS[0] as DemoInfo;

/** A page with default settings, and a comparison of two contestants over two seeds that are all trained. */
export const PAGE = completeRunConfig({}, roles);

const plain = newExperiment(
  {
    contestants: ['HAMUR', 'MLP'].map((name, i) => ({ name, config: completeRunConfig({ model: { k: 4 + i } }, roles) })),
    seeds: [1, 2],
    reference: 'MLP',
  },
  { id: 'x', began: 7, data: { name: 'rows.csv', hash: 'abc', rows: 9, columns: 3 } },
);
const outcomes = plain.jobs.map(({ contestant, seed }, i) => outcome(contestant, seed, [0.7 + i / 97, 0.6], { data: 'abc' }));
export const EXPERIMENT = {
  ...plain,
  jobs: plain.jobs.map((job, i) => ({ ...job, state: 'done' as const, outcome: outcomes[i] as (typeof outcomes)[number] })),
};
