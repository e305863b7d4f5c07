import { SHUFFLES } from '../protocol/insight';

/** Passes over the test rows that an ablation takes: as trained, off, each domain's mean, the shuffles within domains and across them. */
export const passesOf = (domains: number): number => 2 + domains + (domains > 1 ? 2 : 1) * SHUFFLES;
