import type { Defined } from './parts.test-helper';
import { mixed, type Rows, range, sigmoid } from './rows.test-helper';

export const m3oe: Defined = ({ shape, config, parameter, batch, x0, linear, adapt, normRows, ownLogits, stopped }) => {
  const domains = range(shape.domains);
  const [starWidth, width] = config.extraction as [number, number];

  /** Linear -> LayerNorm -> ReLU of group g. */
  const block = (name: string, g: number, x: Rows, wide: number): Rows => {
    const [gamma, beta] = [parameter(`${name}.gamma`), parameter(`${name}.beta`)];
    return linear(name, g, x, wide).map((row) => {
      const mean = row.reduce((a, b) => a + b, 0) / wide;
      const variance = row.reduce((sum, value) => sum + (value - mean) ** 2, 0) / wide;
      return row.map((value, j) =>
        Math.max(0, ((gamma[g * wide + j] as number) * (value - mean)) / Math.sqrt(variance + 1e-5) + (beta[g * wide + j] as number)),
      );
    });
  };
  const expert = (name: string, g: number, x: Rows): Rows => config.bottom.reduce((z, wide, l) => block(`${name}.${l}`, g, z, wide), x);
  const plus = (a: Rows, b: Rows, factor = 1): Rows => a.map((row, i) => row.map((value, j) => value + factor * ((b[i] as number[])[j] as number)));

  const [shared, sharedBias] = [parameter('extraction.shared.weight'), parameter('extraction.shared.bias')];
  const [own, ownBias] = [parameter('extraction.own.weight'), parameter('extraction.own.bias')];
  const star = x0.map((row, i) => {
    const d = batch.domains[i] as number;
    return range(starWidth).map((j) => {
      const line = row.reduce(
        (sum, value, n) => sum + value * (shared[n * starWidth + j] as number) * (own[(d * row.length + n) * starWidth + j] as number),
        0,
      );
      return line + (sharedBias[j] as number) + (ownBias[d * starWidth + j] as number);
    });
  });
  const h = plus(block('extraction.block', 0, star, width), block('extraction.skip', 0, x0, width));

  const experts = range(config.experts).map((e) => expert('expert', e, h));
  const ofDomains = domains.map((d) => expert('domain-expert', d, h));
  const weight = (id: string) => sigmoid(parameter(`fusion.${id}`)[0] as number);
  const still = stopped('h', h);
  const fused = domains.map((d) => {
    const other = (1 - weight('balance')) / (shape.domains - 1);
    const withDomains = ofDomains.reduce(
      (sum, each, j) => plus(sum, each, weight('domain') * (j === d ? weight('balance') : other)),
      mixed(linear('gate', d, still, config.experts), experts),
    );
    return config.follows === 'paper' ? plus(withDomains, expert('task-expert', 0, h), weight('task') * weight('task-balance')) : withDomains;
  });
  return ownLogits(
    domains.map((d) => {
      const top = config.layers.reduce((z, wide, l) => adapt(l + 1, block(`tower.${l}`, d, z, wide), () => normRows(d)), fused[d] as Rows);
      return linear('head', d, top, 1).map(([logit]) => logit as number);
    }),
  );
};
