import { add, concat, div, fill, minimum, mul, sqrt, square, sub, sum, type Tensor, type Tensor1D, type Tensor2D, tidy } from '@tensorflow/tfjs-core';
import type { Optimiser } from '../../config/run-config';
import { copyInto } from '../kernels/copy';
import { CATCH_UP, type CatchUp, OPTIMISE, OPTIMISE_ROWS, type Optimise, type OptimiseRows, runFused, SQUARES } from '../kernels/fused';
import { isFused } from '../kernels/fusion';
import { ADAGRAD_EPS, ADAM_EPS, adamCorrections, BETA1, BETA2, CLIP_EPS } from '../kernels/optimiser';

/** What an optimiser works on, all of it flat; a step changes it where it lies. */
export interface OptimiserState {
  /** [P] all parameters. */
  parameters: Tensor1D;
  /** [P] each: what the optimiser remembers of past gradients; see `MEMORIES`. */
  memories: Tensor1D[];
}

/**
 * Steps done, this one included (`t`, from 1), learning rate, weight decay of the embeddings (elements from
 * `embeddings[0]` up to `embeddings[1]`), of the adapters (`adapters`, behind them) and of the rest, SGD's momentum, and the longest gradient (`clip`, 0: no limit).
 */
export type OptimiserStep = Omit<Optimise, 'lazy'>;

/** An embedding table whose rows move only when a batch names them: where it lies, and the step that moved each row last. */
export interface LazyTable extends Pick<OptimiseRows, 'offset' | 'rows' | 'width' | 'column' | 'ids'> {
  /** [rows] int32, 0 at the start. */
  last: Tensor1D;
}

/** How many tensors of memory each optimiser has; all start at 0. */
export const MEMORIES: Record<Optimiser, number> = { adam: 2, adamw: 2, adagrad: 1, sgd: 1 };

/**
 * One step, in place. All optimisers follow PyTorch's defaults: Adam (Kingma & Ba, ICLR 2015; the memories are the means
 * of gradient and squared gradient), AdamW (Loshchilov & Hutter, ICLR 2019; the parameters shrink by rate * decay apart
 * from the gradient), Adagrad (Duchi et al., JMLR 2011; the memory is the sum of squared gradients), SGD with momentum
 * (the memory is the velocity). Except for AdamW, weight decay is added to the gradient (L2). A gradient that is longer
 * than `clip` is shortened to about that, its direction kept, as in PyTorch's `clip_grad_norm_`.
 *
 * @param gradient [P]
 */
export function optimise(state: OptimiserState, gradient: Tensor1D, step: OptimiserStep): void {
  if (isFused('optimise')) fused(state, gradient, { ...step, lazy: false });
  else tidy(() => composed(state, gradient, step));
}

/**
 * The same where tables are lazy: what a step costs does not depend on their rows. A row takes the steps that it skipped
 * when a batch names it again (`kernels/lazy-step.ts` says how exactly).
 *
 * @param ints [B, I] int32, the batch that made the gradient
 * @throws Error where the current backend has no such kernel, or the step clips
 */
export function optimiseLazily(state: OptimiserState, gradient: Tensor1D, step: OptimiserStep, tables: LazyTable[], ints: Tensor2D): void {
  if (!isFused('optimise')) throw new Error('Lazy embeddings need the fused kernels.');
  if (step.clip > 0) throw new Error('The length of a gradient that is known in part cannot be limited.');
  fused(state, gradient, { ...step, lazy: true });
  const { decay: _decay, embeddings: _embeddings, adapterDecay: _adapterDecay, adapters: _adapters, ...shared } = step;
  for (const { last, ...table } of tables) {
    const attributes: OptimiseRows = { ...shared, ...table };
    runFused<Tensor>(OPTIMISE_ROWS, { ...flat(state), gradient, lastInPlace: last, ints }, attributes).dispose();
  }
}

