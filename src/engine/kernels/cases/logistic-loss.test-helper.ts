import { randomStream } from '../../../lib/random';
import * as kernel from '../fused';
import { type Arrays, logisticLoss } from '../fused.definition.test-helper';
import { lossGradient } from '../fused.gradient.test-helper';
import { bothWays, type Example, exact, type Family, normals, once } from './case.test-helper';

function lossFamily({ rows, padding, what, deviation }: { rows: number; padding: number; what: string; deviation: number }): Family {
  const title = `${what}: ${rows} rows, ${padding} of them padding`;
  const columns = 5;
  const made = once(() => {
    const random = randomStream(6, `loss/${title}`);
    const logits = normals(random, [1, rows, 1], deviation);
    const batch = normals(random, [rows, columns]);
    for (let b = 0; b < rows; b++) {
      batch.values[b * columns + kernel.LABEL_COLUMN] = random.below(2);
      batch.values[b * columns + kernel.WEIGHT_COLUMN] = b < rows - padding ? (0.5 + random.uniform()) / rows : 0;
    }
    const inputs = { logits: exact(logits) };
    const loss = (given: Arrays<'logits'>) => logisticLoss(given, batch.values);
    const gradient = bothWays(inputs, Float64Array.of(1), loss, lossGradient(inputs, batch.values));
    return { logits, batch, inputs, loss, gradient };
  });
  const make = (): Example => {
    const { logits, batch, inputs, loss, gradient } = made();
    const results = [
      { shape: [], values: loss(inputs) },
      { shape: logits.shape, values: gradient.wanted.logits },
    ];
    return { inputs: { logits, floats: batch }, attributes: {}, results };
  };
  return { cases: [{ kernel: kernel.LOGISTIC_LOSS, title, make }], gradient: { title: `loss, ${title}`, make: () => made().gradient } };
}

export const LOSSES: Family[] = [
  { what: 'one row', rows: 1, padding: 0, deviation: 1 },
  { what: 'a few', rows: 7, padding: 2, deviation: 2 },
  { what: 'many', rows: 1025, padding: 24, deviation: 2 },
  // Beyond where a float32 holds the exponential.
  { what: 'far from 0', rows: 70, padding: 1, deviation: 150 },
].map(lossFamily);
