import type { BoundsProof } from './tests';

const MUTATED_LINKS = 10_000;

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
];
