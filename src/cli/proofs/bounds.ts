import type { BoundsProof } from './tests';

const MUTATED_LINKS = 10_000;
const MUTATED_RUNS = 10_000;
const TORN_SLOTS = 1000;

/** Proofs of what is never to go wrong, whatever comes from outside and whatever the storage does. */
export const BOUNDS: readonly BoundsProof[] = [
  {
    key: `links/mutated-${MUTATED_LINKS}`,
    part: 'links',
    project: 'unit*',
    filters: ['app/mutated-links.test', 'snapshot/snapshot.test'],
    env: { MUTATED_LINKS: String(MUTATED_LINKS) },
    what: `${MUTATED_LINKS.toLocaleString('en')} addresses and remembered states of the page, each changed at random: settings, pages of the tour, what is looked at, results, the kept view; as many results`,
    wanted: 'each ends in settings, or in settings with what is wrong named, within 2 seconds; what the page says of it is short',
  },
  {
    key: `stored-runs/mutated-${MUTATED_RUNS}`,
    part: 'stored-runs',
    project: 'unit*',
    filters: ['app/mutated-runs.test', 'app/mutated-entries.test'],
    env: { MUTATED_RUNS: String(MUTATED_RUNS) },
    what: `${MUTATED_RUNS.toLocaleString('en')} stored runs of every version, each changed at random: bytes of the text, parts of other kinds and lengths, huge numbers, parts of other runs; as many lists of what is kept`,
    wanted:
      'each is refused with an error for a person within 2 seconds, or every view of the page can be drawn with it, and it can be kept again; the process stays below 3 GB',
  },
  {
    key: `slots/torn-${TORN_SLOTS}`,
    part: 'slots',
    project: 'unit*',
    filters: ['worker/torn-slots.test'],
    env: { TORN_SLOTS: String(TORN_SLOTS) },
    what: `${TORN_SLOTS.toLocaleString('en')} times the two files that a run goes on from, one of them or both torn as by a writing that was cut off, cut short, with changed bits, exchanged, zero, or changed at random`,
    wanted: 'one that is whole is taken, and the run comes to the very weights of an undisturbed one; where neither is, it is said that nothing is kept',
  },
  {
    key: 'storage/every-access-fails',
    part: 'storage',
    project: 'unit*',
    filters: ['worker/failing-storage.test'],
    env: { FAILING_STORAGE: 'all' },
    what: 'each access to the database and to the private files that a run makes fails, in three ways: once, from then on, and every so often; a quota of 5 MB; a database that never answers',
    wanted:
      'the run trains to its end with the very same weights, what is not kept is said, all that was kept before is there and whole, and nothing is thrown unheard',
  },
  ...(
    [
      [
        '200-epochs',
        'a run of 10,000 steps',
        'one run of 10,400 steps in 200 epochs',
        'each epoch adds at most 64 KB to the page and 128 KB to the worker: its records and looks',
      ],
      [
        '100-openings',
        '100 openings',
        '100 openings of files of 15,000 to 150,000 rows, one after the other',
        'none takes five minutes; each adds at most 46 KB to the page and 93 KB to the worker',
      ],
      [
        '20-runs',
        '20 files and 20 runs',
        '20 files and 20 runs, one after the other',
        'each file with its run adds at most 512 KB to the page and 1 MB to the worker',
      ],
    ] as const
  ).map(
    ([key, name, what, wanted]): BoundsProof => ({
      key: `memory/${key}`,
      part: 'memory',
      project: 'memory',
      filters: ['flat-memory', '--testNamePattern', name],
      what: `${what}, in the built page in Chromium: what page and worker hold after a forced collection, once they are warm`,
      wanted,
    }),
  ),
];
