import { SHUFFLES } from '../protocol/insight';

/**
 * Passes over the test rows that an ablation takes at most: as trained, off, with the domains' means, and the shuffles within domains;
 * where there are several, also as each domain that has training rows, and the shuffles across them.
 */
export const passesOf = (domains: number): number => 3 + (domains > 1 ? domains + 2 * SHUFFLES : SHUFFLES);
