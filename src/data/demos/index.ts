import { DEMOS, type DemoInfo } from '../../config/demos';
import type { Roles } from '../../config/run-config';
import { UserError } from '../../lib/user-error';
import type { Table } from '../table/table';
import type { ClickModel } from './click-model';
import { generate } from './generate';

export interface Demo {
  table: Table;
  roles: Roles;
}

/**
 * In 30,000 rows a user has about 60 training rows and an item 120, too few to learn each by itself: what is learned of segments and
 * categories must be carried over. Ten axes that domains weigh each in their own way are more than a cross network of two
 * layers, or a shared tower, easily tells apart. A fifth of the rows gives the smallest domain about 600 test rows.
 */
const CONFLICT: ClickModel = {
  domains: [
    { name: 'home', share: 0.5, bias: -0.6 },
    { name: 'search', share: 0.3, bias: 0 },
    { name: 'video', share: 0.2, bias: -1 },
  ],
  users: 400,
  segments: 12,
  items: 200,
  categories: 16,
  individuality: 0.25,
  axes: 10,
  sharedAxes: 2,
  affinity: 1.6,
  slope: 0.8,
  conflictingSlope: true,
};

const AGREEMENT: ClickModel = { ...CONFLICT, sharedAxes: CONFLICT.axes, conflictingSlope: false };

const MODELS: Record<string, ClickModel> = {
  conflict: CONFLICT,
  agreement: AGREEMENT,
  many: {
    ...CONFLICT,
    domains: Array.from({ length: 12 }, (_, d) => ({ name: `site ${String(d + 1).padStart(2, '0')}`, share: 2 ** -(d / 2.5) / 4.02, bias: -0.2 * (d % 4) })),
  },
  tiny: {
    ...CONFLICT,
    domains: [
      { name: 'home', share: 0.6, bias: -0.6 },
      { name: 'search', share: 0.38, bias: 0, oppositeOf: 0 },
      // About every second row is clicked, so that few test rows hold enough of both classes.
      { name: 'video', share: 0.02, bias: 0, tastesOf: 0 },
    ],
  },
  // The two others agree, so that whatever comes between the domains is the noise.
  'one-noisy': {
    ...AGREEMENT,
    domains: [
      { name: 'home', share: 0.5, bias: -0.6 },
      { name: 'search', share: 0.3, bias: 0, noise: true },
      { name: 'video', share: 0.2, bias: -1 },
    ],
  },
};

/**
 * Makes a named demo set.
 *
 * @param options rows and seed of the data (not of the training); the demo's own where left out
 * @throws UserError naming the sets that there are
 */
export function makeDemo(name: string, options: { rows?: number | undefined; seed?: number | undefined } = {}): Demo {
  const info: DemoInfo | undefined = DEMOS.find((demo) => demo.name === name);
  const model = MODELS[name];
  if (!info || !model)
    throw new UserError(`there is no demo set "${name}"`, 'data.source.demo', `There are ${DEMOS.map((demo) => `"${demo.name}"`).join(', ')}.`);
  return { table: generate(name, model, options.rows ?? info.rows, options.seed ?? 1), roles: info.roles };
}
