import type { ModelShape } from '../../model/shape';

/** What every file of numbers printed by PyTorch code holds. */
export interface Golden {
  domain_num: number;
  embed_dim: number;
  batch: number;
  sparse_features: string[];
  vocab: Record<string, number>;
  dense_features: string[];
  optimizer: { lr: number; weight_decay: number };
  state: Tensors;
  x: Record<string, number[]>;
  y: number[];
  hyper_out?: number[];
  train_pred: number[];
  loss: number;
  grad: Record<string, number[]>;
  losses5: number[];
  after1: Record<string, number[]>;
  after5: Record<string, number[]>;
  eval_pred_init: number[];
  eval_pred_after5: number[];
  zero_gradient_params: string[];
  f32_vs_f64_maxabs: {
    train_pred: number;
    grad: Record<string, number>;
    after1: Record<string, number>;
    after5: Record<string, number>;
    eval_pred_init: number;
    eval_pred_after5: number;
  };
}
export type Tensors = Record<string, { shape: number[]; data: number[] }>;

/** The files of a folder, by name. */
export interface Goldens {
  folder: string;
  files: Record<string, unknown>;
}

declare module 'vitest' {
  interface ProvidedContext {
    /** Of the authors of HAMUR, and of the public code of other models. */
    goldens: Goldens;
    publicGoldens: Goldens;
  }
}

/** The shape of a file's data as a model sees it. */
export function shapeOf(golden: Golden): ModelShape {
  return {
    fields: golden.sparse_features.map((name) => ({ name, rows: golden.vocab[name] as number, width: golden.embed_dim })),
    dense: golden.dense_features.length,
    domains: golden.domain_num,
  };
}
