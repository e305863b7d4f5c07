/** Two ascending lists of x as one. */
export const joined = (a: readonly number[], b: readonly number[]) => [...new Set([...a, ...b])].sort((x, y) => x - y);

/** Values at some of the x, on all of them. */
export function onto(all: readonly number[], x: readonly number[], values: readonly (number | null)[]): (number | null)[] {
  return all.map((each) => values[x.indexOf(each)] ?? null);
}
