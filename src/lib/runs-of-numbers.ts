/**
 * Whole numbers as what follows without a gap: 3, 1, 2, 7 as [1, 3] and [7, 7].
 *
 * @param numbers each once, in any order
 */
export function runsOfNumbers(numbers: readonly number[]): [from: number, to: number][] {
  const runs: [number, number][] = [];
  for (const number of [...numbers].sort((a, b) => a - b)) {
    const last = runs.at(-1);
    if (last && number === last[1] + 1) last[1] = number;
    else runs.push([number, number]);
  }
  return runs;
}
