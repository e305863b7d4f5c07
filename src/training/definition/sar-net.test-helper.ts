import type { Defined } from './parts.test-helper';
import { mixed, type Rows, range } from './rows.test-helper';

export const sarNet: Defined = ({ shape, config, parameter, batch, rows, x0, linear, bottom, batchNorm, deep }) => {
  const { experts, ownExperts } = config;
  const width = x0[0]?.length ?? 0;
  const [weight, bias] = [parameter('domain-map.weight'), parameter('domain-map.bias')];
  const domainOf = (i: number) => batch.domains[i] as number;
  const under = (row: number[], d: number) => row.map((value, j) => value * (weight[d * width + j] as number) + (bias[d * width + j] as number));
  const mine: Rows = x0.map((row, i) => under(row, domainOf(i)));
  const paper = config.follows === 'paper';

  const expert = (name: string, n: number, x: Rows): Rows =>
    paper ? bottom(name, n, x) : config.bottom.reduce((z, wide, l) => linear(`${name}.${l}`, n, batchNorm(`${name}.${l}`, n, z, rows), wide), x);
  const shared = range(experts).map((n) => expert('expert', n, mine));
  const ofDomains = range(shape.domains).map((d) => {
    const read = paper ? mine : x0.map((row) => under(row, d));
    return range(ownExperts).map((p) => expert('own-expert', d * ownExperts + p, read));
  });
  const own = range(ownExperts).map((p): Rows => rows.map((i) => ofDomains[domainOf(i)]?.[p]?.[i] as number[]));
  const top = deep(mixed(linear('gate', 0, mine, experts + ownExperts), [...shared, ...own]));
  return linear('head', 0, top, 1).map(([logit]) => logit as number);
};
