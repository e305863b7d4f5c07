import type { BoundsProof } from './tests';

const MUTATED_LINKS = 10_000;
const MUTATED_RUNS = 10_000;

/** Proofs of what is never to go wrong, whatever comes from outside and whatever the storage does. */
export const BOUNDS: readonly BoundsProof[] = [
  {
    key: `links/mutated-${MUTATED_LINKS}`,
    part: 'links',
    project: 'unit',
    filters: ['app/mutated-links.test'],
    env: { MUTATED_LINKS: String(MUTATED_LINKS) },
    what: `${MUTATED_LINKS.toLocaleString('en')} addresses and remembered states of the page, each changed at random: settings, pages of the tour, the kept view`,
    wanted: 'each ends in settings, or in settings with what is wrong named, within 2 seconds; what the page says of it is short',
  },
  {
    key: `stored-runs/mutated-${MUTATED_RUNS}`,
    part: 'stored-runs',
    project: 'unit',
    filters: ['app/mutated-runs.test', 'app/mutated-entries.test'],
    env: { MUTATED_RUNS: String(MUTATED_RUNS) },
    what: `${MUTATED_RUNS.toLocaleString('en')} stored runs of every version, each changed at random: bytes of the text, parts of other kinds and lengths, huge numbers, parts of other runs; as many lists of what is kept`,
    wanted:
      'each is refused with an error for a person within 2 seconds, or every view of the page can be drawn with it, and it can be kept again; the process stays below 3 GB',
  },
];
