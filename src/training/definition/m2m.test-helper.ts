import type { Defined } from './parts.test-helper';
import { product, type Rows, range, relu } from './rows.test-helper';

export const m2m: Defined = ({ shape, config, parameter, rows, own, x0, linear, bottom, batchNorm, adapt, normRows, ownLogits }) => {
  const flat = parameter('scenario');
  const size = config.embedding;
  const input = bottom('bottom', 0, x0);
  return ownLogits(
    range(shape.domains).map((d) => {
      const scenario: Rows = [Array.from(flat.slice(d * size, (d + 1) * size))];
      const of = config.towerRows === 'own' ? own(d) : rows;
      const top = config.layers.reduce((z, width, l) => {
        const inputs = z[0]?.length ?? 0;
        const [made] = linear(`meta.${l}.weight`, 0, scenario, inputs * width) as [number[]];
        const [bias] = linear(`meta.${l}.bias`, 0, scenario, width) as [number[]];
        const weights = range(inputs).map((a) => made.slice(a * width, (a + 1) * width));
        const line = product(z, weights).map((row, i) => row.map((value, j) => value + (bias[j] as number) + (inputs === width ? (z[i]?.[j] as number) : 0)));
        return adapt(l + 1, relu(batchNorm(`meta-tower.${l}`, d, line, of)), () => normRows(d));
      }, input);
      return linear('head', 0, top, 1).map(([logit]) => logit as number);
    }),
  );
};
