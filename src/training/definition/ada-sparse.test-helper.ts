import type { Defined } from './parts.test-helper';
import { product, type Rows, range, sideBySide, sigmoid } from './rows.test-helper';

export const adaSparse: Defined = ({ shape, config, parameter, rows, x0, layer, adapt, sharedNormRows, linear }) => {
  const { pruner: form, prunerBeta: beta, prunerEpsilon: epsilon, follows } = config;
  // The first step has moved it once.
  const alpha = config.prunerAlpha + config.prunerAlphaStep;
  const domainAt = shape.fields.flatMap(({ name, width }) => range(width).map(() => name === 'domain_indicator'));
  const domain: Rows = x0.map((row) => row.filter((_, j) => domainAt[j]));
  const others: Rows = x0.map((row) => row.filter((_, j) => !domainAt[j]));

  function factor(t: number): number {
    if (follows === 'paper') {
      const v = { fusion: beta * sigmoid(alpha * t), scaling: beta * sigmoid(t), binarization: sigmoid(alpha * t) }[form];
      return v > epsilon ? v : 0;
    }
    if (form === 'binarization') return Math.sign(sigmoid(alpha * t) - epsilon);
    const v = beta * sigmoid(form === 'fusion' ? alpha * t : t);
    return v * Math.sign(v - epsilon);
  }
  function pruned(l: number, u: Rows): Rows {
    const width = u[0]?.length ?? 0;
    const read = sideBySide(domain, u);
    const flat = parameter(`pruner.${l}.weight`);
    const weights = range(read[0]?.length ?? 0).map((i) => Array.from(flat.slice(i * width, (i + 1) * width)));
    const judged = product(read, weights);
    return u.map((row, i) => row.map((value, j) => value * factor(judged[i]?.[j] as number)));
  }

  const top = config.layers.reduce(
    (z, width, l) => adapt(l + 1, pruned(l + 1, layer(`deep.${l}`, 0, z, width, rows)), sharedNormRows),
    sideBySide(domain, pruned(0, others)),
  );
  return linear('head', 0, top, 1).map(([logit]) => logit as number);
};