/**
 * Moves every row of lazy tables to where the steps up to `step`, this one included, would have moved it without a
 * gradient. To be called before all rows are read; the cost grows with their number.
 *
 * @throws Error where the current backend has no such kernel
 */
export function catchUp(state: OptimiserState, step: OptimiserStep, tables: LazyTable[]): void {
  const { optimiser, t, rate, embeddingDecay, momentum } = step;
  // Their rows stay where they are while they have no gradient.
  if (optimiser === 'adagrad' || (optimiser === 'sgd' && momentum === 0)) return;
  for (const { last, offset, rows, width } of tables) {
    const attributes: CatchUp = { optimiser, t, rate, embeddingDecay, momentum, offset, rows, width };
    runFused<Tensor>(CATCH_UP, { ...flat(state), lastInPlace: last }, attributes).dispose();
  }
}

function fused(state: OptimiserState, gradient: Tensor1D, attributes: Optimise): void {
  const squares = attributes.clip > 0 ? runFused<Tensor>(SQUARES, { gradient }) : undefined;
  runFused<Tensor>(OPTIMISE, { ...flat(state), gradient, squares }, attributes).dispose();
  squares?.dispose();
}

const flat = ({ parameters, memories: [first, second] }: OptimiserState) => ({
  parametersInPlace: parameters,
  firstInPlace: first,
  secondInPlace: second,
});

function composed({ parameters, memories }: OptimiserState, whole: Tensor1D, step: OptimiserStep): void {
  const { optimiser, rate, clip, momentum } = step;
  const [first, second] = memories as [Tensor1D, Tensor1D];
  const clipped = clip > 0 ? mul<Tensor1D>(whole, minimum(div(clip, add(sqrt(sum(square(whole))), CLIP_EPS)), 1)) : whole;
  const decay = decayOf(step, parameters.size);
  const gradient = optimiser === 'adamw' ? clipped : add<Tensor1D>(clipped, mul(parameters, decay));
  switch (optimiser) {
    case 'adam':
    case 'adamw': {
      const mean: Tensor1D = add(mul(first, BETA1), mul(gradient, 1 - BETA1));
      const meanSquare: Tensor1D = add(mul(second, BETA2), mul(square(gradient), 1 - BETA2));
      const corrected = adamCorrections(step);
      const denominator = add(mul(sqrt(meanSquare), corrected.root), ADAM_EPS);
      const move = mul(div(mean, denominator), corrected.rate);
      const from = optimiser === 'adamw' ? sub<Tensor1D>(parameters, mul(parameters, mul(decay, rate))) : parameters;
      copyInto(sub(from, move), parameters);
      copyInto(mean, first);
      copyInto(meanSquare, second);
      return;
    }
    case 'adagrad': {
      const total: Tensor1D = add(first, square(gradient));
      copyInto(sub(parameters, mul(div(gradient, add(sqrt(total), ADAGRAD_EPS)), rate)), parameters);
      copyInto(total, first);
      return;
    }
    case 'sgd': {
      const velocity: Tensor1D = add(mul(first, momentum), gradient);
      copyInto(sub(parameters, mul(velocity, rate)), parameters);
      copyInto(velocity, first);
    }
  }
}

/** [P]: each parameter's; one number where all decay alike. */
function decayOf({ decay, embeddingDecay, embeddings, adapterDecay, adapters }: OptimiserStep, size: number): number | Tensor1D {
  if (decay === embeddingDecay && decay === adapterDecay) return decay;
  const ends: [end: number, decay: number][] = [
    [embeddings[0], decay],
    [embeddings[1], embeddingDecay],
    [Math.max(embeddings[1], adapters[0]), decay],
    [Math.max(embeddings[1], adapters[1]), adapterDecay],
    [size, decay],
  ];
  return concat(ends.map(([end, own], i) => fill([end - (ends[i - 1]?.[0] ?? 0)], own))) as Tensor1D;
}
