import type { ModelConfig } from './run-config';

/** Whether a model's input is normalised by the rows that are evaluated together, so that a prediction depends on them. */
export function inputNormOfBatch({ backbone, follows }: Pick<ModelConfig, 'backbone' | 'follows'>): boolean {
  return backbone === 'star' && follows === 'public-code';
}

/** Whether a row's prediction depends on the rows that are evaluated with it: by the norm of the adapters, or by one of the backbone. */
export function predictsTogether(model: Pick<ModelConfig, 'backbone' | 'follows' | 'adapters' | 'domainNormEvaluation'>): boolean {
  return inputNormOfBatch(model) || (model.adapters.length > 0 && model.domainNormEvaluation === 'batch');
}
