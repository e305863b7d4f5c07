/** A row's way, one step after the other. */
export const STEPS = ['row', 'embeddings', 'hyper', 'h', 'weights', 'tower', 'bottleneck', 'up', 'norm', 'sum', 'prediction'] as const;
export type StepName = (typeof STEPS)[number];

export const STEP_TITLES: Record<StepName, string> = {
  row: 'The row',
  embeddings: 'Embeddings',
  hyper: 'Hyper-network',
  h: 'H, its matrix',
  weights: 'Its weights',
  tower: 'The tower',
  bottleneck: 'Bottleneck',
  up: 'Back up',
  norm: 'Domain norm',
  sum: 'Added to z',
  prediction: 'Prediction',
};

/** What is drawn: the two matrices of weights are one step. */
export const BOXES = ['row', 'embeddings', 'hyper', 'h', 'down', 'up-weights', 'tower', 'bottleneck', 'up', 'norm', 'sum', 'prediction'] as const;
export type BoxName = (typeof BOXES)[number];

export const stepOf = (box: BoxName): StepName => (box === 'down' || box === 'up-weights' ? 'weights' : box);

export const BOX_TITLES: Record<BoxName, string> = {
  row: 'Row',
  embeddings: 'Embeddings',
  hyper: 'Hyper-network',
  h: 'H',
  down: 'W_down = U₁ H V₁',
  'up-weights': 'W_up = U₂ H V₂',
  tower: 'Tower: z',
  bottleneck: 'Bottleneck',
  up: 'Back up',
  norm: 'Domain norm',
  sum: 'z + added',
  prediction: 'Prediction',
};
