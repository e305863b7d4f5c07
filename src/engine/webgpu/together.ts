import { type TensorInfo, util } from '@tensorflow/tfjs-core';
import type { Dispatcher, Piece } from './program';

/** Several tensors as one binding. */
export interface Together {
  piece: Piece;
  /** Where in it each tensor begins, in elements. */
  at: number[];
  /** To be called once the program is recorded. */
  done(): void;
}

/**
 * Tensors as one binding, so that a program stays within the eight that every adapter offers: the stretch of the buffer
 * that they lie in, if it is one (as tensors made together, or the parameters of a model do), else copies side by side.
 *
 * @param use whether the program reads what is there, writes all of it, or changes it
 */
export function together(on: Dispatcher, tensors: TensorInfo[], use: 'read' | 'written' | 'changed'): Together {
  const pieces = tensors.map((tensor) => on.place(tensor));
  if (use !== 'read') for (const tensor of tensors) on.forget(tensor);
  return stretch(on, pieces) ?? copies(on, tensors, pieces, use);
}

function stretch(on: Dispatcher, pieces: Piece[]): Together | undefined {
  const [{ buffer }] = pieces as [Piece];
  if (pieces.some((piece) => piece.buffer !== buffer || piece.size === undefined)) return undefined;
  const offset = Math.min(...pieces.map((piece) => piece.offset ?? 0));
  const end = Math.max(...pieces.map((piece) => (piece.offset ?? 0) + (piece.size ?? 0)));
  if (end - offset > on.backend.device.limits.maxStorageBufferBindingSize) return undefined;
  return { piece: { buffer, offset, size: end - offset }, at: pieces.map((piece) => ((piece.offset ?? 0) - offset) / 4), done: () => {} };
}

function copies(on: Dispatcher, tensors: TensorInfo[], pieces: Piece[], use: 'read' | 'written' | 'changed'): Together {
  const { tensors: parts, piece, at } = on.allocateTogether(tensors.map(({ shape }) => shape));
  const copyAll = (back: boolean) => {
    for (const [i, part] of parts.entries()) {
      const [mine, theirs] = [on.place(part), pieces[i] as Piece];
      on.copy(back ? mine : theirs, back ? theirs : mine, 4 * util.sizeFromShape(part.shape));
    }
  };
  if (use !== 'written') copyAll(false);
  return {
    piece,
    at,
    done: () => {
      if (use !== 'read') copyAll(true);
      for (const part of parts) on.release(part);
    },
  };
}
