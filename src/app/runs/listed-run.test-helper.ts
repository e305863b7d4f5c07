import { completeRunConfig } from '../../config/complete';
import type { RunConfigInput } from '../../config/run-config';
import { ROLES } from '../../runs/run.test-helper';
import type { ListedRun } from './listed';

/** A run of the list to test with. @param auc by domain of `home` and `video` */
export function listedRun(
  id: string,
  input: RunConfigInput = {},
  { auc, ...change }: Partial<Omit<ListedRun, 'auc'>> & { auc?: [number, number] } = {},
): ListedRun {
  const config = completeRunConfig({ ...input, data: { source: { demo: 'conflict' }, ...input.data } }, ROLES);
  const scored = (values: [number, number]) => ({ mean: (values[0] + values[1]) / 2, all: values[0], byDomain: values });
  return {
    id,
    where: 'kept',
    dataName: 'conflict',
    dataHash: 'demo-conflict',
    config,
    phase: 'done',
    epochs: 2,
    seconds: 3,
    engine: 'wasm',
    began: 1000,
    saved: 2000,
    ...(auc && { domains: ['home', 'video'], auc: auc[0], scores: { auc: scored(auc), logLoss: scored([0.5, 0.4]) } }),
    ...change,
  };
}
