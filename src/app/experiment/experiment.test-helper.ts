import { completeRunConfig } from '../../config/complete';
import { newExperiment } from '../../runs/experiment/queue';
import type { ExperimentRecord } from '../../runs/experiment/record';
import { ROLES } from '../../runs/run.test-helper';
import { TABLE } from '../store/store.test-helper';

/** One of these contestants, on the processor and of a file, with one seed, of which nothing is trained yet. */
export const experimentOf = (names: string[]): ExperimentRecord =>
  newExperiment(
    {
      contestants: names.map((name) => ({
        name,
        config: completeRunConfig({ engine: 'wasm', data: { source: { file: 'rows.csv', hash: TABLE.hash } } }, ROLES),
      })),
      seeds: [1],
      reference: names[0] as string,
    },
    { id: 'x', began: 7, data: { name: TABLE.name, hash: TABLE.hash } },
  );
