import type { Defined, Parts } from './parts.test-helper';
import { eachOnce, type Rows, range, relu, standardised } from './rows.test-helper';

export const star: Defined = (parts) => (parts.config.follows === 'paper' ? paper(parts) : publicCode(parts));

const paper: Defined = (parts) => {
  const { shape, config, parameter, batch, rows, own, x0, linear, adapt, normRows, ownLogits } = parts;
  const ofShared = (id: string) => parameter(`partitioned-norm.shared.${id}`);
  const [gamma, beta] = [parameter('partitioned-norm.gamma'), parameter('partitioned-norm.beta')];
  const width = x0[0]?.length ?? 0;
  const normals = eachOnce((set: number[]) => standardised(x0, set, false));
  const partitioned = rows.map((i) => {
    const d = batch.domains[i] as number;
    const normal = normals(own(d))[i] as number[];
    return normal.map(
      (value, j) =>
        (gamma[d * width + j] as number) * (ofShared('gamma')[j] as number) * value + (beta[d * width + j] as number) + (ofShared('beta')[j] as number),
    );
  });
  const perTower = range(shape.domains).map((d) => {
    const top = config.layers.reduce((z, wide, l) => adapt(l + 1, relu(starLinear(parts, l, d, z, wide)), () => normRows(d)), partitioned);
    return starLinear(parts, config.layers.length, d, top, 1).map(([logit]) => logit as number);
  });
  const auxiliary = [...config.bottom, 1].reduce((x, wide, l) => {
    const line = linear(`auxiliary.${l}`, 0, x, wide);
    return l < config.bottom.length ? relu(line) : line;
  }, x0);
  return ownLogits(perTower).map((logit, i) => logit + (auxiliary[i]?.[0] as number));
};

/** The public code: one set of statistics for the input, and a norm and a ReLU behind every map of a tower. */
const publicCode: Defined = (parts) => {
  const { shape, config, parameter, rows, own, x0, linear, layer, batchNorm, adapt, normRows, ownLogits } = parts;
  const [gamma, beta] = ['gamma', 'beta'].map((id) => {
    const [shared, ofDomains] = [parameter(`input-norm.shared.${id}`), parameter(`input-norm.own.${id}`)];
    const at = (d: number, j: number) => ofDomains[d * shared.length + j] as number;
    return (d: number, j: number) => (id === 'gamma' ? at(d, j) * (shared[j] as number) : at(d, j) + (shared[j] as number));
  }) as [(d: number, j: number) => number, (d: number, j: number) => number];
  const normal = standardised(x0, rows, false, 1e-6);
  const perTower = range(shape.domains).map((d) => {
    const of = config.towerRows === 'own' ? own(d) : rows;
    const layerOf = (l: number, z: Rows, wide: number) => relu(batchNorm(`star.${l}`, d, starLinear(parts, l, d, z, wide), of));
    const read = normal.map((row) => row.map((value, j) => gamma(d, j) * value + beta(d, j)));
    const top = config.layers.reduce((z, wide, l) => adapt(l + 1, layerOf(l, z, wide), () => normRows(d)), read);
    return layerOf(config.layers.length, top, 1).map(([logit]) => logit as number);
  });
  const auxiliary = config.bottom.reduce((x, wide, l) => layer(`auxiliary.${l}`, 0, x, wide, rows), x0);
  const beside = linear(`auxiliary.${config.bottom.length}`, 0, auxiliary, 1);
  return ownLogits(perTower).map((logit, i) => logit + (beside[i]?.[0] as number));
};

/** x (W ⊙ W_d) + b + b_d of layer l and domain d. */
function starLinear({ parameter }: Parts, l: number, d: number, x: Rows, wide: number): Rows {
  const inputs = x[0]?.length ?? 0;
  const [shared, ownWeight] = [parameter(`star.${l}.shared.weight`), parameter(`star.${l}.own.weight`)];
  const [sharedBias, ownBias] = [parameter(`star.${l}.shared.bias`), parameter(`star.${l}.own.bias`)];
  return x.map((row) =>
    range(wide).map((j) => {
      const sum = row.reduce((total, value, i) => total + value * (shared[i * wide + j] as number) * (ownWeight[(d * inputs + i) * wide + j] as number), 0);
      return sum + (sharedBias[j] as number) + (ownBias[d * wide + j] as number);
    }),
  );
}
