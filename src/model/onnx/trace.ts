import { getBackend, type NamedAttrMap, setBackend, type Tensor, tidy } from '@tensorflow/tfjs-core';
import { composed } from '../../engine/kernels/fusion';
import { ENGINE_OF_TFJS } from '../../engine/tfjs/engine';

/**
 * What was computed, kernel by kernel: tfjs runs every op through one function, and what passes there is written down. The ops run
 * composed, so that no kernel of our own is among them, and on tfjs's JavaScript backend, which is there wherever we are.
 */
export interface Trace {
  calls: TracedCall[];
  /** What was given by name. */
  sources: { name: string; shape: number[] }[];
  /** What came from nowhere else: numbers that the code wrote down. */
  constants: { shape: number[]; dtype: string; values: ArrayLike<number> }[];
  result: Ref;
}

export interface TracedCall {
  kernel: string;
  /** By the kernel's names of them; of `Concat` by their places. */
  inputs: Record<string, Ref>;
  attributes: Record<string, unknown>;
  outputs: { shape: number[]; dtype: string }[];
}

/** A tensor: what a call made, or a source or a constant. */
export type Ref = { of: 'call'; call: number; output: number } | { of: 'source' | 'constant'; place: number };

/** Names a tensor that is given. @returns it */
export type Name = <T extends Tensor>(name: string, tensor: T) => T;

/**
 * Runs `compute`, without a pause, and writes down what it does. Whatever engine is in use is in use again afterwards.
 *
 * @param compute names what it reads as it makes it; gives back the one tensor that is wanted
 */
export async function traced(compute: (name: Name) => Tensor): Promise<Trace> {
  await import('@tensorflow/tfjs-backend-cpu');
  const before = getBackend();
  const { runKernel } = ENGINE_OF_TFJS;
  // Of a backend that has been imported it takes effect at once; nothing else may run in between.
  void setBackend('cpu');
  try {
    let trace: Trace | undefined;
    composed(() =>
      tidy(() => {
        trace = recorded(compute);
      }),
    );
    return trace as unknown as Trace;
  } finally {
    ENGINE_OF_TFJS.runKernel = runKernel;
    if (before) void setBackend(before);
  }
}

function recorded(compute: (name: Name) => Tensor): Trace {
  const trace: Omit<Trace, 'result'> = { calls: [], sources: [], constants: [] };
  const known = new Map<number, Ref>();
  const refOf = (tensor: Tensor): Ref => {
    const ref = known.get(tensor.id) ?? {
      of: 'constant',
      place: trace.constants.push({ shape: tensor.shape, dtype: tensor.dtype, values: tensor.dataSync() }) - 1,
    };
    known.set(tensor.id, ref);
    return ref;
  };
  const { runKernel } = ENGINE_OF_TFJS;
  ENGINE_OF_TFJS.runKernel = function (kernel, inputs, attributes) {
    const refs = Object.fromEntries(Object.entries(inputs).map(([name, tensor]) => [name, refOf(tensor as Tensor)]));
    const made = runKernel.call(this, kernel, inputs, attributes) as Tensor | Tensor[];
    const all = Array.isArray(made) ? made : [made];
    const call = trace.calls.push({
      kernel,
      inputs: refs,
      attributes: { ...(attributes as NamedAttrMap) },
      outputs: all.map(({ shape, dtype }) => ({ shape, dtype })),
    });
    for (const [output, tensor] of all.entries()) known.set(tensor.id, { of: 'call', call: call - 1, output });
    return made as never;
  };
  const result = compute((name, tensor) => {
    known.set(tensor.id, { of: 'source', place: trace.sources.push({ name, shape: tensor.shape }) - 1 });
    return tensor;
  });
  return { ...trace, result: refOf(result) };
}
