import type { Defined } from './parts.test-helper';
import { eachOnce, type Rows, range, relu, standardised } from './rows.test-helper';

export const star: Defined = ({ shape, config, parameter, batch, rows, own, x0, linear, adapt, normRows, ownLogits }) => {
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
  const starLinear = (l: number, d: number, x: Rows, wide: number): Rows => {
    const inputs = x[0]?.length ?? 0;
    const [shared, ownWeight] = [parameter(`star.${l}.shared.weight`), parameter(`star.${l}.own.weight`)];
    const [sharedBias, ownBias] = [parameter(`star.${l}.shared.bias`), parameter(`star.${l}.own.bias`)];
    return x.map((row) =>
      range(wide).map((j) => {
        const sum = row.reduce((total, value, i) => total + value * (shared[i * wide + j] as number) * (ownWeight[(d * inputs + i) * wide + j] as number), 0);
        return sum + (sharedBias[j] as number) + (ownBias[d * wide + j] as number);
      }),
    );
  };
  const perTower = range(shape.domains).map((d) => {
    const top = config.layers.reduce((z, wide, l) => adapt(l + 1, relu(starLinear(l, d, z, wide)), () => normRows(d)), partitioned);
    return starLinear(config.layers.length, d, top, 1).map(([logit]) => logit as number);
  });
  const auxiliary = [...config.bottom, 1].reduce((x, wide, l) => {
    const line = linear(`auxiliary.${l}`, 0, x, wide);
    return l < config.bottom.length ? relu(line) : line;
  }, x0);
  return ownLogits(perTower).map((logit, i) => logit + (auxiliary[i]?.[0] as number));
};
