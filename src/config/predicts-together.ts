import type { RunConfig } from './run-config';

/** Whether a prediction depends on the rows that share its batch: the norm of the adapters takes its statistics from them. */
export const predictsTogether = ({ adapters, domainNormEvaluation }: Pick<RunConfig['model'], 'adapters' | 'domainNormEvaluation'>) =>
  adapters.length > 0 && domainNormEvaluation === 'batch';
