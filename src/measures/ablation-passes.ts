/** Times that an ablation shuffles H, within the domains and across them; what it reports is the mean AUC. */
export const SHUFFLES = 5;

/**
 * Passes over the test rows that an ablation takes: as trained, off, with the domains' means, and the shuffles within domains; where
 * there are several, also as each domain that has training rows, and the shuffles across them.
 *
 * @param learned domains with training rows; left out, all of them: then it is the most that it can be
 * @param generated whether there is an H: without one there is nothing to shuffle, and no mean
 */
export const passesOf = (domains: number, learned = domains, generated = true): number => {
  if (!generated) return 2 + (domains > 1 ? learned : 0);
  return 3 + (domains > 1 ? learned + 2 * SHUFFLES : SHUFFLES);
};
