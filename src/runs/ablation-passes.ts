/** Passes over the test rows that an ablation takes: as trained, off, each domain's mean, five shuffles within and five across. */
export const passesOf = (domains: number): number => 2 + domains + (domains > 1 ? 10 : 5);
