import type { ModelConfig } from '../../config/run-config';
import type { EncodedData } from '../../data/types';
import type { ModelShape } from '../../model/shape';
import { modelShape } from '../rows/batch';

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

/** The files of a folder, by name: of the authors of HAMUR, and of the public code of other models. */
export interface Goldens {
  folder: string;
  /** Whether GOLDENS_DIR names the folder: then it may hold a few files, of some classes alone. */
  given: boolean;
  authors: Record<string, unknown>;
  publicCode: Record<string, unknown>;
}

declare module 'vitest' {
  interface ProvidedContext {
    goldens: Goldens;
  }
}

/** The shape of a file's data as a model of this configuration sees it. */
export function shapeOf(golden: Golden, config: ModelConfig): ModelShape {
  const texts = (count: number) => Array.from({ length: count }, (_, i) => `${i}`);
  return modelShape(
    {
      sparse: golden.sparse_features.map((name) => ({
        name,
        ids: new Int32Array(),
        slots: 1,
        vocabulary: texts(golden.vocab[name] as number),
        hasUnknown: false,
        width: golden.embed_dim,
      })),
      dense: golden.dense_features.map((name) => ({ name })),
      domains: texts(golden.domain_num).map((name) => ({ name })),
    } as unknown as EncodedData,
    config,
  );
}
