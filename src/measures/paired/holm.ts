/**
 * Holm's step-down correction (Scandinavian Journal of Statistics 6, 1979): of all the tests that were looked at together, the chance
 * of even one false finding stays at most the level, however the tests hang together.
 *
 * @param ps p of each test, 0..1
 * @returns adjusted p of each, in the same order: a test carries at level a where it is at most a
 * @throws RangeError for what is no probability
 */
export function holm(ps: readonly number[]): number[] {
  for (const p of ps) if (!(p >= 0 && p <= 1)) throw new RangeError(`A p is in 0..1, not ${p}.`);
  const adjusted = new Array<number>(ps.length);
  const order = ps.map((_, i) => i).sort((a, b) => (ps[a] as number) - (ps[b] as number));
  let least = 0;
  order.forEach((test, rank) => {
    least = Math.max(least, Math.min(1, (ps.length - rank) * (ps[test] as number)));
    adjusted[test] = least;
  });
  return adjusted;
}

/**
 * Seeds from which a two-sided sign-flip test can carry at all, where it is one of `tests` that Holm corrects: all on one side are 2 of
 * 2^n patterns. 6 for one test at .05.
 *
 * @param tests from 1
 * @param level 0..1, without 0
 */
export function fewestSeeds(tests: number, level = 0.05): number {
  return Math.max(1, Math.ceil(Math.log2((2 * tests) / level)));
}
