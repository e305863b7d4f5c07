/** Times that an ablation shuffles H, within the domains and across them; what it reports is the mean AUC. */
export const SHUFFLES = 5;

/**
 * Passes over the test rows that an ablation takes: as trained, off, with the domains' means, and the shuffles within domains; where
 * there are several, also as each domain, and the shuffles across them.
 */
export const passesOf = (domains: number): number => 3 + (domains > 1 ? domains + 2 * SHUFFLES : SHUFFLES);
