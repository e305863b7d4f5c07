import { DEMOS } from '../config/demos';
import type { Backbone, RunConfig } from '../config/run-config';
import measured from './over-seeds.json';
import { configOf, trainAlike } from './stored';

/** What HAMUR gains over its own backbone on a demo, over seeds that draw the rows, the split, the start and the order of rows anew. */
export interface OverSeeds {
  seeds: number;
  /** In how many of them HAMUR was ahead. */
  ahead: number;
  /** Test AUC, mean over the domains: mean over the seeds, with Student's 95 % interval. */
  difference: number;
  low: number;
  high: number;
}

/** By `keyOfPair`. `npm run verify` writes the file, from the runs on record. */
const MEASURED: Partial<Record<string, OverSeeds>> = measured;

export const keyOfPair = (demo: string, backbone: Backbone): string => `${demo} ${backbone}`;

/** What was measured over many seeds of a run's settings: known for a demo with the default settings of a backbone, whatever its seed. */
export function overSeeds(config: RunConfig): OverSeeds | undefined {
  const { source } = config.data;
  const demo = 'demo' in source && DEMOS.find(({ name }) => name === source.demo);
  if (!demo) return undefined;
  const { backbone } = config.model;
  const usual = configOf({ demo: demo.name, backbone });
  // The size of the data counts, and which of their draws they are does not.
  const { seed: _, ...rest } = source;
  const alike = trainAlike({ ...config, seed: usual.seed, data: { ...config.data, source: rest } }, usual);
  return alike ? MEASURED[keyOfPair(demo.name, backbone)] : undefined;
}
