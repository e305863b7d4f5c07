import { tree } from '@jax-js/jax';
import golden from './check.golden.json';
import { JaxHamur, type Rows, type Sizes } from './hamur';
import { startJax } from './measure';

/**
 * The jax-js baseline against the PyTorch one, at sizes of which none is a multiple of four: the loss over five steps and,
 * at the start, every gradient. Both make parameters and rows by the same formula; the numbers are what
 * `bench/pytorch/hamur.py --check` prints for `all` rows, in float64.
 */

const SIZES: Sizes = { fields: [5, 7, 3], domains: 3, k: 3, width: 3, layers: [7, 5], hyper: 6, bottleneck: 2 };
const ROWS = 13;

/** sin(begin + 1.7 i) */
const sines = (begin: number, length: number) => Float64Array.from({ length }, (_, i) => Math.sin(begin + 1.7 * i));

/** @returns the greatest differences from PyTorch's numbers; what they should be: some 1e-6 */
export async function checkJax(backend: 'wasm' | 'webgpu', padded: boolean): Promise<{ loss: number; gradient: number; of: string }> {
  await startJax(backend);
  const start = (name: string, shape: number[]): Float32Array => {
    const [middle, half] = name.endsWith('gamma') ? [1, 0.2] : [0, 0.3];
    const begin = [...name].reduce((sum, letter) => sum + letter.charCodeAt(0), 0);
    const length = shape.reduce((a, b) => a * b, 1);
    return Float32Array.from(sines(begin, length), (value) => middle + half * value);
  };
  const rows = Array.from({ length: ROWS }, (_, i) => i);
  const domains = Int32Array.from(rows, (i) => (i * 5 + Math.floor(i / 3)) % 3);
  const made: Rows = {
    ids: Int32Array.from(rows.flatMap((i) => [(i * 7) % 5, (i * 3) % 7, domains[i] as number])),
    dense: Float32Array.from(sines(3, ROWS)),
    domains,
    labels: Float32Array.from(rows, (i) => Number(i % 3 === 1)),
  };

  const model = new JaxHamur(SIZES, padded, start, { rate: 1e-2, decay: 1e-5 });
  const batch = model.batch(made);
  const worst = { loss: 0, gradient: 0, of: '' };
  for (const [name, gradient] of await model.gradients(batch)) {
    const weights = sines(1, gradient.length);
    const sum = gradient.reduce((total, value, i) => total + value * (weights[i] as number), 0);
    const difference = Math.abs(sum - ((golden.gradients as Record<string, number>)[name] ?? Number.NaN));
    // Not `>`: NaN must show.
    if (!(difference <= worst.gradient)) [worst.gradient, worst.of] = [difference, name];
  }
  for (const expected of golden.losses) {
    const loss = ((await (await model.step(batch)).data()) as Float32Array)[0] as number;
    worst.loss = Math.max(worst.loss, Math.abs(loss - expected));
  }
  tree.dispose(batch);
  model.dispose();
  return worst;
}
