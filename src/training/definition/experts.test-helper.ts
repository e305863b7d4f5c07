import type { Defined, Parts } from './parts.test-helper';
import { mixed, type Rows, range } from './rows.test-helper';

/** What goes into a gate's softmax: a linear map, and a norm over all rows where one is wanted. */
function gate({ config, rows, linear, batchNorm }: Parts, name: string, g: number, x: Rows, width: number): Rows {
  const logits = linear(name, g, x, width);
  return config.gateNorm ? batchNorm(name, g, logits, rows) : logits;
}

export const sharedBottom: Defined = ({ x0, bottom, towers }) => {
  const shared = bottom('bottom', 0, x0);
  return towers(() => shared);
};

export const mmoe: Defined = (parts) => {
  const { config, x0, bottom, towers } = parts;
  const experts = range(config.experts).map((n) => bottom('expert', n, x0));
  return towers((d) => mixed(gate(parts, 'gate', d, x0, config.experts), experts));
};

export const ple: Defined = (parts) => {
  const { shape, config, x0, bottom, towers } = parts;
  const domains = range(shape.domains);
  let [inputs, shared] = [domains.map(() => x0), x0];
  for (let i = 0; i < config.levels; i++) {
    const ownExperts = domains.map((d) => range(config.ownExperts).map((p) => bottom(`level.${i}.own`, d * config.ownExperts + p, inputs[d] as Rows)));
    const sharedExperts = range(config.experts).map((n) => bottom(`level.${i}.shared`, n, shared));
    const count = config.ownExperts + config.experts;
    const next = domains.map((d) => mixed(gate(parts, `level.${i}.gate`, d, inputs[d] as Rows, count), [...(ownExperts[d] as Rows[]), ...sharedExperts]));
    if (i < config.levels - 1) {
      const all = [...ownExperts.flat(), ...sharedExperts];
      shared = mixed(gate(parts, `level.${i}.shared-gate`, 0, shared, all.length), all);
    }
    inputs = next;
  }
  return towers((d) => inputs[d] as Rows);
};
