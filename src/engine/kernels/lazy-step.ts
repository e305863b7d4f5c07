import type { Optimise } from './fused';
import { ADAM_EPS, BETA1, BETA2 } from './optimiser';

/** One parameter and what its optimiser remembers of it. */
export interface Remembered {
  parameter: number;
  first: number;
  second: number;
}

/**
 * What `skipped` steps with a gradient of 0 do to a parameter, in closed form, as seen from step `t`.
 *
 * Adagrad: nothing. SGD: the velocity runs out, exactly, at this step's rate. Adam and AdamW: both means run out, and the
 * parameter moves by the geometric sum of what they would have moved it, which neglects eps and takes the bias
 * corrections and the rate of step `t`. AdamW's decay is caught up exactly. L2 decay is part of the gradient, so it counts only in the steps that a row
 * takes.
 *
 * Rows catch up late: the forward pass of the step that names a row still reads it as it was
 * last moved. Training is therefore the same as with all rows moved at every step for Adagrad and for SGD without
 * momentum, whose rows stay while nobody names them, and an approximation of it for the others.
 */
export function lazyStep(
  { parameter, first, second }: Remembered,
  skipped: number,
  { optimiser, t, rate, embeddingDecay, momentum }: Pick<Optimise, 'optimiser' | 't' | 'rate' | 'embeddingDecay' | 'momentum'>,
): Remembered {
  if (skipped <= 0 || optimiser === 'adagrad') return { parameter, first, second };
  if (optimiser === 'sgd') {
    return { parameter: parameter - rate * first * geometric(momentum, skipped), first: first * momentum ** skipped, second };
  }
  const shrunk = optimiser === 'adamw' ? parameter * (1 - rate * embeddingDecay) ** skipped : parameter;
  const step = (rate * Math.sqrt(1 - BETA2 ** t)) / (1 - BETA1 ** t);
  return {
    parameter: shrunk - (step * first * geometric(BETA1 / Math.sqrt(BETA2), skipped)) / (Math.sqrt(second) + ADAM_EPS),
    first: first * BETA1 ** skipped,
    second: second * BETA2 ** skipped,
  };
}

/** r + r^2 + … + r^n */
function geometric(r: number, n: number): number {
  return r === 1 ? n : (r * (1 - r ** n)) / (1 - r);
}
