import type { Defined } from './parts.test-helper';
import { mixed, type Rows, range } from './rows.test-helper';

export const sharedBottom: Defined = ({ x0, bottom, towers }) => {
  const shared = bottom('bottom', 0, x0);
  return towers(() => shared);
};

export const mmoe: Defined = ({ config, x0, bottom, linear, towers }) => {
  const experts = range(config.experts).map((n) => bottom('expert', n, x0));
  return towers((d) => mixed(linear('gate', d, x0, config.experts), experts));
};

export const ple: Defined = ({ shape, config, x0, bottom, linear, towers }) => {
  const domains = range(shape.domains);
  let [inputs, shared] = [domains.map(() => x0), x0];
  for (let i = 0; i < config.levels; i++) {
    const ownExperts = domains.map((d) => range(config.ownExperts).map((p) => bottom(`level.${i}.own`, d * config.ownExperts + p, inputs[d] as Rows)));
    const sharedExperts = range(config.experts).map((n) => bottom(`level.${i}.shared`, n, shared));
    const count = config.ownExperts + config.experts;
    const next = domains.map((d) => mixed(linear(`level.${i}.gate`, d, inputs[d] as Rows, count), [...(ownExperts[d] as Rows[]), ...sharedExperts]));
    if (i < config.levels - 1) {
      const all = [...ownExperts.flat(), ...sharedExperts];
      shared = mixed(linear(`level.${i}.shared-gate`, 0, shared, all.length), all);
    }
    inputs = next;
  }
  return towers((d) => inputs[d] as Rows);
};
