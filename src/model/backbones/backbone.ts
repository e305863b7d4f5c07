import type { Tensor3D } from '@tensorflow/tfjs-core';
import type { ModelConfig } from '../../config/run-config';
import type { Pass } from '../context';
import type { Embedded } from '../embedding';
import type { Module } from '../module';
import type { ModelShape } from '../shape';

/** Called after each layer that may take an adapter, with its number from 1; gives back what goes on. */
export type Adapt = (layer: number, z: Tensor3D) => Tensor3D;

/** A backbone says what it is made of, what it computes, and where adapters may go. */
export interface Backbone {
  /** Whether the authors' loop over domains calls the hyper-network once per domain. */
  loopsHyperNetwork: boolean;
  module: Module;
  /** PyTorch's name of a field's embedding table, where it is another than the authors'. */
  embeddingName?: (field: string) => string;
  /** What the hyper-network reads, where that is not x0. */
  hyperInput?(input: Embedded): Tensor3D;
  /** @returns each row's logit, [1, B, 1] */
  logits(pass: Pass, input: Embedded, adapt: Adapt): Tensor3D;
}

/** Widths of what a backbone may read: x0, and the embeddings alone. */
export interface InputWidths {
  all: number;
  fields: number;
}

/** @param looped calls a step of what the authors' loop over domains calls: D in `reference` mode, else 1 */
export type MakeBackbone = (shape: ModelShape, config: ModelConfig, inputs: InputWidths, looped: number) => Backbone;
