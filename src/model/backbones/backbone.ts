import type { Tensor3D } from '@tensorflow/tfjs-core';
import type { ModelConfig } from '../../config/run-config';
import type { Pass } from '../context';
import type { Entry } from '../layout';
import type { NormBuffers } from '../norm';
import type { ModelShape } from '../shape';

/** A backbone says what it is made of, what it computes, and where adapters may go. */
export interface Backbone {
  entries(shape: ModelShape, config: ModelConfig): Entry[];
  buffers(shape: ModelShape, config: ModelConfig): NormBuffers[];
  /**
   * @param x0 [1, B, F * e + C]
   * @param adapt called after each layer that may take an adapter, with its number from 1; gives back what goes on
   * @returns [D, B, 1] logits of every tower (or [1, B, 1], where one tower serves all)
   */
  logits(pass: Pass, shape: ModelShape, config: ModelConfig, x0: Tensor3D, adapt: (layer: number, z: Tensor3D) => Tensor3D): Tensor3D;
}
