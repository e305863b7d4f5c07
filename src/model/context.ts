import type { Tensor, Tensor3D } from '@tensorflow/tfjs-core';
import type { Dropout } from '../engine/kernels/dropout-mask';
import type { Batch } from '../engine/ops/batch/batch';
import type { Moments } from '../engine/ops/normalise';

/** What one pass through a model works with: its parameters, a batch, and its norms' statistics. */
export interface Pass {
  /** A parameter by name. */
  parameter<T extends Tensor>(name: string): T;
  batch: Batch;
  training: boolean;
  /** The running statistics of a norm, [groups, 1, m] each, and the share by which this pass moves them. */
  running(norm: string): Moments & { momentum: number };
  /** What a backbone keeps beside its parameters, by name. */
  state<T extends Tensor>(name: string): T;
  /** Overwrites such a value, if this pass is a step; any other pass leaves everything as it was. */
  keepState(name: string, values: Tensor): void;
  /** In training: which share of the units of a layer is left out, named so that its mask is its own; undefined: none. */
  dropout(share: number, name: string): Dropout | undefined;
  /** Gradients of embeddings are wanted only for the rows that the batch names. */
  lazyEmbeddings: boolean;
  /** How the adapters are looked into; left out: not at all. */
  inside?: Inside | undefined;
}

/** A look into a pass at evaluation: what it changes of the adapters, and what it sees. */
export interface Inside {
  /** The layers' outputs go on as if there were no adapter. */
  adaptersOff?: boolean;
  /** The share of what the adapters add that is added; left out: all of it, to the bit. */
  strength?: number;
  /** What takes the place of the hyper-network's output, [1, B, k * k]. */
  replace?(output: Tensor3D): Tensor3D;
  /** Each adapter in order: what it reads and what it gives back, [G, B, m]. */
  see?(z: Tensor3D, adapted: Tensor3D): void;
  /** Each part's values in the order in which they are made, [1 or G, B, m]. */
  tell?(part: Part, values: Tensor3D): void;
}

/** A part of a model whose values can be looked at on their way. */
export type Part =
  /** x0 of every backbone: the fields' embeddings side by side, then the dense values. */
  | { of: 'input' }
  /** The hyper-network's layers below its last. */
  | { of: 'hidden' }
  /** The hyper-network's output as the adapters use it: after `replace`, and scaled. */
  | { of: 'h' }
  /** What lies between the input and the towers, or joins their end. */
  | { of: 'below' | 'beside'; name: string }
  /** Counted from 1. */
  | { of: 'layer'; layer: number }
  /** Of the adapter at `place` among the adapters, from 0. */
  | { of: 'bottleneck' | 'up' | 'added'; place: number }
  | { of: 'logit' };

/** Shows a part's values to whoever looks. @returns them */
export function told({ inside }: Pick<Pass, 'inside'>, part: Part, values: Tensor3D): Tensor3D {
  inside?.tell?.(part, values);
  return values;
}
