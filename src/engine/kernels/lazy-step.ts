import type { Optimise } from './fused';

export const BETA1 = 0.9;
export const BETA2 = 0.999;
export const ADAM_EPS = 1e-8;
export const ADAGRAD_EPS = 1e-10;

/** One parameter and what its optimiser remembers of it. */
export interface Remembered {
  parameter: number;
  first: number;
  second: number;
}

/**
 * What `skipped` steps with a gradient of 0 do to a parameter, in closed form, before it takes step `t`.
 *
 * Adagrad: nothing. SGD: the velocity runs out, exactly, at this step's rate. Adam and AdamW: both means run out, and the
 * parameter moves by the geometric sum of what they would have moved it, which neglects eps and takes the bias
 * corrections and the rate of step `t`. AdamW's decay is made up for exactly; L2 decay, which is a gradient, counts only
 * in the steps that a row takes.
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
